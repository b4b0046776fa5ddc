package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

/** A value that changes only its letter case is written, whichever command finds it first. */
class LetterCaseTest extends ProvisionedCompany {

  private static final String SHIPPED = "displayName: [displayName]\n";
  private static final String UPPER = "displayName: ToUpper([displayName])\n";

  private Company company;

  private void mapToUpperCase() {
    installation.edit("user-mapping.camel.yaml", SHIPPED, UPPER);
  }

  private String displayName() {
    return company.account("ada").displayName();
  }

  private void provision() {
    company = new Company(installation);
    company.hire("ada", "Sales");
    cycle();
    assertEquals("ada Example", displayName());
  }

  @Test
  void aCycleWritesTheNewCase() {
    provision();
    mapToUpperCase();
    cycle();
    assertEquals("ADA EXAMPLE", displayName());
  }

  @Test
  void reconciliationReportsAndRepairsTheCase() {
    provision();
    mapToUpperCase();
    Installation.Result report = installation.execute("reconcile");
    assertEquals(1, report.exitStatus(), report.out());
    assertThat(report.out()).contains("displayName should be \"ADA EXAMPLE\", is \"ada Example\"");
    Installation.Result fixed = installation.execute("reconcile", "--fix");
    assertEquals(0, fixed.exitStatus(), fixed.out());
    assertEquals("ADA EXAMPLE", displayName());
    int writes = installation.zscaler.writes().size();
    cycle();
    assertEquals(writes, installation.zscaler.writes().size(), "written only once");
  }

  @Test
  void adoptionWritesTheCase() {
    company = new Company(installation);
    installation.zscaler.putUser(
        (ObjectNode) Company.json("{'userName':'ADA@example.com','displayName':'ADA EXAMPLE'}"));
    company.hire("ada", "Sales");
    cycle();
    assertEquals("ada Example", displayName());
    assertEquals("ada@example.com", company.account("ada").userName());
  }

  @Test
  void aCaseChangedByZscalerIsNoDifference() {
    provision();
    installation.zscaler.editUser(
        "ada@example.com", account -> account.put("displayName", "Ada EXAMPLE"));
    Installation.Result report = installation.execute("reconcile", "--fix");
    assertEquals(0, report.exitStatus(), report.out());
    assertThat(report.out()).contains("no difference");
    assertEquals("Ada EXAMPLE", displayName());
    mapToUpperCase();
    Installation.Result fixed = installation.execute("reconcile", "--fix");
    assertEquals(0, fixed.exitStatus(), fixed.out());
    assertEquals("ADA EXAMPLE", displayName(), "the required value has changed");
  }

  @Test
  void undoRestoresTheCase() {
    provision();
    mapToUpperCase();
    cycle();
    assertEquals("ADA EXAMPLE", displayName());
    Installation.Result undone = installation.execute("undo", "last", "--apply", "--json");
    assertEquals(0, undone.exitStatus(), undone.out() + undone.err());
    assertEquals("ada Example", displayName());
    JsonNode status = installation.status();
    assertEquals("success", status.at("/lastCycle/result").asText(), status.toString());
  }
}
