package org.entrazscaler.mapping.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.entrazscaler.expression.SourceNames;
import org.entrazscaler.mapping.check.Finding.Severity;
import org.entrazscaler.scim.schema.Product;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappingCheckTest {

  private static final SourceNames NAMES =
      new SourceNames() {
        @Override
        public boolean isKnown(String name) {
          return !name.equals("departmnt");
        }

        @Override
        public Optional<String> nearest(String name) {
          return Optional.of("department");
        }
      };

  private static final String USER_MAPPING =
      """
      - route:
          id: map-user
          from:
            uri: direct
            parameters:
              name: map-user
            steps:
              - transform:
                  expression:
                    language:
                      language: mapping
                      expression: %s
      """;

  @Test
  void unknownAttributeInAnEntraExpressionIsAnError() {
    String file =
        """
        - route:
            id: note-department
            from:
              uri: direct:note-department
              steps:
                - setBody:
                    expression:
                      language:
                        language: entra
                        expression: 'Join(" ", [displayName], [departmnt])'
        """;

    List<Finding> findings = new MappingCheck(NAMES, NAMES, Product.ZIA).checkFile("f.yaml", file);

    assertEquals(1, findings.size(), findings.toString());
    assertEquals("10:56", findings.get(0).line() + ":" + findings.get(0).column());
    assertThat(findings.get(0).report())
        .as(findings.toString())
        .startsWith(
            "f.yaml:10:56: Entra has no source attribute `departmnt`: did you mean"
                + " `department`?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void errorsInABlockHaveLinesAndColumnsOfTheFile(String lineEnd) {
    String file =
        USER_MAPPING
            .formatted(
                """
                |
                                      # é
                                      userName: [mail] | match 1

                                      title: Swich([jobTitle])
                                      departmnt: [departmnt]
                """)
            .replace("\n", lineEnd);
    List<Finding> findings = new MappingCheck(NAMES, NAMES, Product.ZIA).checkFile("f.yaml", file);

    List<Finding> errors = findings.stream().filter(Finding::isError).toList();
    assertEquals(
        List.of("16:30", "17:23", "17:35"),
        errors.stream().map(error -> error.line() + ":" + error.column()).toList(),
        errors.toString());
    assertThat(errors.get(0).report())
        .as(errors.toString())
        .startsWith("f.yaml:16:30: There is no function `Swich`");
    assertThat(errors.get(0).report())
        .as(errors.toString())
        .endsWith(
            "\n    "
                + " ".repeat(22)
                + "title: Swich([jobTitle])\n    "
                + " ".repeat(29)
                + "^^^^^");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "'title: Swich([a])' ! 12 ! 37",
        "\"title: Swich([a])\" ! 12 ! 37",
        "\"userName: [\\x61] | match 1\\ntitle: Swich([a])\" ! 12 ! 65",
        "'   title: \"it''s\" | match 1 | odd' ! 12 ! 60",
      })
  void positionsAreFoundInEveryScalarStyle(String scalar, int line, int column) {
    List<Finding> findings =
        new MappingCheck(NAMES, NAMES, Product.ZIA)
            .checkFile("f.yaml", USER_MAPPING.formatted(scalar));
    Finding first = findings.get(0);
    assertEquals(line + ":" + column, first.line() + ":" + first.column(), findings.toString());
  }

  @Test
  void positionsAreFoundInFoldedBlocks() {
    String file =
        """
        - route:
            id: scope-user
            from:
              uri: direct
              parameters: {name: scope-user}
              steps:
                - setVariable:
                    name: inScope
                    expression:
                      language:
                        language: scope
                        expression: >-
                          department EQUALS "Sales"
                          AND departmnt EQUALS "x"
        """;
    List<Finding> findings = new MappingCheck(NAMES, NAMES, Product.ZIA).checkFile("f.yaml", file);
    assertEquals(1, findings.size(), findings.toString());
    assertEquals("14:23", findings.get(0).line() + ":" + findings.get(0).column());
    assertThat(findings.get(0).message()).as(findings.toString()).contains("`department`");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "'- route:\n    id: a\n   from: b' ! 3 ! Not valid YAML",
        "'- route: {id: a' ! 1 ! Not valid YAML",
        "'- route:\n    id: a\n    id: b' ! 3 ! twice",
        "'# nothing' ! 1 ! empty",
        "'\u0007' ! 1 ! Not valid YAML",
      })
  void invalidRouteFileIsReported(String content, int line, String words) {
    List<Finding> findings =
        new MappingCheck(NAMES, NAMES, Product.ZIA).checkFile("f.yaml", content);
    assertEquals(1, findings.size(), findings.toString());
    assertEquals(line, findings.get(0).line(), findings.toString());
    assertThat(findings.get(0).message()).as(findings.toString()).contains(words);
    assertTrue(findings.get(0).isError());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "ZIA ! userName: [a] | match 1 ! externalId",
        "ZIA ! userName: [a] | match 1 ! active",
        "ZIA ! userName: [a] | match 1 ! displayName",
        "ZIA ! userName: [a] | match 1 ! department",
        "ZIDENTITY ! userName: [a] | match 1 ! e-mail",
        "ZPA ! timezone: [a] | match 1 ! timezone",
        "ZIA ! title: [a] | match 1 ! documents no filter",
        "ZIA ! urn:x:y:z:shoe: [a] | match 1 ! extension",
      })
  void mappingThatDoesNotFitTheProductGetsAWarning(Product product, String block, String words) {
    List<Finding> findings =
        new MappingCheck(NAMES, NAMES, product)
            .checkFile("f.yaml", USER_MAPPING.formatted("'" + block + "'"));
    assertThat(findings)
        .anyMatch(
            finding ->
                finding.severity() == Severity.WARNING
                    && finding.message().contains(words)
                    && finding.report().contains(": warning: "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "ZPA ! urn:x:y:z:shoe: [a] | match 1 ! About SCIM",
        "ZIA ! displayName: [a] | match 1 ! userName",
        "ZIA ! usrName: [a] | match 1 ! userName",
        "ZIA ! groups: [a] | match 1 ! groups",
      })
  void mappingThatCannotWorkIsAnError(Product product, String block, String words) {
    List<Finding> findings =
        new MappingCheck(NAMES, NAMES, product)
            .checkFile("f.yaml", USER_MAPPING.formatted("'" + block + "'"));
    assertThat(findings)
        .anyMatch(finding -> finding.isError() && finding.message().contains(words));
  }

  @Test
  void shippedFilesHaveNoFindings() throws IOException {
    assertEquals(
        List.of(), new MappingCheck(NAMES, NAMES, Product.ZIA).checkFolder(Path.of("routes")));
    for (Product product : List.of(Product.ZPA, Product.ZIDENTITY)) {
      MappingCheck check = new MappingCheck(NAMES, NAMES, product);
      List<Path> files =
          MappingCheck.routeFiles(
              Path.of("routes/examples", product.name().toLowerCase(Locale.ROOT)));
      assertEquals(2, files.size());
      for (Path file : files) {
        assertEquals(List.of(), check.checkFile(file.toString(), Files.readString(file)));
      }
    }
  }

  @Test
  void everyMappingAndFilterMustExistOnce(@TempDir Path folder) throws IOException {
    for (String name : List.of("user-mapping", "group-mapping", "scope")) {
      Files.copy(Path.of("routes", name + ".camel.yaml"), folder.resolve(name + ".camel.yaml"));
    }
    MappingCheck check = new MappingCheck(NAMES, NAMES, Product.ZIA);
    assertEquals(List.of(), check.checkFolder(folder));

    Files.delete(folder.resolve("group-mapping.camel.yaml"));
    Files.copy(folder.resolve("scope.camel.yaml"), folder.resolve("scope-copy.camel.yaml"));
    List<String> messages = check.checkFolder(folder).stream().map(Finding::message).toList();
    assertThat(messages).anyMatch(m -> m.contains("already has the id"));
    assertThat(messages).anyMatch(m -> m.contains("map-group"));
    assertThat(messages).anyMatch(m -> m.contains("scope-user"));
  }

  @Test
  void unreadableFilesAreReported(@TempDir Path folder) throws IOException {
    MappingCheck check = new MappingCheck(NAMES, NAMES, Product.ZIA);
    assertEquals(1, check.checkFolder(folder.resolve("absent")).size());

    Files.write(folder.resolve("a.camel.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    List<Finding> findings = check.checkFolder(folder);
    assertEquals(1, findings.size(), findings.toString());
    assertThat(findings.get(0).message()).as(findings.toString()).contains("UTF-8");
    assertThat(findings.get(0).file()).isNotEmpty();
  }
}
