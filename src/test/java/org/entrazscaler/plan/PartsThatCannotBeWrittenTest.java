package org.entrazscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entrazscaler.plan.PlannerTrial.ann;
import static org.entrazscaler.plan.PlannerTrial.json;
import static org.entrazscaler.plan.PlannerTrial.staff;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.settings.ProvisioningSettings;
import org.entrazscaler.settings.ProvisioningSettings.Deprovision;
import org.entrazscaler.settings.ProvisioningSettings.DeprovisionGroups;
import org.entrazscaler.source.Presence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A row without a result, or a value that cannot be sent, does not affect the others: they are
 * written, and removals are always carried out.
 */
class PartsThatCannotBeWrittenTest {

  private static final String TITLE = "title: Left(\"Clerk\", [jobTitle])";
  private static final String BY_TITLE =
      "userName: [userPrincipalName] | match 1\n"
          + "active: IIF(Left(\"x\", [jobTitle]) = \"x\", Not([IsSoftDeleted]), \"True\")\n"
          + "displayName: [displayName]\n";
  private static final String NO_NUMBER = "{'jobTitle':'x'}";
  private static final String BLOCKED = "{'accountEnabled':false}";

  private static Change change(Decision decision) {
    return assertInstanceOf(Decision.Write.class, decision, decision::toString).change();
  }

  private static Decision.Refuse refused(Decision decision) {
    return assertInstanceOf(Decision.Refuse.class, decision, decision::toString);
  }

  private static ObjectNode sent(Change change) {
    ObjectNode sent = JsonNodeFactory.instance.objectNode();
    change.values().forEach(value -> sent.set(value.path(), value.after()));
    return sent;
  }

  private static List<String> codes(Change change) {
    return change.refused().stream().map(Decision.Refuse::code).toList();
  }

  private static PlannerTrial annWithTitle(String row) {
    return ann().with("{'jobTitle':'5'}").row(row).provisioned();
  }

  // --- rows without a result ----------------------------------------------------------------

  @Test
  void otherValuesAreWrittenAndTheRowIsReported() {
    Change change =
        change(annWithTitle(TITLE).with(NO_NUMBER).with("{'displayName':'Anna'}").decide());

    assertEquals(json("{'displayName':'Anna'}"), sent(change));
    assertEquals(List.of("InvalidExpression"), codes(change));
    Decision.Refuse refusal = change.refused().get(0);
    assertThat(refusal.reason()).startsWith("title: ");
    assertThat(refusal.advice()).contains("[jobTitle]");
    assertEquals(change, Change.of(change.stored()));
  }

  @Test
  void objectIsRefusedIfNothingElseCanBeWritten() {
    assertEquals("InvalidExpression", refused(annWithTitle(TITLE).with(NO_NUMBER).decide()).code());
  }

  @Test
  void rowWithoutResultIsNotAnEmptyValue() {
    Change change =
        change(
            annWithTitle(TITLE + " | default \"None\" | clear")
                .with(NO_NUMBER)
                .with("{'displayName':'Anna'}")
                .decide());

    assertTrue(change.written().has("title"));
    Change made =
        change(ann().row(TITLE + " | default \"None\" | clear").with(NO_NUMBER).matched());
    assertFalse(made.written().has("title"));
  }

  @Test
  void targetValueIsRememberedWhileARowHasNoResult() {
    PlannerTrial trial =
        annWithTitle(TITLE + " | clear")
            .with(NO_NUMBER)
            .seen(
                "{'id':'t-1','userName':'ann@example.com','externalId':'o-1','active':true,"
                    + "'displayName':'Ann','title':'by hand'}");

    assertEquals("by hand", trial.link().written().path("title").asText());
    Change cleared = change(trial.with("{'jobTitle':'0'}").decide());
    assertEquals(json("{'title':null}"), sent(cleared));
  }

  @Test
  void userIsDisabledEvenIfARowFails() {
    Change change = change(annWithTitle(TITLE).with(NO_NUMBER).with(BLOCKED).decide());

    assertEquals(Action.DISABLE, change.action());
    assertEquals(json("{'active':false}"), sent(change));
    assertEquals(List.of("InvalidExpression"), codes(change));
  }

  @Test
  void failedMatchingRowDoesNotAffectALinkedObject() {
    PlannerTrial trial =
        ann()
            .mapping(
                "userName: [userPrincipalName]\nexternalId: Left(\"o-1\", [jobTitle]) | match 1\n"
                    + "active: Not([IsSoftDeleted])\ndisplayName: [displayName]\n")
            .with("{'jobTitle':'3'}")
            .provisioned()
            .with("{'jobTitle':'x'}");

    assertEquals(
        json("{'displayName':'Anna'}"),
        sent(change(trial.with("{'displayName':'Anna'}").decide())));
    assertEquals(Action.DISABLE, change(trial.with(BLOCKED).decide()).action());
  }

