package org.entrazscaler.camel;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.Expression;
import org.apache.camel.model.HasExpressionType;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.entrazscaler.mapping.Mapping;
import org.entrazscaler.scope.ScopeFilter;

/**
 * The mappings and scoping filters of the routes that are loaded: {@code map-user}, {@code
 * map-group}, {@code scope-user} and {@code scope-group}.
 *
 * @param users the mapping of users
 * @param groups the mapping of groups
 * @param userScope the scoping filter of users
 * @param groupScope the scoping filter of groups
 */
public record MappingsInForce(
    Mapping users, Mapping groups, ScopeFilter userScope, ScopeFilter groupScope) {

  /** The route with the mapping of users. */
  public static final String MAP_USER = "map-user";

  /** The route with the mapping of groups. */
  public static final String MAP_GROUP = "map-group";

  /** The route with the scoping filter of users. */
  public static final String SCOPE_USER = "scope-user";

  /** The route with the scoping filter of groups. */
  public static final String SCOPE_GROUP = "scope-group";

  /**
   * Reads the mappings and filters from the loaded routes.
   *
   * @param camelContext the context with the routes
   * @throws IllegalStateException if a route is missing or does not contain exactly one block
   */
  public static MappingsInForce of(CamelContext camelContext) {
    ModelCamelContext model = (ModelCamelContext) camelContext;
    return new MappingsInForce(
        find(model, MAP_USER, MappingLanguage.NAME, MappingsInForce::mapping),
        find(model, MAP_GROUP, MappingLanguage.NAME, MappingsInForce::mapping),
        find(model, SCOPE_USER, ScopeLanguage.NAME, MappingsInForce::filter),
        find(model, SCOPE_GROUP, ScopeLanguage.NAME, MappingsInForce::filter));
  }

  /**
   * The source attributes of users that the mapping and the filter read.
   *
   * @return Entra's names
   */
  public Set<String> userSourceNames() {
    return union(users.sourceNames(), userScope.sourceNames());
  }

  /**
   * The source attributes of groups that the mapping and the filter read.
   *
   * @return Entra's names
   */
  public Set<String> groupSourceNames() {
    return union(groups.sourceNames(), groupScope.sourceNames());
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    Set<String> all = new LinkedHashSet<>(one);
    all.addAll(other);
    return all;
  }

  private static Mapping mapping(Expression expression) {
    return ((MappingExpression) expression).mapping();
  }

  private static ScopeFilter filter(Expression expression) {
    return ((ScopeExpression) expression).filter();
  }

  private static <T> T find(
      ModelCamelContext model, String routeId, String language, Function<Expression, T> compiled) {
    RouteDefinition route = model.getRouteDefinition(routeId);
    if (route == null) {
      throw new IllegalStateException(
          "The route %s with a block of the language %s is missing".formatted(routeId, language));
    }
    List<String> texts = texts(route, language);
    if (texts.size() != 1) {
      throw new IllegalStateException(
          "The route %s must contain one block of the language %s, but contains %s"
              .formatted(routeId, language, texts.size()));
    }
    return compiled.apply(model.resolveLanguage(language).createExpression(texts.get(0)));
  }

  private static List<String> texts(RouteDefinition route, String language) {
    List<String> texts = new ArrayList<>();
    for (Object step :
        ProcessorDefinitionHelper.filterTypeInOutputs(
            route.getOutputs(), ProcessorDefinition.class)) {
      ExpressionDefinition definition =
          step instanceof HasExpressionType holder ? holder.getExpressionType() : null;
      if (definition != null
          && language.equals(definition.getLanguage())
          && definition.getExpression() != null) {
        texts.add(definition.getExpression());
      }
    }
    return texts;
  }
}
