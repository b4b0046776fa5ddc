package org.entrazscaler.command;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Objects;
import javax.management.JMException;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers the commands in JMX, with the names and descriptions of {@link ProvisioningMXBean}. A
 * command that throws an exception returns its message and exit status 1, because JMX clients may
 * not have the exception's class and the console shows no exceptions.
 */
public final class ProvisioningMBean extends StandardMBean {

  /** The JMX name of the commands. */
  public static final ObjectName NAME = name();

  private static final Logger LOG = LoggerFactory.getLogger(ProvisioningMBean.class);

  private ProvisioningMBean(ProvisioningMXBean commands) {
    super(commands, ProvisioningMXBean.class, true);
  }

  /**
   * Registers the commands under {@link #NAME}.
   *
   * @param server the MBean server
   * @param commands receives the calls
   * @return removes the registration when it is closed
   * @throws IllegalStateException if the name is already registered
   */
  public static Registration register(MBeanServer server, ProvisioningMXBean commands) {
    try {
      server.registerMBean(new ProvisioningMBean(answering(commands)), NAME);
    } catch (JMException e) {
      throw new IllegalStateException("Cannot register the MBean " + NAME + ": " + e, e);
    }
    return () -> unregister(server);
  }

  /** A registration of the commands; closing it removes them from JMX. */
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  private static void unregister(MBeanServer server) {
    try {
      server.unregisterMBean(NAME);
    } catch (JMException e) {
      LOG.debug("The MBean {} was already removed", NAME, e);
    }
  }

  private static ObjectName name() {
    try {
      return new ObjectName("org.entrazscaler", "type", "Provisioning");
    } catch (JMException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /**
   * Commands of which a failure is an answer: the message of the exception, with exit status 1.
   *
   * @param commands what is called
   * @return the same commands, without exceptions
   */
  public static ProvisioningMXBean answering(ProvisioningMXBean commands) {
    return (ProvisioningMXBean)
        Proxy.newProxyInstance(
            ProvisioningMXBean.class.getClassLoader(),
            new Class<?>[] {ProvisioningMXBean.class},
            (proxy, method, arguments) -> answer(commands, method, arguments));
  }

  private static Object answer(
      ProvisioningMXBean commands, Method method, Object @Nullable [] arguments)
      throws IllegalAccessException {
    try {
      return method.invoke(commands, arguments);
    } catch (InvocationTargetException e) {
      Throwable cause = Objects.requireNonNull(e.getCause());
      LOG.error("The operation {} failed", method.getName(), cause);
      return new CommandOutcome(1, String.valueOf(cause.getMessage()));
    }
  }

  @Override
  protected String getDescription(MBeanInfo info) {
    return text(ProvisioningMXBean.class, info.getDescription());
  }

  @Override
  protected String getDescription(MBeanOperationInfo operation) {
    return text(method(operation), operation.getDescription());
  }

  @Override
  protected String getDescription(
      MBeanOperationInfo operation, MBeanParameterInfo parameter, int sequence) {
    return text(method(operation).getParameters()[sequence], parameter.getDescription());
  }

  @Override
  protected String getParameterName(
      MBeanOperationInfo operation, MBeanParameterInfo parameter, int sequence) {
    return method(operation).getParameters()[sequence].getName();
  }

  private static Method method(MBeanOperationInfo operation) {
    return Arrays.stream(ProvisioningMXBean.class.getMethods())
        .filter(method -> method.getName().equals(operation.getName()))
        .findFirst()
        .orElseThrow();
  }

  private static String text(AnnotatedElement element, String otherwise) {
    Description description = element.getAnnotation(Description.class);
    return description == null ? otherwise : description.value();
  }
}
