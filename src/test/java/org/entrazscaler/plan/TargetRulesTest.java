package org.entrazscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entrazscaler.plan.PlannerTrial.ann;
import static org.entrazscaler.plan.PlannerTrial.staff;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import org.entrazscaler.scim.schema.Product;
import org.junit.jupiter.api.Test;

/** Changes that are refused before they are sent, and changes that are sent with a warning. */
class TargetRulesTest {

  private static final String DEPARTMENT =
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department";
  private static final String BY_MAIL = "externalId: [objectId] | match 1\nuserName: [mail]\n";
  private static final String WITHOUT_NAME = "{'displayName':null}";

  private static Change change(Decision decision) {
    return assertInstanceOf(Decision.Write.class, decision, decision::toString).change();
  }

  private static Decision.Refuse refused(Decision decision) {
    return assertInstanceOf(Decision.Refuse.class, decision, decision::toString);
  }

  private static List<String> codes(Decision decision) {
    return change(decision).warnings().stream().map(Warning::code).toList();
  }

  private static String named(int characters, String character) {
    return "{'displayName':'" + character.repeat(characters) + "'}";
  }

  // --- required -----------------------------------------------------------------------------

  @Test
  void missingRequiredValueIsRefusedWithAttributeAndRow() {
    Decision.Refuse refusal = refused(ann().mapping(BY_MAIL).matched());

    assertEquals("MandatoryFieldsMissing", refusal.code());
    assertThat(refusal.reason()).startsWith("userName has no value, and ZIA");
    assertThat(refusal.advice()).contains("userName: [mail]");
  }

  @Test
  void defaultProvidesARequiredValue() {
    Decision decision =
        ann().mapping(BY_MAIL.strip() + " | default \"nobody@example.com\"\n").matched();

    assertEquals("nobody@example.com", change(decision).written().get("userName").asText());
  }

  @Test
  void missingRowIsReported() {
    Decision.Refuse refusal =
        refused(ann().mapping("externalId: [objectId] | match 1\n").matched());

    assertThat(refusal.advice()).contains("a row for userName");
  }

  @Test
  void contradictoryRuleOfTheDocumentationOnlyWarns() {
    assertEquals(List.of(Warning.VALUE_EXPECTED), codes(ann().with(WITHOUT_NAME).matched()));
    assertEquals(List.of(), codes(ann().on(Product.ZPA).with(WITHOUT_NAME).matched()));
  }

  @Test
  void zidentityNeedsAnEmailAddress() {
    Decision.Refuse refusal =
        refused(
            ann().on(Product.ZIDENTITY).row("emails[type eq \"work\"].value: [mail]").matched());

    assertEquals("MandatoryFieldsMissing", refusal.code());
    assertThat(refusal.advice()).contains("[mail]");
    change(
        ann()
            .on(Product.ZIDENTITY)
            .row("emails[type eq \"work\"].value: [mail]")
            .with("{'mail':'ann@example.com'}")
            .matched());
  }

  @Test
  void groupNeedsADisplayName() {
    assertEquals(
        "MandatoryFieldsMissing",
        refused(
                staff()
                    .mapping("externalId: [objectId] | match 1\ndisplayName: [displayName]\n")
                    .with(WITHOUT_NAME)
                    .matched())
            .code());
  }

  @Test
  void requiredValueIsNotRemovedLater() {
    PlannerTrial trial =
        ann()
            .mapping(BY_MAIL.strip() + " | clear\n")
            .with("{'mail':'ann@example.com'}")
            .provisioned()
            .with("{'mail':null}");

    assertEquals("MandatoryFieldsMissing", refused(trial.decide()).code());
  }

  @Test
  void valueThatWasNeverWrittenIsNotMissing() {
    Decision decision =
        ann()
            .holding("{'externalId':'o-1'}")
            .mapping("externalId: [objectId] | match 1\ndisplayName: [displayName]\n")
            .decide();

    assertEquals(Action.UPDATE, change(decision).action());
  }

