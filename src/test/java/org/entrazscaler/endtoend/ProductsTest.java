package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entrazscaler.endtoend.Company.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import org.entrazscaler.simulation.http.Fault;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.entrazscaler.simulation.zscaler.ZscalerFault;
import org.entrazscaler.simulation.zscaler.ZscalerOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole cycles with the other products and the mappings that are shipped for them. */
class ProductsTest {

  @RegisterExtension private final Installation installation = new Installation();

  private final Company company = new Company(installation);

  private void install(String product, ZscalerOptions options) throws IOException {
    installation.replaceZscaler(options.requestsPerSecond(0)).set("zscaler.product", product);
    for (String file : List.of("user-mapping.camel.yaml", "group-mapping.camel.yaml")) {
      Files.copy(
          Path.of("routes/examples", product, file),
          installation.directory.resolve("routes").resolve(file),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private void cycle() {
    Installation.Result result = installation.cycle();
    assertEquals(0, result.exitStatus(), result.out() + result.err());
  }

  /**
   * ZPA and ZIdentity return 100 resources on a page. ZPA returns active as text, and no members in
   * lists.
   */
  @ParameterizedTest
  @ValueSource(strings = {"zpa", "zidentity"})
  void reconciliationAfterACleanCycleFindsNothingAndReadsOnlyPages(String product)
      throws IOException {
    ZscalerOptions options =
        product.equals("zpa") ? ZscalerOptions.zpa() : ZscalerOptions.zidentity();
    install(product, options);
    List<String> people = company.hire(120);
    company.group("Sales", people.subList(0, 10));
    company.group("All", people);
    cycle();
    installation.zscaler.forgetRequests();

    Installation.Result clean = installation.execute("reconcile");

    assertEquals(0, clean.exitStatus(), clean.out() + clean.err());
    assertEquals(2, company.requests().stream().filter(r -> r.path().equals("/Users")).count());
    assertEquals(1, company.requests().stream().filter(r -> r.path().equals("/Groups")).count());
    assertEquals(3, company.requests().size());
    installation.zscaler.removeMembers("All", "person7@example.com");
    installation.zscaler.editUser("person8@example.com", user -> user.put("displayName", "X"));
    Installation.Result repair = installation.execute("reconcile", "--fix");
    assertEquals(0, repair.exitStatus(), repair.out() + repair.err());
    assertEquals(120, installation.zscaler.group("All").memberIds().size());
    assertEquals(2, installation.zscaler.writes().size());
  }

  /** An account that another tool or a person has created. ZIdentity itself would refuse it now. */
  @ParameterizedTest
  @ValueSource(
      strings = {"", ",'emails':[{'value':'old@example.com','type':'work','primary':false}]"})
  void anAccountWithoutAPrimaryEmailIsAdoptedAndGetsOne(String emails) throws IOException {
    install("zidentity", ZscalerOptions.zidentity());
    String id =
        installation
            .zscaler
            .putUser(
                (ObjectNode)
                    json("{'userName':'ada@example.com','displayName':'Ada'" + emails + "}"))
            .id();
    String ada = company.hire("ada", "Sales");

    cycle();

    assertEquals(id, company.account("ada").id());
    assertEquals(ada, company.account("ada").externalId());
    assertEquals(
        json("[{'value':'ada@example.com','type':'work','primary':true}]"),
        company.account("ada").attributes().path("emails"));
    assertEquals(1, installation.zscaler.writes().size());
    cycle();
    assertEquals(0, installation.execute("reconcile").exitStatus());
    assertEquals(1, installation.zscaler.writes().size());
    installation.zscaler.editUser("ada@example.com", user -> user.remove("emails"));
    assertEquals(0, installation.execute("reconcile", "--fix").exitStatus());
    assertEquals(
        json("[{'value':'ada@example.com','type':'work','primary':true}]"),
        company.account("ada").attributes().path("emails"));
  }

  @Test
  void zpaGetsAllKindsOfChanges() throws IOException {
    install("zpa", ZscalerOptions.zpa());
    List<String> people = company.hire(30);
    String group = company.group("Sales", people.subList(0, 10));
    cycle();
    assertEquals(10, installation.zscaler.group("Sales").memberIds().size());
    assertEquals(30, installation.zscaler.userCount());
    assertThat(installation.zscaler.requests().stream().filter(Company.page()))
        .as(() -> installation.zscaler.requests().toString())
        .allMatch(request -> request.query().contains("count=100"));

    installation.zscaler.forgetRequests();
    cycle();
    assertEquals(List.of(), installation.zscaler.requests());

    installation.entra().addMember(group, people.get(10));
    installation.entra().removeMember(group, people.get(0));
    installation.entra().updateUser(people.get(1), "department", "Sales");
    cycle();
    assertEquals(10, installation.zscaler.group("Sales").memberIds().size());
    assertEquals("Sales", company.account("person2").department());
    assertThat(company.operations("Groups"))
        .contains(
            json(
                "{'op':'add','path':'members','value':[{'value':'"
                    + company.account("person11").id()
                    + "'}]}"));

    installation.entra().blockSignIn(people.get(2));
    cycle();
    assertNull(installation.zscaler.user("person3@example.com"));
    assertEquals(1, installation.status().at("/lastCycle/counts/delete").asInt());
    assertEquals(0, installation.status().at("/lastCycle/counts/disable").asInt());

    installation.entra().allowSignIn(people.get(2));
    cycle();
    assertNotNull(installation.zscaler.user("person3@example.com"));
    assertThat(installation.zscaler.group("Sales").memberUserNames())
        .contains("person3@example.com");

    installation.entra().updateUser(people.get(3), "userPrincipalName", "new@example.com");
    cycle();
    assertNotNull(installation.zscaler.user("new@example.com"));
    assertNull(installation.zscaler.user("person4@example.com"));
    assertThat(installation.zscaler.group("Sales").memberUserNames()).contains("new@example.com");
  }

  /**
   * If ZPA refuses a DELETE, the account is disabled, which also deletes it on ZPA. A rename is
   * written without the refused value.
   */
  @Test
  void zpaRefusalsBlockNeitherRemovalsNorOtherValues() throws IOException {
    install("zpa", ZscalerOptions.zpa());
    List<String> people = company.hire(3);
    company.group("Sales", people);
    cycle();
    installation
        .zscaler
        .faults()
        .always(
            RecordedRequest.of("DELETE", "/Users/" + company.account("person1").id()),
            ZscalerFault.status(409));
    installation
        .zscaler
        .faults()
        .always(RecordedRequest.writing("Refused"), ZscalerFault.status(400));
    installation.entra().blockSignIn(people.get(0));
    installation.entra().updateUser(people.get(1), "userPrincipalName", "new@example.com");
    installation.entra().updateUser(people.get(1), "displayName", "Refused");
    installation.entra().updateUser(people.get(1), "department", "Sales");

    Installation.Result result = installation.cycle();

    assertEquals(1, result.exitStatus(), result.out() + result.err());
    assertNull(installation.zscaler.user("person1@example.com"));
    assertEquals("Sales", installation.zscaler.user("new@example.com").department());
    assertNull(installation.zscaler.user("person2@example.com"));
    assertEquals(
        List.of("new@example.com", "person3@example.com"),
        installation.zscaler.group("Sales").memberUserNames().stream().sorted().toList());
    assertEquals(2, installation.status().path("parked").asInt());

    installation.zscaler.faults().clear();
    installation.entra().allowSignIn(people.get(0));
    installation.execute("retry", "--all");
    cycle();
    assertNotNull(installation.zscaler.user("person1@example.com"));
    assertEquals(3, installation.zscaler.group("Sales").memberUserNames().size());
  }

  /** On ZPA a new userName creates a new account, so its memberships are written again. */
  @Test
  void zpaUndoOfARenameRestoresMemberships() throws IOException {
    install("zpa", ZscalerOptions.zpa());
    List<String> people = company.hire(3);
    company.group("Sales", people);
    cycle();
    installation.entra().updateUser(people.get(0), "userPrincipalName", "new@example.com");
    cycle();
    assertEquals(
        Set.of("new@example.com", "person2@example.com", "person3@example.com"),
        Set.copyOf(installation.zscaler.group("Sales").memberUserNames()));

    Installation.Result undo = installation.execute("undo", "last", "--apply");

    assertEquals(0, undo.exitStatus(), undo.out() + undo.err());
    assertEquals(
        Set.of("person1@example.com", "person2@example.com", "person3@example.com"),
        Set.copyOf(installation.zscaler.group("Sales").memberUserNames()));
  }

  /**
   * The rename creates a new account on ZPA. It also gets the memberships that undo has restored.
   */
  @Test
  void zpaRenameKeepsARestoredMembership() throws IOException {
    install("zpa", ZscalerOptions.zpa());
    List<String> people = company.hire(2);
    String sales = company.group("Sales", people);
    cycle();
    installation.entra().removeMember(sales, people.get(0));
    cycle();
    Installation.Result undo = installation.execute("undo", "last", "--apply");
    assertEquals(0, undo.exitStatus(), undo.out() + undo.err());

    installation.entra().updateUser(people.get(0), "userPrincipalName", "new@example.com");
    cycle();

    assertEquals(
        Set.of("new@example.com", "person2@example.com"),
        Set.copyOf(installation.zscaler.group("Sales").memberUserNames()));
  }

  /** The renamed account is a new one. The program knows only its names. */
  @Test
  void zpaLeaverLosesBothAccountsAfterALostAnswerToARename() throws IOException {
    install("zpa", ZscalerOptions.zpa());
    List<String> people = company.hire(2);
    cycle();
    installation.entra().updateUser(people.get(0), "userPrincipalName", "new@example.com");
    int writes = installation.zscaler.writes().size();
    installation.zscaler.faults().next(RecordedRequest.of("PATCH", "/Users"), Fault.lostAnswer());
    installation
        .zscaler
        .faults()
        .next(
            20, request -> installation.zscaler.writes().size() > writes, ZscalerFault.status(503));
    installation.cycle();
    installation.zscaler.faults().clear();
    assertNotNull(installation.zscaler.user("new@example.com"));
    installation.entra().deleteUser(people.get(0));

    installation.cycle();
    cycle();

    assertNull(installation.zscaler.user("new@example.com"));
    assertNull(installation.zscaler.user("person1@example.com"));
  }

  @Test
  void zpaMembersAreCorrectAfterLostAnswers() throws IOException {
    install("zpa", ZscalerOptions.zpa());
    List<String> people = company.hire(6);
    String group = company.group("Sales", people.subList(0, 3));
    installation.zscaler.faults().next(RecordedRequest.of("POST", "/Groups"), Fault.lostAnswer());
    cycle();
    assertEquals(3, installation.zscaler.group("Sales").memberIds().size());

    installation.entra().addMember(group, people.get(4));
    installation.entra().removeMember(group, people.get(0));
    installation
        .zscaler
        .faults()
        .next(2, RecordedRequest.of("PATCH", "/Groups"), Fault.lostAnswer());
    cycle();

    assertEquals(
        Set.of("person2@example.com", "person3@example.com", "person5@example.com"),
        Set.copyOf(installation.zscaler.group("Sales").memberUserNames()));
  }

  @Test
  void zidentityGetsAllKindsOfChanges() throws IOException {
    install("zidentity", ZscalerOptions.zidentity());
    List<String> people = company.hire(12);
    for (int number = 0; number < 12; number++) {
      installation
          .entra()
          .updateUser(people.get(number), "mail", "person" + (number + 1) + "@example.com");
    }
    String group = company.group("Sales", people.subList(0, 4));
    String system = installation.zscaler.group("Dynamic Group All Users").toString();
    cycle();
    assertEquals(4, installation.zscaler.group("Sales").memberIds().size());
    assertTrue(
        company.account("person1").attributes().at("/emails/0/primary").asBoolean(),
        company.account("person1").toString());
    assertEquals(system, installation.zscaler.group("Dynamic Group All Users").toString());

    installation.zscaler.forgetRequests();
    cycle();
    assertEquals(List.of(), installation.zscaler.requests());

    installation.entra().addMember(group, people.get(5));
    installation.entra().updateUser(people.get(1), "department", "Sales");
    installation.entra().blockSignIn(people.get(2));
    cycle();
    assertEquals("Sales", company.account("person2").department());
    assertFalse(company.account("person3").active());
    assertEquals(5, installation.zscaler.group("Sales").memberIds().size());
    assertThat(company.operations("Users"))
        .allMatch(operation -> operation.path("op").asText().equals("Replace"));

    installation.entra().deleteUser(people.get(3));
    installation.entra().purgeUser(people.get(3));
    cycle();
    assertNull(installation.zscaler.user("person4@example.com"));
  }

  @Test
  void zpaPlanShowsDisablingAsDeletion() throws IOException {
    install("zpa", ZscalerOptions.zpa());
    List<String> people = company.hire(4);
    cycle();
    installation.entra().blockSignIn(people.get(0));
    installation.entra().unassign(people.get(1));
    installation.entra().updateUser(people.get(2), "userPrincipalName", "new@example.com");

    Installation.Result plan = installation.execute("plan");

    assertEquals(0, plan.exitStatus(), plan.out() + plan.err());
    for (String text :
        List.of(
            "0 to create, 1 to update, 0 to disable, 2 to delete",
            "deletes an account that becomes inactive",
            "Users to delete (2)",
            "- person1@example.com  Sign-in is blocked in Entra",
            "- person2@example.com  No longer assigned",
            "person3@example.com → new@example.com",
            "the old account and its data are deleted")) {
      assertThat(plan.out()).as(text + ": " + plan.out()).contains(text);
    }
    assertThat(plan.out()).doesNotContain("to disable (");
    assertEquals(4, installation.zscaler.userCount());
    installation.set("provisioning.accidental-deletion-threshold", "1");
    Installation.Result held = installation.execute("plan");
    assertEquals(4, held.exitStatus(), held.out() + held.err());
    assertThat(held.out()).contains(": 3 users, 0 groups");
  }

  @Test
  void zpaUndoDeletesCreatedAccountsAndReportsIt() throws IOException {
    install("zpa", ZscalerOptions.zpa());
    company.hire("ada", "Sales");
    cycle();
    company.hire("kim", "Sales");
    cycle();

    Installation.Result shown = installation.execute("undo", "last");

    assertEquals(0, shown.exitStatus(), shown.out() + shown.err());
    assertThat(shown.out()).contains("delete user kim@example.com");
    assertThat(shown.out()).contains("it was created, and is deleted");
    assertThat(shown.out()).doesNotContain("disable");
    assertNotNull(installation.zscaler.user("kim@example.com"));
    installation.execute("undo", "last", "--apply");
    assertNull(installation.zscaler.user("kim@example.com"));
    assertNotNull(installation.zscaler.user("ada@example.com"));
    assertEquals(1, installation.status().at("/lastCycle/counts/delete").asInt());
    cycle();
    assertNull(
        installation.zscaler.user("kim@example.com"), "the next cycle does not create it again");
  }
}
