package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.entrazscaler.simulation.http.Fault;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.entrazscaler.simulation.zscaler.ZscalerOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Zscaler may trim and collapse the blanks of a value. That is no difference; another value is. */
class BlanksTest {

  @RegisterExtension
  private final Installation installation =
      new Installation(ZscalerOptions.zia().requestsPerSecond(0).blanksTaken(true));

  private final Company company = new Company(installation);
  private String ada;

  @BeforeEach
  void install() {
    ada = company.hire("ada", "Research  and Development ");
    installation.entra().updateUser(ada, "displayName", " Ada  Example ");
  }

  private Installation.Result expect(int status, String... command) {
    Installation.Result result = installation.execute(command);
    assertEquals(status, result.exitStatus(), result.out() + result.err());
    return result;
  }

  private void assertNoDifferencesAndNoWrites() {
    installation.zscaler.forgetRequests();
    expect(0, "reconcile");
    expect(0, "reconcile", "--fix");
    expect(0, "run", "--once");
    assertEquals(List.of(), installation.zscaler.writes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Sales ", " Sales", "Sales  EMEA", "  Sales  EMEA\u00a0", "Sales"})
  void blanksThatZscalerRemovesAreNoDifference(String name) {
    company.group(name, List.of(ada));
    expect(0, "run", "--once");
    assertNoDifferencesAndNoWrites();

    installation.entra().updateUser(ada, "displayName", "Ada Example");
    expect(0, "run", "--once");
    assertNoDifferencesAndNoWrites();
  }

  @Test
  void anotherValueIsReportedAndRepaired() {
    expect(0, "run", "--once");
    installation.zscaler.editUser(
        Company.userName("ada"), user -> user.put("displayName", "Ada   Example"));
    String report = expect(1, "reconcile").out();
    assertThat(report).contains("displayName");
    installation.zscaler.editUser(
        Company.userName("ada"), user -> user.put("displayName", "AdaExample"));
    expect(0, "reconcile", "--fix");
    assertEquals("Ada Example", company.account("ada").displayName());
    assertNoDifferencesAndNoWrites();
  }

  @Test
  void aGroupIsMatchedAfterALostAnswerAndWithoutLinks() {
    company.group("Sales  EMEA ", List.of(ada));
    installation.zscaler.faults().next(RecordedRequest.of("POST", "/Groups"), Fault.lostAnswer());
    expect(0, "run", "--once");
    assertEquals(1, installation.zscaler.count(RecordedRequest.of("POST", "/Groups")));
    expect(0, "restart", "--links");
    installation.zscaler.forgetRequests();
    expect(0, "run", "--once");
    assertEquals(0, installation.zscaler.count(RecordedRequest.of("POST", "/Groups")));
    assertNoDifferencesAndNoWrites();
  }

  @Test
  void groupsMayDifferOnlyInBlanksIfZscalerKeepsThem() {
    installation.zscaler.change(options -> options.blanksTaken(false));
    company.group("Sales", List.of(ada));
    expect(0, "run", "--once");
    company.group("Sales ", List.of(ada));
    expect(0, "run", "--once");
    assertTrue(installation.zscaler.group("Sales ") != null);
    assertTrue(installation.zscaler.group("Sales") != null);
    assertNoDifferencesAndNoWrites();
  }
}
