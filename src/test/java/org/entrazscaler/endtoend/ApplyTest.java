package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.entrazscaler.simulation.http.Fault;
import org.entrazscaler.simulation.http.PlannedFault;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code apply} carries out a saved plan and nothing else. */
class ApplyTest extends ProvisionedCompany {

  private static final String PLAN = "the.plan";

  private Company company;

  @BeforeEach
  void company() {
    company = new Company(installation);
  }

  private void save(int exitStatus) {
    Installation.Result result = installation.execute("plan", "--save", PLAN);
    assertEquals(exitStatus, result.exitStatus(), result.out() + result.err());
  }

  private String apply(int exitStatus) {
    Installation.Result result = installation.execute("apply", PLAN);
    assertEquals(exitStatus, result.exitStatus(), result.out() + result.err());
    return result.out();
  }

  private void edit(String what, String with) throws IOException {
    Path file = installation.directory.resolve(PLAN);
    String plan = Files.readString(file);
    assertThat(plan).contains(what);
    Files.writeString(file, plan.replace(what, with));
  }

  @Test
  void removalsAreCarriedOutThoughOtherValuesHaveChanged() {
    String ann = company.hire("ann", "Sales");
    String bob = company.hire("bob", "Sales");
    String cleo = company.hire("cleo", "Sales");
    String sales = company.group("Sales", List.of(ann, bob, cleo));
    cycle();
    entra.updateUser(ann, "department", "Research");
    entra.blockSignIn(ann);
    entra.updateUser(bob, "department", "Research");
    entra.blockSignIn(bob);
    entra.rename(sales, "Sales and more");
    entra.removeMember(sales, cleo);
    save(0);
    entra.updateUser(ann, "department", "Development");
    installation.zscaler.editUser(
        "bob@example.com", account -> account.put("displayName", "by hand"));
    entra.updateUser(bob, "displayName", "Bob Married");
    entra.rename(sales, "Sales and less");

    String out = apply(1);

    assertDisabled("ann@example.com", "bob@example.com");
    assertEquals("Sales", user("ann@example.com").department());
    assertEquals(Set.of("ann@example.com", "bob@example.com"), members("Sales"));
    assertThat(out).contains("ann@example.com", "only the removals");

    cycle();
    assertEquals("Development", user("ann@example.com").department());
    assertEquals("Bob Married", user("bob@example.com").displayName());
    assertEquals(2, members("Sales and less").size());
  }

  @Test
  void applyingAPlanAgainWritesNothing() throws IOException {
    installation.edit(
        "user-mapping.camel.yaml",
        "displayName: [displayName]",
        "displayName: [displayName]\n                  "
            + "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager: [manager]");
    String ann = company.hire("ann", "Sales");
    String bob = company.hire("bob", "Sales");
    entra.setManager(bob, ann);
    company.group("Sales", List.of(ann, bob));
    Installation.Result plan = installation.execute("plan", "--save", PLAN);
    assertEquals(0, plan.exitStatus(), plan.out() + plan.err());
    assertThat(plan.out()).contains("manager  the new account of ann@example.com");
    assertThat(Files.readString(installation.directory.resolve(PLAN)))
        .as("an account that does not exist yet")
        .contains("planned-" + ann);
    String out = apply(0);
    assertThat(out).doesNotContain("Left out");
    assertThat(out).contains("Carried out: 4 of the 4 steps");
    assertEquals(Set.of("ann@example.com", "bob@example.com"), members("Sales"));
    assertEquals("apply", installation.status().at("/lastCycle/kind").asText());
    int writes = installation.zscaler.writes().size();

    out = apply(0);
    assertThat(out).contains("Carried out: 0 of");
    assertThat(out).contains("create user ann@example.com: it is already so");
    assertThat(out).contains("create group Sales: it is already so");
    cycle();
    assertEquals(writes, installation.zscaler.writes().size(), "the next cycle writes nothing");
  }

  @Test
  void stepsOutOfDateInEntraAreLeftOutUntilTheNextCycle() {
    String ann = company.hire("ann", "Sales");
    String bob = company.hire("bob", "Sales");
    String eve = company.hire("eve", "Sales");
    String kim = company.hire("kim", "Sales");
    String sales = company.group("Sales", List.of(ann));
    cycle();
    entra.updateUser(ann, "department", "Finance");
    entra.updateUser(bob, "department", "Finance");
    entra.blockSignIn(kim);
    entra.addMember(sales, bob);
    entra.addMember(sales, eve);
    save(0);
    entra.updateUser(ann, "department", "Legal");
    entra.allowSignIn(kim);
    entra.removeMember(sales, eve);
    entra.removeMember(sales, ann);
    company.hire("zoe", "Sales");
    int before = installation.zscaler.writes().size();

    String out = apply(1);
    assertEquals("Finance", company.account("bob").department());
    assertEquals("Sales", company.account("ann").department());
    assertActive("kim@example.com");
    assertAbsent("zoe@example.com");
    assertEquals(Set.of("ann@example.com", "bob@example.com"), members("Sales"));
    assertEquals(before + 2, installation.zscaler.writes().size());
    assertThat(out).contains("Carried out: 2 of the 4 steps");
    assertThat(out)
        .contains("user ann@example.com: it is no longer to be changed as planned: department");
    assertThat(out).contains("disable user kim@example.com: it is no longer needed");
    assertThat(out).contains("create user zoe@example.com: it is not in the plan");
    assertThat(out).contains("not in the plan: -ann@example.com");

    cycle();
    assertEquals("Legal", company.account("ann").department());
    assertActive("zoe@example.com");
    assertEquals(Set.of("bob@example.com"), members("Sales"));
  }

