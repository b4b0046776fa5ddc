package org.entrazscaler.camel.reload;

import static ch.qos.logback.classic.Level.WARN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ThreadPoolProfile;
import org.entrazscaler.expression.SourceNames;
import org.entrazscaler.mapping.check.Finding;
import org.entrazscaler.mapping.check.MappingCheck;
import org.entrazscaler.scim.schema.Product;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class RouteFilesCheckTest {

  private static final String ROUTE =
      """
      - route:
          id: %s
          from:
            uri: direct
            parameters:
              name: %s
            steps:
              - %s
      """;

  @TempDir private Path folder;
  private CamelContext program;

  @BeforeEach
  void shippedRoutes() throws IOException {
    program = new DefaultCamelContext();
    for (String name : List.of("user-mapping", "group-mapping", "scope")) {
      Files.copy(Path.of("routes", name + ".camel.yaml"), folder.resolve(name + ".camel.yaml"));
    }
  }

  @AfterEach
  void stop() {
    program.stop();
  }

  @Test
  void beansPropertiesAndPoolsAreThoseOfTheProgram() throws IOException {
    program.getRegistry().bind("request", Processor.class, (Processor) exchange -> {});
    Properties properties = new Properties();
    properties.setProperty("where", "elsewhere");
    program.getPropertiesComponent().setInitialProperties(properties);
    ThreadPoolProfile writers = new ThreadPoolProfile("writers");
    writers.setPoolSize(2);
    program.getExecutorServiceManager().registerThreadPoolProfile(writers);
    Files.writeString(
        folder.resolve("a.camel.yaml"),
        ROUTE.formatted("a", "a", "process: {ref: request}")
            + """
                    - to: {uri: direct, parameters: {name: "{{where}}"}}
                    - split:
                        parallelProcessing: "true"
                        executorService: writers
                        expression: {simple: {expression: "${body}"}}
                        steps:
                          - log: {message: "x"}
                    - bean: {ref: made, method: size}
            - beans:
                - name: made
                  type: java.util.ArrayList
            """);
    assertEquals(List.of(), findings());
    assertNull(program.getRegistry().lookupByName("made"));
    assertThat(program.getRoutes()).isEmpty();
  }

  @Test
  void routesFromTemplatesAreCheckedToo() throws IOException {
    Files.writeString(
        folder.resolve("a.camel.yaml"),
        """
        - routeTemplate:
            id: template
            from:
              uri: direct:{{name}}
              steps:
                - to: {uri: "{{nowhere}}"}
        - templatedRoute:
            routeTemplateRef: template
            routeId: made
            parameters: [{name: name, value: made}]
        """);
    assertPlace(findings(), "a", 9, "nowhere");
  }

  @Test
  void aFileThatIsNotUtf8IsReportedOnce() throws IOException {
    Files.writeString(
        folder.resolve("a.camel.yaml"),
        ROUTE.formatted("a", "a", "log: {message: \u00e4}"),
        StandardCharsets.ISO_8859_1);
    List<Finding> findings =
        findings().stream().filter(finding -> finding.file().endsWith("a.camel.yaml")).toList();
    assertEquals(1, findings.size(), findings.toString());
    assertThat(findings.get(0).message()).as(findings.toString()).contains("UTF-8");
  }

  @Test
  void errorsInRoutesHaveTheirPositions() throws IOException {
    write("a", "tp: {uri: direct}");
    write("b", "to: {uri: direct, parametres: {name: x}}");
    write("c", "process: {ref: nowhere}");
    write("d", "log: {message: x}\n  broken: [");
    write("e", "to: {uri: nowhere, parameters: {name: x}}");
    Files.writeString(
        folder.resolve("f.camel.yaml"), ROUTE.formatted("map-user", "f", "log: {message: x}"));

    List<Finding> findings = findings();

    assertPlace(findings, "a", 8, "tp");
    assertPlace(findings, "b", 8, "parametres");
    assertPlace(findings, "c", 1, "nowhere");
    assertPlace(findings, "d", 10, "Not valid YAML");
    assertPlace(findings, "e", 1, "nowhere");
    assertThat(findings).anyMatch(finding -> finding.message().contains("map-user"));
  }

  @Test
  void aTemplateThatCannotBeReadHasItsPlace() throws IOException {
    Files.writeString(
        folder.resolve("mail.camel.yaml"),
        """
        - route:
            id: mail
            from:
              uri: direct:mail
              steps:
                - setHeader:
                    name: MustacheTemplate
                    expression:
                      constant:
                        expression: |
                          Good day,
                          [[#body.failed]]
                          it has failed: [[reason]].
                          [[/body.held]]
                - to:
                    uri: mustache:mail
                    parameters:
                      allowTemplateFromHeader: "true"
                      startDelimiter: "[["
                      endDelimiter: "]]"
        """);

    List<Finding> findings = findings();

    assertPlace(findings, "mail", 14, "body.failed != body.held");
    assertEquals(1, findings.size(), findings.toString());
  }

  @Test
  void whatCamelFindsOnlyAtTheStartHasItsPlaceAndLeavesNoStackTrace() throws IOException {
    for (String id : List.of("a", "b")) {
      Files.writeString(
          folder.resolve(id + ".camel.yaml"),
          """
          - route:
              id: %s
              from:
                uri: quartz
                parameters: {groupName: check, triggerName: %s, cron: "every day"}
                steps:
                  - log: {message: x}
          """
              .formatted(id, id));
    }
    Logger camel = (Logger) LoggerFactory.getLogger("org.apache.camel");
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    camel.addAppender(logged);
    List<Finding> findings;
    try {
      findings = findings();
    } finally {
      camel.detachAppender(logged);
    }
    assertPlace(findings, "a", 1, "The route a ");
    assertPlace(findings, "b", 1, "The route b ");
    assertEquals(2, findings.size(), findings.toString());
    assertEquals(
        List.of(), logged.list.stream().filter(e -> e.getLevel().isGreaterOrEqual(WARN)).toList());
  }

  @Test
  void errorsInBlocksAreReportedOnce() throws IOException {
    Path file = folder.resolve("user-mapping.camel.yaml");
    Files.writeString(file, Files.readString(file).replace("[surname]", "Sirname([surname])"));
    List<Finding> findings = findings();
    assertEquals(1, findings.size(), findings.toString());
    assertThat(findings.get(0).message()).as(findings.toString()).contains("Sirname");
  }

  private void write(String name, String step) throws IOException {
    Files.writeString(folder.resolve(name + ".camel.yaml"), ROUTE.formatted(name, name, step));
  }

  private List<Finding> findings() {
    MappingCheck mappings = new MappingCheck(SourceNames.ANY, SourceNames.ANY, Product.ZIA);
    return new RouteFilesCheck(mappings, program).check(folder);
  }

  private void assertPlace(List<Finding> findings, String name, int line, String words) {
    String file = folder.resolve(name + ".camel.yaml").toString();
    assertThat(findings)
        .as(() -> name + " in\n" + findings)
        .anyMatch(
            finding ->
                finding.isError()
                    && finding.file().equals(file)
                    && finding.line() == line
                    && finding.message().contains(words));
  }
}
