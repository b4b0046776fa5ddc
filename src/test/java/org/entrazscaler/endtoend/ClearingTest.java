package org.entrazscaler.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.entrazscaler.simulation.zscaler.ZscalerOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A row with {@code clear} removes the element from its list, whatever other parts the element has.
 */
class ClearingTest {

  private static final String ROWS =
      """
      phoneNumbers[type eq "mobile"].value: [mobile] | clear
                        addresses[type eq "work"].locality: [city] | clear
                        addresses[type eq "work"].country: [country] | clear
                        roles[primary eq "True"].value: [jobTitle] | clear
      """
          .strip();

  @RegisterExtension private final Installation installation = new Installation();

  private final Company company = new Company(installation);
  private String ada;

  private void install(String product) {
    ZscalerOptions options =
        switch (product) {
          case "zia" -> ZscalerOptions.zia();
          case "zpa" -> ZscalerOptions.zpa();
          default -> ZscalerOptions.zidentity();
        };
    installation.replaceZscaler(options.requestsPerSecond(0)).set("zscaler.product", product);
    String email = "emails[type eq \"work\"].value: [mail]";
    installation.edit(
        "user-mapping.camel.yaml",
        "displayName: [displayName]\n",
        "displayName: [displayName]\n                  "
            + (product.equals("zidentity") ? email : email + " | clear")
            + "\n                  "
            + ROWS
            + "\n");
    ada = company.hire("ada", "Research");
    set("mail", "ada@example.com");
  }

  private void set(String property, String value) {
    installation.entra().updateUser(ada, property, value);
  }

  private void cycle() {
    Installation.Result result = installation.cycle();
    assertEquals(0, result.exitStatus(), result.out() + result.err());
  }

  private void assertNoDifferences() {
    Installation.Result result = installation.execute("reconcile");
    assertEquals(0, result.exitStatus(), result.out());
  }

  private JsonNode list(String attribute) {
    return company.account("ada").attributes().path(attribute);
  }

  @ParameterizedTest
  @ValueSource(strings = {"zia", "zpa", "zidentity"})
  void repeatedSettingAndClearingLeavesOneElementOrNone(String product) {
    install(product);
    cycle();
    for (int time = 0; time < 3; time++) {
      set("mobilePhone", "+39 " + time);
      set("city", "Turin");
      set("country", "IT");
      set("jobTitle", "Engineer");
      cycle();
      assertEquals(1, list("phoneNumbers").size(), list("phoneNumbers").toString());
      assertEquals("+39 " + time, list("phoneNumbers").path(0).path("value").asText());
      assertEquals(1, list("addresses").size(), list("addresses").toString());
      assertEquals(1, list("roles").size(), list("roles").toString());
      assertNoDifferences();

      set("city", null);
      cycle();
      assertEquals(1, list("addresses").size(), list("addresses").toString());
      assertEquals("IT", list("addresses").path(0).path("country").asText());
      assertTrue(list("addresses").path(0).path("locality").isMissingNode());

      set("mobilePhone", null);
      set("country", null);
      set("jobTitle", null);
      cycle();
      assertEquals(0, list("phoneNumbers").size(), list("phoneNumbers").toString());
      assertEquals(0, list("addresses").size(), list("addresses").toString());
      assertEquals(0, list("roles").size(), list("roles").toString());
      assertNoDifferences();
    }
    // The account was not read for this: it is known which parts were removed with the element.
    assertEquals(
        0,
        installation.zscaler.count(
            RecordedRequest.of("GET", "/Users/" + company.account("ada").id())));
  }

  @Test
  void aClearedAddressIsSetAgainAsTheOnlyOne() {
    install("zia");
    cycle();
    for (int time = 0; time < 2; time++) {
      set("mail", null);
      cycle();
      assertEquals(0, list("emails").size(), list("emails").toString());
      set("mail", "ada." + time + "@example.com");
      cycle();
      assertEquals(1, list("emails").size(), list("emails").toString());
      assertNoDifferences();
    }
  }