  @Test
  void refusedValueDoesNotPreventARemoval() {
    PlannerTrial trial = ann().provisioned().with(named(129, "x")).with("{'accountEnabled':false}");

    Change change = change(trial.decide());
    assertEquals(Action.DISABLE, change.action());
    assertEquals(List.of("active"), change.values().stream().map(ValueChange::path).toList());
  }

  // --- lengths ------------------------------------------------------------------------------

  @Test
  void refusalCountsCharactersAndWarningCountsBytes() {
    assertEquals(List.of(), lengthWarnings(named(127, "x")));
    assertEquals(List.of(Warning.VALUE_MAY_BE_CUT), lengthWarnings(named(128, "x")));
    assertEquals(List.of(), lengthWarnings(named(63, "ä")));
    assertEquals(List.of(Warning.VALUE_MAY_BE_CUT), lengthWarnings(named(64, "ä")));
    assertEquals(List.of(Warning.VALUE_MAY_BE_CUT), lengthWarnings(named(128, "ä")));

    Decision.Refuse refusal = refused(ann().with(named(129, "x")).matched());
    assertThat(refusal.reason()).contains("129 characters");
    assertThat(refusal.reason()).contains("at most 128");
    assertThat(refusal.advice()).contains("displayName: [displayName]");
    assertEquals(refusal.code(), refused(staff().with(named(129, "x")).matched()).code());
  }

  private static List<String> lengthWarnings(String name) {
    return codes(ann().with(name).matched());
  }

  @Test
  void userNameLengthIsChecked() {
    String longName = "{'userPrincipalName':'" + "x".repeat(120) + "@example.com'}";

    assertEquals("InvalidValue", refused(ann().with(longName).matched()).code());
    change(ann().on(Product.ZPA).with(longName).matched());
  }

  @Test
  void lengthOfAPartnersPageOnlyWarns() {
    Decision decision =
        ann().row("title: [jobTitle]").with("{'jobTitle':'" + "x".repeat(33) + "'}").matched();

    assertEquals(List.of(Warning.VALUE_MAY_BE_CUT), codes(decision));
    assertThat(change(decision).warnings().get(0).text()).contains("32");
  }

  // --- expected values, replacements and deletions ------------------------------------------

  @Test
  void attributeRequiredByMicrosoftIsExpectedIfMapped() {
    PlannerTrial trial = ann().row(DEPARTMENT + ": [department]");

    assertEquals(List.of(Warning.VALUE_EXPECTED), codes(trial.matched()));
    assertEquals(List.of(), codes(trial.with("{'department':'Sales'}").matched()));
    assertEquals(List.of(), codes(ann().matched()));
  }

  @Test
  void newUserNameReplacesTheAccountOnlyInZpa() {
    String renamed = "{'userPrincipalName':'anna@example.com'}";

    Decision decision = ann().on(Product.ZPA).provisioned().with(renamed).decide();
    assertEquals(List.of(Warning.ACCOUNT_REPLACED), codes(decision));
    assertThat(change(decision).warnings().get(0).text()).doesNotContain("anna");
    assertEquals(List.of(), codes(ann().provisioned().with(renamed).decide()));
    assertEquals(
        List.of(),
        codes(ann().on(Product.ZPA).provisioned().with("{'displayName':'Anna'}").decide()));
  }

  @Test
  void blockingDeletesTheAccountInZpa() {
    Change change =
        change(ann().on(Product.ZPA).provisioned().with("{'accountEnabled':false}").decide());

    assertEquals(Action.DELETE, change.action());
    assertEquals(Warning.ACCOUNT_DELETED, change.warnings().get(0).code());
    assertEquals(List.of(), codes(ann().provisioned().with("{'accountEnabled':false}").decide()));
  }

  @Test
  void warningsAreStoredWithTheChange() {
    Change change = change(ann().with(named(128, "x")).matched());

    assertEquals(change, Change.of(change.stored()));
    assertEquals(1, Change.of(change.stored()).warnings().size());
  }
}
