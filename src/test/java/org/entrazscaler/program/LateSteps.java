package org.entrazscaler.program;

import static org.apache.camel.model.ProcessorDefinitionHelper.filterTypeInOutputs;

import java.util.List;
import java.util.regex.Pattern;
import org.apache.camel.BeanScope;
import org.apache.camel.CamelContext;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.HasExpressionType;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.model.language.MethodCallExpression;
import org.apache.camel.model.language.SimpleExpression;

/**
 * Lets routes look up the beans of their steps each time that a step is taken, so that routes that
 * are at work can be given the beans of another program.
 */
public final class LateSteps {

  private static final Pattern BEAN_FUNCTION = Pattern.compile("\\$\\{bean:(\\w+)\\?(?!scope=)");
  private static final String LATE = "Prototype";

  private LateSteps() {}

  /**
   * Changes each route as it is added: when the routes are started, and by a reload.
   *
   * @param camel not started yet
   */
  public static void in(CamelContext camel) {
    EnumConversion.addTo(camel, BeanScope.class);
    ((ModelCamelContext) camel)
        .addModelLifecycleStrategy(
            new ModelLifecycleStrategySupport() {
              @Override
              public void onAddRouteDefinition(RouteDefinition route) {
                late(route.getOutputs());
              }
            });
  }

  private static void late(List<ProcessorDefinition<?>> steps) {
    for (BeanDefinition bean : filterTypeInOutputs(steps, BeanDefinition.class)) {
      bean.setScope(LATE);
    }
    filterTypeInOutputs(steps, HasExpressionType.class).forEach(LateSteps::late);
    for (ChoiceDefinition choice : filterTypeInOutputs(steps, ChoiceDefinition.class)) {
      choice.getWhenClauses().forEach(LateSteps::late);
    }
    for (CatchDefinition caught : filterTypeInOutputs(steps, CatchDefinition.class)) {
      if (caught.getOnWhen() != null) {
        late(caught.getOnWhen());
      }
    }
  }

  private static void late(HasExpressionType node) {
    ExpressionDefinition expression = node.getExpressionType();
    if (expression instanceof MethodCallExpression call) {
      call.setScope(LATE);
    } else if (expression instanceof SimpleExpression simple) {
      simple.setExpression(
          BEAN_FUNCTION
              .matcher(simple.getExpression())
              .replaceAll("\\${bean:$1?scope=" + LATE + "&"));
    }
  }
}