  @Test
  void accountIsDisabledEvenIfTheRowForActiveFails() {
    PlannerTrial trial =
        ann().mapping(BY_TITLE).with("{'jobTitle':'1'}").provisioned().with("{'jobTitle':'x'}");

    assertEquals("InvalidExpression", refused(trial.decide()).code());
    Change blocked = change(trial.with(BLOCKED).decide());
    assertEquals(Action.DISABLE, blocked.action());
    assertEquals(List.of("InvalidExpression"), codes(blocked));
    Change left = change(trial.unassigned().decide());
    assertEquals(json("{'active':false}"), sent(left));
    assertEquals(List.of(), left.refused(), "a leaver needs nothing more");
    assertEquals(Action.DELETE, change(trial.on(Product.ZPA).decide()).action());
    assertEquals(
        Action.DELETE,
        change(trial.on(Product.ZIA).deprovision(Deprovision.DELETE).decide()).action());
  }

  @Test
  void invalidValueOfActiveDoesNotKeepAccess() {
    Change change =
        change(
            ann()
                .mapping(
                    "userName: [userPrincipalName] | match 1\n"
                        + "active: IIF([IsSoftDeleted], \"perhaps not\", \"True\")\n")
                .provisioned()
                .with(BLOCKED)
                .decide());

    assertEquals(Action.DISABLE, change.action());
    assertEquals(List.of("InvalidValue"), codes(change));
  }

