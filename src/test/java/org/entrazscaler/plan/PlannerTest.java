package org.entrazscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entrazscaler.plan.PlannerTrial.MANAGER;
import static org.entrazscaler.plan.PlannerTrial.ann;
import static org.entrazscaler.plan.PlannerTrial.json;
import static org.entrazscaler.plan.PlannerTrial.staff;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.entrazscaler.link.Origin;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.settings.ProvisioningSettings;
import org.entrazscaler.settings.ProvisioningSettings.Deprovision;
import org.entrazscaler.settings.ProvisioningSettings.DeprovisionGroups;
import org.entrazscaler.source.Presence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The decisions, for each row of Entra's pages "How Application Provisioning works"
 * (deprovisioning) and "Develop and plan provisioning for a SCIM endpoint" (request sequences).
 */
class PlannerTest {

  private static Change change(Decision decision) {
    return assertInstanceOf(Decision.Write.class, decision, decision::toString).change();
  }

  private static Decision.Nothing nothing(Decision decision) {
    return assertInstanceOf(Decision.Nothing.class, decision, decision::toString);
  }

  private static Decision.Refuse refused(Decision decision) {
    return assertInstanceOf(Decision.Refuse.class, decision, decision::toString);
  }

  /** The values that are sent, path to value; a removal is null. */
  private static ObjectNode sent(Change change) {
    ObjectNode sent = JsonNodeFactory.instance.objectNode();
    change.values().forEach(value -> sent.set(value.path(), value.after()));
    return sent;
  }

  private static void assertSent(String expected, Decision decision) {
    assertEquals(json(expected), sent(change(decision)));
  }

  // --- leaving the scope --------------------------------------------------------------------

  private static Arguments row(
      String event,
      UnaryOperator<PlannerTrial> happens,
      Action disable,
      Action delete,
      Action keep,
      Action zpa) {
    return arguments(event, happens, disable, delete, keep, zpa);
  }

