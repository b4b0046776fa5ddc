package org.entrazscaler.camel;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.component.bean.BeanInfo;
import org.apache.camel.component.bean.MethodInfo;
import org.apache.camel.language.bean.BeanLanguage;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;

/**
 * Camel's language {@code bean}, which evaluates {@code method: {ref, method}} and {@code
 * ${body.name}}, without a copy of the exchange for each call. Camel copies the exchange because a
 * bean may change it; an expression of a route only reads. What is not the plain name of one method
 * of a bean, or of one property of the body, is left to Camel.
 */
public final class MethodLanguage extends BeanLanguage {

  /** The name under which Camel looks for a language in the registry. */
  public static final String NAME = "bean-language";

  private static final int RESULT_TYPE = 0;
  private static final int BEAN = 1;
  private static final int METHOD = 2;
  private static final int TYPE = 3;
  private static final int REF = 4;

  private static final Pattern PROPERTY = Pattern.compile("\\.([A-Za-z]\\w*)");

  private final Map<Class<?>, Map<String, Optional<Method>>> properties = new ConcurrentHashMap<>();

  @Override
  public Expression createExpression(String text, Object[] given) {
    return call(text, given);
  }

  @Override
  public Predicate createPredicate(String text, Object[] given) {
    return call(text, given);
  }

  private Call call(String text, Object[] given) {
    Class<?> resultType = (Class<?>) given(given, RESULT_TYPE);
    Object bean = given(given, BEAN);
    String method = (String) given(given, METHOD);
    if (bean != null && method != null && !(bean instanceof Map)) {
      Method property = property(bean.getClass(), method);
      if (property != null) {
        return new PropertyCall(resultType, bean, property);
      }
    }
    String ref = (String) given(given, REF);
    Expression camels = super.createExpression(text, given);
    return bean == null && given(given, TYPE) == null && ref != null && method != null
        ? new BeanCall(resultType, camels, ref, method)
        : new CamelsCall(resultType, camels);
  }

  private static @Nullable Object given(Object[] given, int place) {
    return given.length > place ? given[place] : null;
  }

  private @Nullable Method property(Class<?> type, String ognl) {
    return properties
        .computeIfAbsent(type, t -> new ConcurrentHashMap<>())
        .computeIfAbsent(ognl, o -> Optional.ofNullable(find(type, ognl)))
        .orElse(null);
  }

  private static @Nullable Method find(Class<?> type, String ognl) {
    var matcher = PROPERTY.matcher(ognl);
    if (!matcher.matches() || !Modifier.isPublic(type.getModifiers())) {
      return null;
    }
    String name = matcher.group(1);
    String capital = Character.toUpperCase(name.charAt(0)) + name.substring(1);
    for (String candidate : List.of(name, "get" + capital, "is" + capital)) {
      List<Method> methods =
          Arrays.stream(type.getMethods())
              .filter(method -> method.getName().equals(candidate))
              .toList();
      if (!methods.isEmpty()) {
        Method only = methods.get(0);
        return methods.size() == 1
                && only.getParameterCount() == 0
                && only.getReturnType() != void.class
                && Modifier.isPublic(only.getDeclaringClass().getModifiers())
            ? only
            : null;
      }
    }
    return null;
  }

  // ------------------------------------------------------------------------------------------

  /** What an expression of a route calls. */
  private abstract static class Call implements Expression, Predicate {

    private final @Nullable Class<?> resultType;

    private Call(@Nullable Class<?> resultType) {
      this.resultType = resultType;
    }

    /**
     * The result; null if the call fails, which the exchange then has as its exception.
     *
     * @param exchange is only read otherwise
     */
    abstract @Nullable Object value(Exchange exchange);

    @Override
    public void init(CamelContext context) {
      // A property is found already.
    }

    @Override
    public final void initPredicate(CamelContext context) {
      init(context);
    }

    @Override
    public <T> T evaluate(Exchange exchange, Class<T> type) {
      Object value = value(exchange);
      var converter = exchange.getContext().getTypeConverter();
      if (type == Object.class) {
        return type.cast(
            resultType == null ? value : converter.convertTo(resultType, exchange, value));
      }
      return converter.convertTo(type, exchange, value);
    }

    @Override
    public boolean matches(Exchange exchange) {
      return ObjectHelper.evaluateValuePredicate(value(exchange));
    }

    static @Nullable Object invoke(
        Exchange exchange, Object bean, Method method, Object... arguments) {
      try {
        return method.invoke(bean, arguments);
      } catch (InvocationTargetException e) {
        exchange.setException(e.getTargetException());
      } catch (IllegalAccessException e) {
        exchange.setException(e);
      }
      return null;
    }
  }

  /** A property of the body. */
  private static final class PropertyCall extends Call {

    private final Object bean;
    private final Method method;

    private PropertyCall(@Nullable Class<?> resultType, Object bean, Method method) {
      super(resultType);
      this.bean = bean;
      this.method = method;
    }

    @Override
    @Nullable Object value(Exchange exchange) {
      return invoke(exchange, bean, method);
    }
  }

  /** A method of a bean of the registry. */
  private static final class BeanCall extends Call {

    private final Expression camels;
    private final String ref;
    private final String name;
    private @Nullable MethodInfo method;

    private BeanCall(@Nullable Class<?> resultType, Expression camels, String ref, String name) {
      super(resultType);
      this.camels = camels;
      this.ref = ref;
      this.name = name;
    }

    @Override
    public void init(CamelContext context) {
      camels.init(context);
      Object bean = context.getRegistry().lookupByName(ref);
      if (bean != null) {
        List<MethodInfo> methods =
            new BeanInfo(context, bean.getClass())
                .getMethods().stream()
                    .filter(info -> info.getMethod().getName().equals(name))
                    .toList();
        method = methods.size() == 1 && !methods.get(0).isReturnTypeVoid() ? methods.get(0) : null;
      }
    }

    @Override
    @Nullable Object value(Exchange exchange) {
      MethodInfo called = method;
      // The registry may have been given another bean of that name.
      Object bean = called == null ? null : exchange.getContext().getRegistry().lookupByName(ref);
      if (bean == null || bean.getClass() != called.getType()) {
        return camels.evaluate(exchange, Object.class);
      }
      Object[] arguments;
      try {
        arguments = called.createMethodInvocation(bean, true, exchange).getArguments();
      } catch (RuntimeException e) {
        exchange.setException(e);
        return null;
      }
      return invoke(exchange, bean, called.getMethod(), arguments);
    }
  }

  /** What Camel evaluates. */
  private static final class CamelsCall extends Call {

    private final Expression camels;

    private CamelsCall(@Nullable Class<?> resultType, Expression camels) {
      super(resultType);
      this.camels = camels;
    }

    @Override
    public void init(CamelContext context) {
      camels.init(context);
    }

    @Override
    @Nullable Object value(Exchange exchange) {
      return camels.evaluate(exchange, Object.class);
    }
  }
}