  @Test
  void undoOfSettingAndClearingLeavesOneElementOrNone() {
    install("zia");
    cycle();
    set("mobilePhone", "+39 1");
    cycle();
    assertEquals(0, installation.execute("undo", "last", "--apply").exitStatus());
    assertEquals(0, list("phoneNumbers").size(), list("phoneNumbers").toString());

    set("mobilePhone", "+39 2");
    cycle();
    set("mobilePhone", null);
    cycle();
    assertEquals(0, installation.execute("undo", "last", "--apply").exitStatus());
    assertEquals(1, list("phoneNumbers").size(), list("phoneNumbers").toString());
    assertEquals("+39 2", list("phoneNumbers").path(0).path("value").asText());
    assertNoDifferences();
  }

  /** Leaves the element without a value, as earlier builds did: they removed only the part. */
  private void leaveElementWithoutValue() {
    installation.zscaler.editUser(
        Company.userName("ada"),
        user -> user.putArray("phoneNumbers").addObject().put("type", "mobile"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"adopted", "repaired", "lost state"})
  void anExistingElementWithoutAValueGetsOne(String how) throws IOException {
    install("zia");
    if (how.equals("adopted")) {
      ObjectNode existing =
          (ObjectNode)
              Company.json(
                  "{'userName':'ada@example.com','displayName':'ada Example',"
                      + "'phoneNumbers':[{'type':'mobile'}]}");
      installation.zscaler.putUser(existing);
      set("mobilePhone", "+39 1");
    } else {
      set("mobilePhone", "+39 1");
      cycle();
      leaveElementWithoutValue();
      if (how.equals("repaired")) {
        assertEquals(0, installation.execute("reconcile", "--fix").exitStatus());
      } else {
        installation.execute("restart", "--links");
      }
    }
    cycle();
    assertEquals(1, list("phoneNumbers").size(), list("phoneNumbers").toString());
    assertEquals("+39 1", list("phoneNumbers").path(0).path("value").asText());

    set("mobilePhone", null);
    cycle();
    assertEquals(0, list("phoneNumbers").size(), list("phoneNumbers").toString());
    set("mobilePhone", "+39 2");
    cycle();
    assertEquals(1, list("phoneNumbers").size(), list("phoneNumbers").toString());
    assertNoDifferences();
  }

  @Test
  void clearingRemovesTheWholeElementAndNoOther() {
    install("zia");
    set("mobilePhone", "+39 1");
    cycle();
    installation.zscaler.editUser(
        Company.userName("ada"),
        user -> {
          ((ObjectNode) user.path("phoneNumbers").path(0)).put("display", "by hand");
          user.withArray("phoneNumbers").addObject().put("type", "fax").put("value", "7");
        });

    set("mobilePhone", null);
    cycle();

    assertEquals(
        List.of(Company.json("{'op':'remove','path':'phoneNumbers[type eq \\\"mobile\\\"]'}")),
        company.operations("Users"));
    assertEquals(1, list("phoneNumbers").size(), list("phoneNumbers").toString());
    assertEquals("fax", list("phoneNumbers").path(0).path("type").asText());
  }

  @Test
  void aCycleFillsAnElementThatAnEarlierBuildLeftEmpty() throws Exception {
    install("zia");
    set("mobilePhone", "+39 1");
    cycle();
    set("mobilePhone", null);
    cycle();
    leaveElementWithoutValue();
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:h2:file:" + installation.directory.resolve("data/state"), "sa", "");
        Statement statement = connection.createStatement()) {
      // As an earlier build logged it.
      statement.executeUpdate(
          "update provisioning_log set modified = regexp_replace(modified,"
              + " ',\"element\":\"([^\"\\\\]|\\\\.)*\"', '')"
              + " where modified like '%\"element\"%'");
    }

    set("mobilePhone", "+39 2");
    cycle();

    assertEquals(1, list("phoneNumbers").size(), list("phoneNumbers").toString());
    assertEquals("+39 2", list("phoneNumbers").path(0).path("value").asText());
  }
}
