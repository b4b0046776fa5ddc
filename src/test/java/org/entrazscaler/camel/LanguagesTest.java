package org.entrazscaler.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Language;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.entrazscaler.expression.Attributes;
import org.entrazscaler.expression.EvaluationContext;
import org.entrazscaler.language.LanguageException;
import org.entrazscaler.mapping.MappedObject;
import org.entrazscaler.mapping.check.MappingCheck;
import org.entrazscaler.scim.schema.ScimPath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LanguagesTest {

  private CamelContext camel;

  @BeforeEach
  void start() throws Exception {
    camel = new DefaultCamelContext();
    camel
        .getRegistry()
        .bind(
            "evaluation",
            EvaluationContext.of(
                Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC)));
    for (Path file : MappingCheck.routeFiles(Path.of("routes"))) {
      if (Set.of("user-mapping.camel.yaml", "group-mapping.camel.yaml", "scope.camel.yaml")
          .contains(file.getFileName().toString())) {
        Resource resource = ResourceHelper.resolveMandatoryResource(camel, "file:" + file);
        PluginHelper.getRoutesLoader(camel).loadRoutes(resource);
      }
    }
    camel.start();
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  @Test
  void theShippedRoutesMapAndFilter() throws Exception {
    Attributes ada =
        Map.<String, Object>of(
                "userPrincipalName", "ada@example.com", "objectId", "1", "IsSoftDeleted", "False")
            ::get;
    try (ProducerTemplate template = camel.createProducerTemplate()) {
      MappedObject mapped = template.requestBody("direct:map-user", ada, MappedObject.class);
      assertEquals(
          "ada@example.com", mapped.value(ScimPath.parse("userName")).orElseThrow().value());
      assertEquals("True", mapped.value(ScimPath.parse("active")).orElseThrow().value());

      for (String route : List.of("direct:scope-user", "direct:scope-group")) {
        Exchange filtered = template.request(route, exchange -> exchange.getMessage().setBody(ada));
        assertEquals(true, filtered.getVariable("inScope"));
        assertInstanceOf(Attributes.class, filtered.getMessage().getBody());
      }
    }
  }

  @Test
  void whatIsInForceIsReadFromTheLoadedRoutes() {
    MappingsInForce inForce = MappingsInForce.of(camel);

    assertEquals(
        Set.of(
            "userPrincipalName",
            "objectId",
            "IsSoftDeleted",
            "surname",
            "givenName",
            "displayName",
            "department"),
        inForce.userSourceNames());
    assertEquals(Set.of("displayName", "objectId", "members"), inForce.groupSourceNames());
    assertEquals("ALL", inForce.userScope().fingerprint());
    assertEquals("ALL", inForce.groupScope().fingerprint());
  }

  @Test
  void aMissingRouteIsNamed() throws Exception {
    try (DefaultCamelContext empty = new DefaultCamelContext()) {
      IllegalStateException e =
          assertThrows(IllegalStateException.class, () -> MappingsInForce.of(empty));
      assertThat(String.valueOf(e.getMessage())).as(e.getMessage()).contains("map-user");
    }
  }

  @Test
  void mapsAndJsonObjectsAreBodiesToo() throws Exception {
    Language scope = camel.resolveLanguage("scope");
    String filter = "department EQUALS Sales AND level GREATER_THAN 2 AND enabled IS TRUE";
    Map<String, Object> map = Map.of("department", "Sales", "level", 3, "enabled", true);
    assertTrue(scope.createPredicate(filter).matches(with(map)));
    assertTrue(scope.createPredicate(filter).matches(with(new ObjectMapper().valueToTree(map))));
    assertEquals(false, scope.createExpression(filter).evaluate(with(Map.of()), Boolean.class));

    Language entra = camel.resolveLanguage("entra");
    assertEquals(
        "A|True|7",
        entra
            .createExpression("Join(\"|\", [several])")
            .evaluate(
                with(new ObjectMapper().readTree("{\"several\": [\"A\", true, 7, null]}")),
                Object.class));
    assertEquals(
        "1/2/2026 3:04:05 AM",
        entra.createExpression("Now()").evaluate(with(Map.of()), Object.class));
    assertNull(
        entra
            .createExpression("IgnoreFlowIfNullOrEmpty([a])")
            .evaluate(with(Map.of("a", "")), Object.class));
  }

  @Test
  void everyLanguageIsAPredicateToo() {
    Map<String, String> object = Map.of("mail", "a@b", "flag", "False");
    Language mapping = camel.resolveLanguage("mapping");
    assertTrue(mapping.createPredicate("userName: [mail] | match 1").matches(with(object)));
    assertFalse(mapping.createPredicate("userName: [none] | match 1").matches(with(object)));
    Language entra = camel.resolveLanguage("entra");
    assertTrue(entra.createPredicate("IsPresent([mail])").matches(with(object)));
    assertFalse(entra.createPredicate("[flag]").matches(with(object)));
    assertFalse(entra.createPredicate("[none]").matches(with(object)));
  }

  @Test
  void anotherBodyIsRefusedWithItsType() {
    for (String language : List.of("mapping", "scope", "entra")) {
      String text =
          switch (language) {
            case "mapping" -> "userName: [mail] | match 1";
            case "scope" -> "mail EQUALS x";
            default -> "[mail]";
          };
      Exception e =
          assertThrows(
              RuntimeException.class,
              () ->
                  camel
                      .resolveLanguage(language)
                      .createExpression(text)
                      .evaluate(with(42), Object.class));
      assertThat(String.valueOf(e.getMessage())).as(e.getMessage()).contains("java.lang.Integer");
      assertThat(String.valueOf(e.getMessage())).as(e.getMessage()).contains(language);
    }
    Exception nested =
        assertThrows(
            RuntimeException.class,
            () ->
                camel
                    .resolveLanguage("entra")
                    .createExpression("[mail]")
                    .evaluate(with(Map.of("mail", Map.of("a", "b"))), Object.class));
    assertThat(String.valueOf(nested.getMessage())).as(nested.getMessage()).contains("mail");
  }

  @Test
  void errorsAreReportedWhenTheRouteIsCreated() {
    assertThrows(
        LanguageException.class, () -> camel.resolveLanguage("mapping").createExpression("x"));
    assertThrows(
        LanguageException.class, () -> camel.resolveLanguage("scope").createPredicate("x"));
    assertThrows(
        LanguageException.class, () -> camel.resolveLanguage("entra").createExpression("x"));
  }

  private Exchange with(Object body) {
    Exchange exchange = new DefaultExchange(camel);
    exchange.getMessage().setBody(body);
    return exchange;
  }
}
