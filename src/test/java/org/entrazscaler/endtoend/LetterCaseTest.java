package org.entrazscaler.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

/** A value that changes its letter case alone is written, whoever comes across it first. */
class LetterCaseTest extends ProvisionedCompany {

  private static final String SHIPPED = "displayName: [displayName]\n";
  private static final String UPPER = "displayName: ToUpper([displayName])\n";

  private Company company;

  private void upper() {
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
  void theCycleWritesIt() {
    provision();
    upper();
    cycle();
    assertEquals("ADA EXAMPLE", displayName());
  }

  @Test
  void aReconciliationTellsItAndWritesIt() {
    provision();
    upper();
    Installation.Result told = installation.execute("reconcile");
    assertEquals(1, told.exitStatus(), told.out());
    assertTrue(
        told.out().contains("displayName should be \"ADA EXAMPLE\", is \"ada Example\""),
        told.out());
    Installation.Result fixed = installation.execute("reconcile", "--fix");
    assertEquals(0, fixed.exitStatus(), fixed.out());
    assertEquals("ADA EXAMPLE", displayName());
    int writes = installation.zscaler.writes().size();
    cycle();
    assertEquals(writes, installation.zscaler.writes().size(), "once");
  }

  @Test
  void anAdoptionWritesIt() {
    company = new Company(installation);
    installation.zscaler.putUser(
        (ObjectNode) Company.json("{'userName':'ADA@example.com','displayName':'ADA EXAMPLE'}"));
    company.hire("ada", "Sales");
    cycle();
    assertEquals("ada Example", displayName());
    assertEquals("ada@example.com", company.account("ada").userName());
  }

  @Test
  void whatZscalerSpellsOtherwiseThanItWasWrittenIsNoDifference() {
    provision();
    installation.zscaler.editUser(
        "ada@example.com", account -> account.put("displayName", "Ada EXAMPLE"));
    Installation.Result told = installation.execute("reconcile", "--fix");
    assertEquals(0, told.exitStatus(), told.out());
    assertTrue(told.out().contains("no difference"), told.out());
    assertEquals("Ada EXAMPLE", displayName());
    upper();
    Installation.Result fixed = installation.execute("reconcile", "--fix");
    assertEquals(0, fixed.exitStatus(), fixed.out());
    assertEquals("ADA EXAMPLE", displayName(), "another value is wanted by now");
  }

  @Test
  void anUndoingBringsItBack() {
    provision();
    upper();
    cycle();
    assertEquals("ADA EXAMPLE", displayName());
    Installation.Result undone = installation.execute("undo", "last", "--apply", "--json");
    assertEquals(0, undone.exitStatus(), undone.out() + undone.err());
    assertEquals("ada Example", displayName());
    JsonNode status = installation.status();
    assertEquals("success", status.at("/lastCycle/result").asText(), status.toString());
  }
}