  @Test
  void userIsCreatedWithoutARowThatCanBeWrittenLater() {
    Change made = change(ann().row(TITLE).with(NO_NUMBER).matched());

    assertEquals(Action.CREATE, made.action());
    assertEquals(List.of("InvalidExpression"), codes(made));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "userName: Left([userPrincipalName], [jobTitle])\nexternalId: [objectId] | match 1\n",
        "userName: [userPrincipalName] | match 1\nactive: Left(\"True\", [jobTitle])\n",
        "userName: [userPrincipalName] | match 1\n"
            + "nickName: Left([displayName], [jobTitle]) | apply create\n"
      })
  void userIsNotCreatedWithoutARequiredRow(String mapping) {
    assertEquals(
        "InvalidExpression", refused(ann().mapping(mapping).with(NO_NUMBER).matched()).code());
  }

  @Test
  void userThatCannotBeMatchedIsNeitherCreatedNorAdopted() {
    PlannerTrial trial =
        ann()
            .mapping(
                "userName: [userPrincipalName] | match 1\n"
                    + "externalId: Left([objectId], [jobTitle]) | match 2\n")
            .with(NO_NUMBER);

    assertEquals("InvalidExpression", refused(trial.decide()).code());
    // The started creation is searched for by the other rows; if nothing is found, it may exist
    // nevertheless.
    assertInstanceOf(Decision.Match.class, trial.begun().unassigned().decide());
    refused(trial.matched());
    assertEquals(
        Action.UPDATE,
        change(trial.matched("{'id':'t-9','userName':'ann@example.com','active':true}")).action());
  }

  @Test
  void adoptedObjectGetsTheOtherValues() {
    Change adopted =
        change(
            ann()
                .row(TITLE)
                .with(NO_NUMBER)
                .matched("{'id':'t-9','userName':'ann@example.com','title':'kept'}"));

    assertFalse(sent(adopted).has("title"));
    assertTrue(sent(adopted).has("displayName"));
    assertEquals(List.of("InvalidExpression"), codes(adopted));
  }

  @Test
  void membersAreWrittenEvenIfARowOfTheGroupFails() {
    PlannerTrial trial =
        staff()
            .row("externalGroup: Left([description], [description])".replace("externalGroup", URN))
            .provisioned()
            .with("{'description':'x'}");

    refused(trial.decide());
    Change change = change(trial.membersDiffer().decide());
    assertEquals(List.of(), change.values());
    assertEquals(List.of("InvalidExpression"), codes(change));
  }

  private static final String URN =
      "urn:ietf:params:scim:schemas:extension:acme:2.0:Group:description";

  // --- values that cannot be sent -----------------------------------------------------------

  @Test
  void invalidValueDoesNotDelayTheOthers() {
    PlannerTrial trial =
        ann()
            .provisioned()
            .domains("example.com")
            .row("preferredLanguage: [otherMails]")
            .row("title: [jobTitle]")
            .with("{'otherMails':['a','b'],'jobTitle':'Clerk'}")
            .with("{'userPrincipalName':'ann@example.org'}");

    Change change = change(trial.decide());
    assertEquals(json("{'title':'Clerk'}"), sent(change));
    assertEquals(List.of("SchemaPropertyCanOnlyAcceptValue", "InvalidDomain"), codes(change));
    assertEquals(Action.DISABLE, change(trial.with(BLOCKED).decide()).action());
  }

  @Test
  void requiredValueIsNotRemovedAndTheRestIsWritten() {
    Change change =
        change(
            ann()
                .mapping(
                    "externalId: [objectId] | match 1\nuserName: [mail] | clear\n"
                        + "displayName: [displayName]\n")
                .with("{'mail':'ann@example.com'}")
                .provisioned()
                .with("{'mail':null,'displayName':'Anna'}")
                .decide());

    assertEquals(json("{'displayName':'Anna'}"), sent(change));
    assertEquals(List.of("MandatoryFieldsMissing"), codes(change));
    Change addresses =
        change(
            ann()
                .on(Product.ZIDENTITY)
                .row("emails[type eq \"work\"].value: [mail] | clear")
                .row("emails[type eq \"home\"].value: [mail] | clear")
                .with("{'mail':'ann@example.com'}")
                .provisioned()
                .with("{'mail':null,'displayName':'Anna'}")
                .decide());
    assertEquals(json("{'displayName':'Anna'}"), sent(addresses));
  }

  @Test
  void membersLeaveAGroupWhoseNewNameIsExcluded() {
    Change change =
        change(
            staff().provisioned().with("{'displayName':'Service Admin'}").membersDiffer().decide());

    assertEquals(List.of(), change.values());
    assertEquals(
        List.of(Warning.NAME_KEPT), change.warnings().stream().map(Warning::code).toList());
    assertEquals(List.of(), change.refused());
  }

  @Test
  void adoptedAccountKeepsItsNameIfZscalerWouldRefuseTheNewOne() {
    Change adopted =
        change(
            ann()
                .domains("example.org")
                .matched("{'id':'t-9','userName':'ann@example.org','externalId':'o-1'}"));

    assertFalse(sent(adopted).has("userName"));
    assertEquals(List.of("InvalidDomain"), codes(adopted));
  }

  // --- actions that are not allowed ---------------------------------------------------------

  @Test
  void userIsDisabledIfDeletionIsNotAllowed() {
    PlannerTrial purged =
        ann().provisioned().actions(ProvisioningSettings.Action.UPDATE).presence(Presence.DELETED);
    Change change = change(purged.decide());
    assertEquals(Action.DISABLE, change.action());
    assertEquals(json("{'active':false}"), sent(change));
    assertFalse(change.memberEligible());
    assertThat(change.reason()).contains("provisioning.user-actions");

    purged.holding(change.written().toString());
    assertInstanceOf(Decision.Nothing.class, purged.decide());
    assertEquals(
        Action.DISABLE,
        change(
                ann()
                    .provisioned()
                    .actions(ProvisioningSettings.Action.UPDATE)
                    .deprovision(Deprovision.DELETE)
                    .unassigned()
                    .decide())
            .action());
    // The deletion is not allowed.
    assertInstanceOf(Decision.Nothing.class, purged.on(Product.ZPA).decide());
    // Nothing would enable it again.
    assertInstanceOf(
        Decision.Nothing.class,
        ann()
            .mapping("userName: [userPrincipalName] | match 1\n")
            .provisioned()
            .actions(ProvisioningSettings.Action.UPDATE)
            .deprovision(Deprovision.DELETE)
            .unassigned()
            .decide());
  }

  @Test
  void groupIsEmptiedIfDeletionIsNotAllowed() {
    PlannerTrial purged =
        staff()
            .provisioned()
            .actions(ProvisioningSettings.Action.UPDATE)
            .deprovision(DeprovisionGroups.KEEP)
            .presence(Presence.DELETED)
            .membersDiffer();
    assertTrue(purged.planner().needsEmptying(purged.candidate()));
    assertEquals(Action.EMPTY, change(purged.decide()).action());

    PlannerTrial left =
        staff()
            .provisioned()
            .actions(ProvisioningSettings.Action.UPDATE)
            .deprovision(DeprovisionGroups.DELETE)
            .unassigned()
            .membersDiffer();
    assertEquals(Action.EMPTY, change(left.decide()).action());
    PlannerTrial kept = staff().provisioned().deprovision(DeprovisionGroups.KEEP).unassigned();
    assertFalse(kept.planner().needsEmptying(kept.candidate()));
  }
}