  /** An event and its action with deprovision=disable, =delete, =keep, and on ZPA. */
  static Stream<Arguments> eventsOfUsers() {
    return Stream.of(
        row("nothing", t -> t, null, null, null, null),
        row(
            "sign-in blocked",
            t -> t.with("{'accountEnabled':false}"),
            Action.DISABLE,
            Action.DISABLE,
            Action.DISABLE,
            Action.DELETE),
        row(
            "unassigned",
            PlannerTrial::unassigned,
            Action.DISABLE,
            Action.DELETE,
            null,
            Action.DELETE),
        row(
            "filtered out",
            PlannerTrial::filteredOut,
            Action.DISABLE,
            Action.DELETE,
            null,
            Action.DELETE),
        row(
            "unassigned and blocked",
            t -> t.unassigned().with("{'accountEnabled':false}"),
            Action.DISABLE,
            Action.DELETE,
            Action.DISABLE,
            Action.DELETE),
        row(
            "soft-deleted",
            t -> t.presence(Presence.SOFT_DELETED),
            Action.DISABLE,
            Action.DELETE,
            Action.DISABLE,
            Action.DELETE),
        row(
            "purged",
            t -> t.presence(Presence.DELETED),
            Action.DELETE,
            Action.DELETE,
            Action.DELETE,
            Action.DELETE));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("eventsOfUsers")
  void eventOfAUserHasTheExpectedAction(
      String event,
      UnaryOperator<PlannerTrial> happens,
      Action disable,
      Action delete,
      Action keep,
      Action zpa) {
    assertAction(disable, happens.apply(ann().provisioned()).decide());
    assertAction(
        delete, happens.apply(ann().provisioned().deprovision(Deprovision.DELETE)).decide());
    assertAction(keep, happens.apply(ann().provisioned().deprovision(Deprovision.KEEP)).decide());
    assertAction(zpa, happens.apply(ann().on(Product.ZPA).provisioned()).decide());
    assertAction(
        disable,
        happens
            .apply(
                ann()
                    .on(Product.ZIDENTITY)
                    .row("emails[type eq \"work\"].value: [userPrincipalName]")
                    .provisioned())
            .decide());
  }

  private static void assertAction(Action expected, Decision decision) {
    if (expected == null) {
      nothing(decision);
      return;
    }
    Change change = change(decision);
    assertEquals(expected, change.action());
    assertEquals("t-1", change.targetId());
    if (expected == Action.DISABLE) {
      assertEquals(json("{'active':false}"), sent(change));
      assertTrue(change.disabled());
    } else {
      assertEquals(List.of(), change.values());
    }
  }

  /** An event and its action with deprovision-groups=empty, =delete, =keep. */
  static Stream<Arguments> eventsOfGroups() {
    return Stream.of(
        row("nothing", t -> t, null, null, null, null),
        row("unassigned", PlannerTrial::unassigned, Action.EMPTY, Action.DELETE, null, null),
        row("filtered out", PlannerTrial::filteredOut, Action.EMPTY, Action.DELETE, null, null),
        row(
            "soft-deleted",
            t -> t.presence(Presence.SOFT_DELETED),
            Action.EMPTY,
            Action.DELETE,
            null,
            null),
        row(
            "deleted for good",
            t -> t.presence(Presence.DELETED),
            Action.DELETE,
            Action.DELETE,
            Action.DELETE,
            null));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("eventsOfGroups")
  void eventOfAGroupHasTheExpectedAction(
      String event,
      UnaryOperator<PlannerTrial> happens,
      Action empty,
      Action delete,
      Action keep,
      Action unused) {
    PlannerTrial emptied = happens.apply(staff().provisioned());
    if (empty == Action.EMPTY) {
      nothing(emptied.decide());
      emptied.membersDiffer();
    }
    assertAction(empty, emptied.decide());
    assertAction(
        delete,
        happens.apply(staff().provisioned().deprovision(DeprovisionGroups.DELETE)).decide());
    assertAction(
        keep, happens.apply(staff().provisioned().deprovision(DeprovisionGroups.KEEP)).decide());
  }

  @Test
  void disabledAccountIsUpdatedButNotDisabledAgain() {
    PlannerTrial blocked = ann().provisioned().with("{'accountEnabled':false}");
    blocked.holding(change(blocked.decide()).written().toString());
    nothing(blocked.decide());
    Change renamed = change(blocked.with("{'displayName':'Anna'}").decide());
    assertEquals(Action.UPDATE, renamed.action());
    assertEquals(json("{'displayName':'Anna'}"), sent(renamed));
    assertTrue(renamed.disabled());
  }

  @Test
  void onlyActiveIsSentForAUserOutOfScope() {
    assertSent(
        "{'active':false}",
        ann().provisioned().unassigned().with("{'displayName':'Anna'}").decide());
  }

  @Test
  void leavingTheScopeSendsNothingIfTheMappingDoesNotUseIsSoftDeleted() {
    nothing(
        ann()
            .mapping("userName: [userPrincipalName] | match 1\nactive: \"True\"\n")
            .provisioned()
            .unassigned()
            .decide());
  }

  @Test
  void anyAttributeCanDependOnIsSoftDeleted() {
    Change change =
        change(
            ann()
                .mapping(
                    "userName: [userPrincipalName] | match 1\n"
                        + "title: IIF([IsSoftDeleted] = \"True\", \"left\", \"here\")\n")
                .provisioned()
                .unassigned()
                .decide());
    assertEquals(Action.UPDATE, change.action());
    assertEquals(json("{'title':'left'}"), sent(change));
    assertFalse(change.disabled());
    assertFalse(change.memberEligible());
  }

  @Test
  void accountIsEnabledAgainWhenTheUserReturns() {
    PlannerTrial left = ann().provisioned().unassigned();
    left.holding(change(left.decide()).written().toString());
    Change back = change(left.backInScope().with("{'displayName':'Anna'}").decide());
    assertEquals(Action.UPDATE, back.action());
    assertEquals(json("{'active':true,'displayName':'Anna'}"), sent(back));
    assertFalse(back.disabled());
    assertTrue(back.memberEligible());
    assertTrue(back.inScope());
  }

  @Test
  void membershipsEndWithTheScopeButNotIfBlockedOrKept() {
    assertFalse(change(ann().provisioned().unassigned().decide()).memberEligible());
    assertTrue(
        change(ann().provisioned().with("{'accountEnabled':false}").decide()).memberEligible());
    PlannerTrial kept = ann().deprovision(Deprovision.KEEP).unassigned();
    assertTrue(kept.planner().isMemberEligible(kept.candidate()));
    kept.presence(Presence.SOFT_DELETED);
    assertFalse(kept.planner().isMemberEligible(kept.candidate()));
  }

  // --- allowed actions ----------------------------------------------------------------------

  @Test
  void actionThatIsNotAllowedIsSkippedAndLogged() {
    for (Decision decision :
        List.of(
            ann().actions(ProvisioningSettings.Action.UPDATE).matched(),
            staff().actions(ProvisioningSettings.Action.DELETE).matched(),
            ann()
                .provisioned()
                .actions(ProvisioningSettings.Action.CREATE)
                .with("{'displayName':'Anna'}")
                .decide(),
            ann().provisioned().actions(ProvisioningSettings.Action.DELETE).unassigned().decide(),
            staff()
                .provisioned()
                .actions(ProvisioningSettings.Action.CREATE)
                .membersDiffer()
                .decide(),
            staff()
                .provisioned()
                .actions(ProvisioningSettings.Action.DELETE)
                .unassigned()
                .membersDiffer()
                .decide(),
            ann()
                .provisioned()
                .actions(ProvisioningSettings.Action.CREATE)
                .presence(Presence.DELETED)
                .decide(),
            staff()
                .provisioned()
                .actions(ProvisioningSettings.Action.UPDATE)
                .presence(Presence.DELETED)
                .decide(),
            ann()
                .on(Product.ZPA)
                .provisioned()
                .actions(ProvisioningSettings.Action.UPDATE)
                .unassigned()
                .decide())) {
      Decision.Nothing nothing = nothing(decision);
      assertEquals("EntrySynchronizationSkipped", nothing.code());
      assertThat(nothing.reason()).contains("-actions");
    }
  }

  @Test
  void changeThatIsNotNeededIsNotLogged() {
    assertEquals("", nothing(ann().provisioned().decide()).code());
    assertEquals(
        "",
        nothing(ann().provisioned().unassigned().deprovision(Deprovision.KEEP).decide()).code());
  }

  @Test
  void adoptionChangesNothingIfUpdateIsNotAllowed() {
    Change adopted =
        change(
            ann()
                .actions(ProvisioningSettings.Action.CREATE)
                .matched("{'id':'t-9','userName':'ann@example.com','active':false}"));
    assertEquals(List.of(), adopted.values());
    assertEquals("t-9", adopted.targetId());
    assertTrue(adopted.disabled(), "as it was found");
  }

  // --- matching -----------------------------------------------------------------------------

  @Test
  void newUserIsMatchedByPrecedence() {
    Decision.Match match = assertInstanceOf(Decision.Match.class, ann().decide());
    assertEquals(
        List.of("userName=ann@example.com", "externalId=o-1"),
        match.queries().stream().map(query -> query.path() + "=" + query.value()).toList());
  }

  @Test
  void userOutOfScopeOrBlockedIsNotCreated() {
    for (PlannerTrial trial :
        List.of(
            ann().unassigned(),
            ann().filteredOut(),
            ann().presence(Presence.SOFT_DELETED),
            ann().presence(Presence.DELETED),
            ann().with("{'accountEnabled':false}"),
            ann().deprovision(Deprovision.KEEP).unassigned(),
            ann().deprovision(Deprovision.KEEP).with("{'accountEnabled':false}"),
            staff().unassigned())) {
      assertEquals("", nothing(trial.decide()).code());
    }
  }

  @Test
  void objectWithoutMatchingValueIsSkipped() {
    assertEquals(
        "ImportSkipped",
        nothing(ann().mapping("userName: [mail] | match 1\ndisplayName: [displayName]\n").decide())
            .code());
  }

  @Test
  void creationSendsTheMappedValues() {
    Change made = change(ann().matched());
    assertEquals(Action.CREATE, made.action());
    assertEquals(Origin.CREATED, made.origin());
    assertNull(made.targetId());
    assertEquals(
        json("{'userName':'ann@example.com','externalId':'o-1','active':true,'displayName':'Ann'}"),
        sent(made));
    assertEquals(7, made.changed());
    assertTrue(made.memberEligible());
    assertSent(
        "{'displayName':'Staff','externalId':'o-1'}", staff().with("{'members':['x']}").matched());
  }

  @Test
  void adoptionSendsOnlyDifferences() {
    Change adopted =
        change(
            ann()
                .matched(
                    "{'id':'t-9','userName':'ANN@example.com','active':'True','externalId':'o-1',"
                        + "'displayName':'Old name','title':'kept'}"));
    assertEquals(Action.UPDATE, adopted.action());
    assertEquals(Origin.ADOPTED, adopted.origin());
    assertEquals(json("{'userName':'ann@example.com','displayName':'Ann'}"), sent(adopted));
    assertEquals("Old name", adopted.values().get(1).before().asText());
    assertEquals(
        json("{'userName':'ann@example.com','externalId':'o-1','active':true,'displayName':'Ann'}"),
        adopted.written());
  }

  @Test
  void adoptionEnablesADisabledAccount() {
    Change adopted =
        change(
            ann()
                .matched(
                    "{'id':'t-9','userName':'ann@example.com','externalId':'o-1','active':false,"
                        + "'displayName':'Ann'}"));
    assertEquals(json("{'active':true}"), sent(adopted));
    assertFalse(adopted.disabled());
  }

  @Test
  void matchThatCannotBeAdoptedIsRefusedWithAReason() {
    assertEquals(
        "DuplicateTargetEntries", refused(ann().matched("{'id':'t-1'}", "{'id':'t-2'}")).code());
    Decision.Refuse owned =
        refused(ann().owned("o-2", "{'id':'t-1','userName':'ann@example.com'}"));
    assertEquals("EntryConflict", owned.code());
    assertThat(owned.reason()).contains("o-2");
    change(ann().owned("o-1", "{'id':'t-1','userName':'ann@example.com'}"));
    assertEquals(
        "SystemForCrossDomainIdentityManagementServiceIncompatible",
        refused(ann().matched("{'userName':'ann@example.com'}")).code());
  }

  @Test
  void severalMatchesAreListed() {
    Decision.Refuse refused =
        refused(
            ann()
                .matched(
                    "{'id':'t-1','userName':'ann@example.com'}",
                    "{'id':'t-2','userName':'old@example.com','externalId':'o-1'}"));
    assertThat(refused.reason()).contains("ann@example.com (id t-1), old@example.com (id t-2)");
  }

  // --- values read from the target ----------------------------------------------------------

  @Test
  void valuesReadFromTheTargetReplaceKnownOnes() {
    PlannerTrial trial =
        ann()
            .provisioned()
            .seen(
                "{'id':'t-1','userName':'ANN@example.com','externalId':'o-1','active':'False',"
                    + "'displayName':'By hand','title':'not mapped'}");

    assertTrue(trial.link().disabled());
    assertNull(trial.link().intent());
    assertSent("{'active':true,'displayName':'Ann'}", trial.decide());
  }

  @Test
  void hiddenValuesStayAsWritten() {
    assertEquals(
        "",
        nothing(
                ann()
                    .provisioned()
                    .seen(
                        "{'id':'t-1','userName':'ann@example.com','externalId':'o-1',"
                            + "'displayName':'ann'}")
                    .decide())
            .code());
  }

  @Test
  void leaverThatWasEnabledByHandIsDisabledAgain() {
    Change change =
        change(
            ann()
                .provisioned()
                .unassigned()
                .seen("{'id':'t-1','userName':'ann@example.com','active':true}")
                .decide());
    assertEquals(Action.DISABLE, change.action());
    assertEquals(json("{'active':false}"), sent(change));
  }

  // --- creation without an answer -----------------------------------------------------------

  @Test
  void creationWithoutAnswerIsSearchedForEvenOutOfScope() {
    String made =
        "{'id':'t-9','userName':'ann@example.com','externalId':'o-1','displayName':'Ann',"
            + "'active':true}";
    for (PlannerTrial left :
        List.of(
            ann().begun().unassigned(),
            ann().begun().presence(Presence.SOFT_DELETED),
            ann().begun().with("{'accountEnabled':false}"))) {
      assertInstanceOf(Decision.Match.class, left.decide());
      Change disabled = change(left.matched(made));
      assertEquals(Action.DISABLE, disabled.action());
      assertEquals("t-9", disabled.targetId());
      assertEquals(json("{'active':false}"), sent(disabled));
      nothing(left.matched());
    }
    assertEquals(
        Action.DELETE, change(ann().begun().presence(Presence.DELETED).matched(made)).action());
    assertEquals(
        Action.DELETE, change(ann().on(Product.ZPA).begun().unassigned().matched(made)).action());
    assertEquals(
        Action.EMPTY,
        change(staff().begun().unassigned().matched("{'id':'t-9','displayName':'Staff'}"))
            .action());
  }

  // --- exclusions, domains, invalid values --------------------------------------------------

  @Test
  void excludedObjectIsNotChanged() {
    assertThat(
            nothing(
                    ann()
                        .matched(
                            "{'id':'t-9','userName':'ann@example.com','displayName':'DEFAULT"
                                + " ADMIN'}"))
                .reason())
        .contains("DEFAULT ADMIN");
    assertThat(
            nothing(
                    staff()
                        .holding("{'displayName':'Dynamic Group 7'}")
                        .presence(Presence.DELETED)
                        .decide())
                .reason())
        .contains("Dynamic Group *");
    nothing(staff().matched("{'id':'t-9','displayName':'service admin'}"));
  }

  @Test
  void noObjectGetsAnExcludedName() {
    assertEquals(
        "EntrySynchronizationSkipped",
        nothing(staff().with("{'displayName':'Service Admin'}").matched()).code());
    PlannerTrial renamed =
        ann().provisioned().with("{'userPrincipalName':'__remote_assistance@example.com'}");
    nothing(renamed.decide());
    assertSent("{'active':false}", renamed.with("{'accountEnabled':false}").decide());
  }

  @Test
  void unregisteredDomainIsRefusedOnlyIfTheNameIsSent() {
    Decision.Refuse refuse = refused(ann().domains("example.org").matched());
    assertEquals("InvalidDomain", refuse.code());
    assertThat(refuse.reason()).contains("example.com");
    refused(
        ann()
            .domains("example.com")
            .provisioned()
            .with("{'userPrincipalName':'ann@example.org'}")
            .decide());
    assertSent(
        "{'displayName':'Anna'}",
        ann().provisioned().domains("example.org").with("{'displayName':'Anna'}").decide());
    assertSent(
        "{'active':false}", ann().provisioned().domains("example.org").unassigned().decide());
  }

  @Test
  void invalidValueDoesNotKeepAnAccountActive() {
    PlannerTrial trial = ann().provisioned().row("preferredLanguage: [otherMails]");
    trial.with("{'otherMails':['a','b']}");
    Decision.Refuse refuse = refused(trial.decide());
    assertEquals("SchemaPropertyCanOnlyAcceptValue", refuse.code());
    assertThat(refuse.reason()).contains("preferredLanguage");
    assertSent("{'active':false}", trial.with("{'accountEnabled':false}").decide());
    refused(
        ann().row("preferredLanguage: [otherMails]").with("{'otherMails':['a','b']}").matched());

    assertSent(
        "{'active':false}",
        ann()
            .domains("example.com")
            .provisioned()
            .with("{'userPrincipalName':'ann@example.org','accountEnabled':false}")
            .decide());
  }

  // --- values -------------------------------------------------------------------------------

  @Test
  void emptySourceSendsNothingWithoutTheOptionClear() {
    PlannerTrial titled = ann().row("title: [jobTitle]").with("{'jobTitle':'Clerk'}").provisioned();
    nothing(titled.with("{'jobTitle':null}").decide());
    Change cleared =
        change(
            ann()
                .row("title: [jobTitle] | clear")
                .with("{'jobTitle':'Clerk'}")
                .provisioned()
                .with("{'jobTitle':null}")
                .decide());
    assertNull(cleared.values().get(0).after());
    assertEquals("Clerk", cleared.values().get(0).before().asText());
    assertFalse(cleared.written().has("title"));
    nothing(ann().row("title: [jobTitle] | clear").provisioned().decide());
  }

  @Test
  void defaultAndApplyCreateAreUsedOnlyForCreation() {
    PlannerTrial trial =
        ann()
            .row("title: [jobTitle] | default \"Employee\"")
            .row("nickName: [displayName] | apply create");
    assertEquals("Employee", sent(change(trial.matched())).path("title").asText());
    assertEquals("Ann", sent(change(trial.matched())).path("nickName").asText());
    trial.provisioned();
    nothing(trial.decide());
    assertSent("{'displayName':'Anna'}", trial.with("{'displayName':'Anna'}").decide());
    assertSent(
        "{'title':'Clerk'}", trial.with("{'displayName':'Ann','jobTitle':'Clerk'}").decide());
  }

  @Test
  void ignoredFlowSendsNoValueDefaultOrRemoval() {
    PlannerTrial trial =
        ann().row("title: IgnoreFlowIfNullOrEmpty([jobTitle]) | default \"Employee\" | clear");
    assertFalse(sent(change(trial.matched())).has("title"));
    trial.with("{'jobTitle':'Clerk'}").provisioned();
    nothing(trial.with("{'jobTitle':null}").decide());
  }

  @Test
  void changeOfCaseIsWrittenExceptForAUserNameOnZpa() {
    String other = "{'displayName':'ANN','userPrincipalName':'Ann@example.com'}";
    assertSent(
        "{'userName':'Ann@example.com','displayName':'ANN'}",
        ann().provisioned().with(other).decide());
    assertSent("{'displayName':'ANN'}", ann().on(Product.ZPA).provisioned().with(other).decide());
  }

  @Test
  void numberReadFromTheStateIsEqual() {
    PlannerTrial trial =
        ann()
            .row(
                "urn:ietf:params:scim:schemas:extension:acme:2.0:User:floor:"
                    + " [extensionAttribute1]");
    trial.with("{'onPremisesExtensionAttributes':{'extensionAttribute1':5}}");
    trial.holding(change(trial.matched()).written().toString().replace('"', '\''));
    nothing(trial.decide());
  }

  @Test
  void newRowIsWrittenForAllUsers() {
    assertSent(
        "{'title':'Clerk'}",
        ann().with("{'jobTitle':'Clerk'}").provisioned().row("title: [jobTitle]").decide());
  }

  @Test
  void managerIsSentWhenTheAccountExists() {
    PlannerTrial trial = ann().row(MANAGER + ": [manager]").with("{'manager':'o-boss'}");
    assertEquals(List.of("o-boss"), trial.planner().referencedUsers(trial.mapped()));
    assertFalse(sent(change(trial.matched())).has(MANAGER));
    trial.provisioned();
    nothing(trial.decide());
    trial.account("o-boss", "t-boss");
    assertEquals(List.of("o-boss"), trial.planner().referencedUsers(trial.mapped()));
    Change change = change(trial.decide());
    assertEquals("t-boss", change.values().get(0).after().path("value").asText());
    trial.holding(change.written().toString());
    nothing(trial.decide());
    trial.with("{'manager':'o-other'}");
    nothing(trial.decide());
    assertEquals(List.of("o-other"), trial.planner().referencedUsers(trial.mapped()));
  }

  @Test
  void membersAreNotAValueOfTheGroup() {
    PlannerTrial trial = staff().with("{'members':['o-1']}").provisioned();
    assertEquals(List.of(), trial.planner().referencedUsers(trial.mapped()));
    nothing(trial.decide());
    Change members = change(trial.membersDiffer().decide());
    assertEquals(Action.UPDATE, members.action());
    assertEquals(List.of(), members.values());
    assertTrue(members.group());
  }

  // --- remaining changes --------------------------------------------------------------------

  @Test
  void onlyTheRestIsRepeatedAfterALostAnswer() {
    PlannerTrial trial = ann().provisioned().with("{'displayName':'Anna','accountEnabled':false}");
    Change planned = change(trial.decide());
    Change remaining =
        trial
            .planner()
            .remaining(
                planned,
                json(
                    "{'id':'t-1','userName':'ann@example.com','active':false,'displayName':'Ann'}"));
    assertEquals(json("{'displayName':'Anna'}"), sent(remaining));
    assertEquals(planned.written(), remaining.written());
    assertTrue(remaining.disabled());
    Change none =
        trial
            .planner()
            .remaining(planned, json("{'id':'t-1','active':false,'displayName':'Anna'}"));
    assertEquals(List.of(), none.values());
    assertEquals(planned.written(), none.written());
  }

  @Test
  void creationThatWasCarriedOutBecomesAnUpdate() {
    Change made = change(ann().matched());
    Change remaining =
        ann()
            .planner()
            .remaining(
                made,
                json("{'id':'t-9','userName':'ann@example.com','externalId':'o-1','active':true}"));
    assertEquals(Action.UPDATE, remaining.action());
    assertEquals("t-9", remaining.knownTargetId());
    assertEquals(json("{'displayName':'Ann'}"), sent(remaining));
  }

  // --- stored form --------------------------------------------------------------------------

  @ParameterizedTest
  @EnumSource(Action.class)
  void storedChangeIsEqualWhenRead(Action action) {
    Change change =
        new Change(
            new org.entrazscaler.graph.ObjectKey(org.entrazscaler.graph.ObjectType.USER, "o-1"),
            "Ünn \"quoted\"",
            action,
            "because",
            true,
            false,
            true,
            Long.MAX_VALUE,
            action == Action.CREATE ? null : "t-1",
            Origin.ADOPTED,
            json("{'active':true,'emails':[{'value':'a'}]}"),
            List.of(
                new ValueChange("active", json("{'a':true}").get("a"), null),
                new ValueChange("title", null, json("{'a':'b'}").get("a"))));
    assertEquals(change, Change.of(change.stored()));
    assertEquals(action.urgency(), change.stored().urgency());
    assertEquals(Long.MAX_VALUE, change.stored().changed());
  }

  @Test
  void removalsAreMostUrgent() {
    for (Action away : List.of(Action.DISABLE, Action.DELETE, Action.EMPTY)) {
      assertThat(away.urgency()).isLessThan(Action.UPDATE.urgency());
      assertThat(away.urgency()).isLessThan(Action.CREATE.urgency());
    }
  }
}