  @Test
  void stepsOutOfDateInZscalerAreLeftOut() {
    String ann = company.hire("ann", "Sales");
    String bob = company.hire("bob", "Sales");
    cycle();
    entra.updateUser(ann, "department", "Finance");
    entra.updateUser(bob, "department", "Finance");
    company.hire("zoe", "Sales");
    save(0);
    installation.zscaler.editUser(
        "ann@example.com",
        user ->
            user.withObject("/urn:ietf:params:scim:schemas:extension:enterprise:2.0:User")
                .put("department", "By hand"));
    installation.zscaler.putUser("zoe@example.com");
    int before = installation.zscaler.writes().size();
    String out = apply(1);
    assertEquals("By hand", company.account("ann").department());
    assertEquals("Finance", company.account("bob").department());
    assertEquals(before + 1, installation.zscaler.writes().size());
    assertThat(out).contains("ann@example.com: it is no longer in Zscaler as the plan");
    assertThat(out).contains("zoe@example.com: it was to be");
  }

  @Test
  void damagedPlansAndPlansForAnotherTenantAreRejected() throws IOException {
    company.hire("ann", "Sales");
    save(0);
    String plan = Files.readString(installation.directory.resolve(PLAN));
    int requests = installation.zscaler.requests().size();
    Installation.Result missing = installation.execute("apply", "no.plan");
    assertEquals(2, missing.exitStatus());
    assertThat(missing.err()).contains("no.plan");
    for (String[] edit :
        new String[][] {
          {"\"format\"", "\"form\"", "This is not a plan"},
          {"\"version\" : 1", "\"version\" : 2", "version 2; this program reads version 1"},
          {installation.tenant.tenantId(), "another", "entra.tenant-id"},
          {installation.zscaler.tenantUrl(), "https://other.example", "zscaler.tenant-url"},
          {"\"zia\"", "\"zpa\"", "zscaler.product"},
          {"\"create\"", "\"destroy\"", "steps[0].action"},
          {"\"target\" : null", "\"target\" : \"7\"", "target must be null"},
          {"\"path\" : \"userName\"", "\"path\" : null", "path is missing"},
          {"\"salt\"", "\"pepper\"", "damaged"},
        }) {
      Files.writeString(installation.directory.resolve(PLAN), plan);
      edit(edit[0], edit[1]);
      String out = apply(2);
      assertThat(out).contains(edit[2]);
    }
    Files.writeString(installation.directory.resolve(PLAN), plan.substring(0, plan.length() / 2));
    assertThat(apply(2)).contains("no JSON at line");
    assertEquals(requests, installation.zscaler.requests().size());
    assertAbsent("ann@example.com");
  }

  @Test
  void aStepRemovedFromTheFileIsNotCarriedOut() throws IOException {
    company.hire("ann", "Sales");
    company.hire("bob", "Sales");
    save(0);
    edit(entra.userIds().get(0), "no-such-user");
    String out = apply(1);
    assertThat(out).contains("is not in the plan");
    assertEquals(1, installation.zscaler.writes().size());
  }

  @Test
  void safeguardsHoldPlannedRemovals() {
    installation.set("provisioning.accidental-deletion-threshold", "1");
    List<String> people = company.hire(4);
    cycle();
    entra.blockSignIn(people.get(0));
    entra.blockSignIn(people.get(1));
    entra.updateUser(people.get(2), "department", "Finance");
    Installation.Result plan = installation.execute("plan", "--save", PLAN);
    assertEquals(4, plan.exitStatus(), plan.out() + plan.err());
    assertThat(plan.out()).contains("Held by a safeguard");
    assertThat(plan.out()).contains("person1@example.com");
    String out = apply(4);
    assertActive("person1@example.com", "person2@example.com");
    assertEquals("Finance", company.account("person3").department());
    assertThat(out).contains("disable user person1@example.com: it is held by a safeguard");
  }

  @Test
  void anAccountCreatedDuringApplyIsReportedAndNotChanged() throws Exception {
    company.hire("ann", "Sales");
    company.hire("zoe", "Sales");
    save(0);
    CountDownLatch gate = new CountDownLatch(1);
    Predicate<RecordedRequest> creatingZoe =
        RecordedRequest.of("POST", "/Users").and(request -> request.body().contains("zoe@"));
    PlannedFault held = installation.zscaler.faults().next(creatingZoe, Fault.held(gate));
    CompletableFuture<String> apply = CompletableFuture.supplyAsync(() -> apply(1));
    await().atMost(ProgramProcess.PATIENCE).until(() -> held.fired() == 1);
    installation.zscaler.putUser("zoe@example.com");
    String before = user("zoe@example.com").toString();

    gate.countDown();

    String out = apply.get();
    assertThat(out)
        .contains(
            "create user zoe@example.com: it is in Zscaler already, but was not when it was"
                + " planned");
    assertThat(out).contains("Carried out: 1 of the 2 steps");
    assertActive("ann@example.com");
    assertEquals(before, user("zoe@example.com").toString());
    assertEquals(2, installation.zscaler.writes().size(), "the second is the refused creation");
    cycle();
    assertEquals("Sales", company.account("zoe").department(), "the next cycle adopts it");
    assertEquals(1, installation.status().at("/lastCycle/counts/adopt").asInt());
  }
}
