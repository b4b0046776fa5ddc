package org.entrazscaler.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entrazscaler.graph.GraphExamples.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.entrazscaler.graph.GraphAnswerException;
import org.entrazscaler.graph.ObjectType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceObjectTest {

  @Test
  void valuesAreReadByEntrasNames() {
    SourceObject user =
        user(
            """
            {'mobilePhone': '+1 2', 'businessPhones': ['+3', '+4'], 'officeLocation': 'B7',
             'faxNumber': '+5', 'onPremisesExtensionAttributes': {'extensionAttribute3': 'blue'},
             'proxyAddresses': ['SMTP:a@x.com', 'smtp:b@x.com'], 'manager': 'm-1',
             'extension_0123456789abcdef0123456789abcdef_badge': 17, 'accountEnabled': true}
            """);
    assertEquals("+1 2", user.value("mobile"));
    assertEquals("+1 2", user.value("mobilePhone"));
    assertEquals("+3", user.value("telephoneNumber"));
    assertEquals(List.of("+3", "+4"), user.value("businessPhones"));
    assertEquals("B7", user.value("physicalDeliveryOfficeName"));
    assertEquals("+5", user.value("facsimileTelephoneNumber"));
    assertEquals("blue", user.value("extensionAttribute3"));
    assertNull(user.value("extensionAttribute4"));
    assertEquals(List.of("SMTP:a@x.com", "smtp:b@x.com"), user.value("proxyAddresses"));
    assertEquals("m-1", user.value("manager"));
    assertEquals(17L, user.value("extension_0123456789abcdef0123456789abcdef_badge"));
    assertEquals(true, user.value("accountEnabled"));
    assertEquals("u-1", user.value("objectId"));
    assertEquals("u-1", user.value("id"));
  }

  @Test
  void whatIsAbsentNullOrAnEmptyListIsNull() {
    SourceObject user =
        user("{'mail': null, 'businessPhones': [], 'otherMails': [null], 'manager': null}");
    for (String name :
        List.of(
            "mail",
            "telephoneNumber",
            "businessPhones",
            "otherMails",
            "manager",
            "jobTitle",
            "extensionAttribute1",
            "userPrincipalName",
            "originalUserPrincipalName")) {
      assertNull(user.value(name), name);
    }
  }

  @Test
  void membersOfAGroupAreIds() {
    SourceObject group =
        new SourceObject(
            ObjectType.GROUP, "g", object("{'members': ['a', 'b']}"), ScopeEvaluation.IN_SCOPE);
    assertEquals(List.of("a", "b"), group.value("members"));
  }

  @ParameterizedTest
  @CsvSource({
    "alice_contoso.com#EXT#@fabrikam.onmicrosoft.com, alice@contoso.com",
    "bob_smith_contoso.com#EXT#@fabrikam.onmicrosoft.com, bob_smith@contoso.com",
    "carol@contoso.com, carol@contoso.com",
    "dave_under@contoso.com, dave_under@contoso.com",
    "eve#EXT#@fabrikam.onmicrosoft.com, eve#EXT#@fabrikam.onmicrosoft.com",
    "_contoso.com#EXT#@fabrikam.onmicrosoft.com, _contoso.com#EXT#@fabrikam.onmicrosoft.com",
    "frank_#EXT#@fabrikam_x.com, frank_#EXT#@fabrikam_x.com",
    "gina_contoso.com#ext#@fabrikam_x.com, gina@contoso.com",
  })
  void guestsGoByTheirOwnName(String stored, String used) {
    SourceObject user = user("{'userPrincipalName': '" + stored + "'}");
    assertEquals(used, user.value("userPrincipalName"));
    assertEquals(stored, user.value("originalUserPrincipalName"));
  }

  @ParameterizedTest
  @CsvSource({
    // assigned, passes the filter, deleted, accountEnabled, IsSoftDeleted
    "true, true, false, true, False",
    "false, true, false, true, True",
    "true, false, false, true, True",
    "true, true, true, true, True",
    "true, true, false, false, True",
    "true, true, false, null, False",
  })
  void softDeletedIsTrueInExactlyFourCases(
      boolean assigned, boolean passesFilter, boolean deleted, String enabled, String expected) {
    SourceObject user =
        user("{'accountEnabled': " + enabled + "}")
            .withScopeEvaluation(new ScopeEvaluation(assigned, passesFilter, deleted));
    assertEquals(expected, user.value("IsSoftDeleted"));
  }

  @Test
  void aGroupHasNoAccountToBeBlocked() {
    SourceObject group =
        new SourceObject(
            ObjectType.GROUP, "g", object("{'displayName': 'G'}"), ScopeEvaluation.IN_SCOPE);
    assertEquals("False", group.value("IsSoftDeleted"));
    assertEquals(
        "True",
        group.withScopeEvaluation(new ScopeEvaluation(true, true, true)).value("IsSoftDeleted"));
  }

  @ParameterizedTest
  @CsvSource({
    "mail, '{''mail'': {''address'': ''a''}}'",
    "otherMails, '{''otherMails'': [{''address'': ''a''}]}'",
    "extensionAttribute1, '{''onPremisesExtensionAttributes'': ''blue''}'",
    "IsSoftDeleted, '{''accountEnabled'': ''no''}'",
  })
  void aValueOfAnotherFormIsRejectedWithItsName(String name, String properties) {
    SourceObject user = user(properties);
    String message = assertThrows(GraphAnswerException.class, () -> user.value(name)).getMessage();
    assertThat(message).startsWith("user u-1: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sAMAccountName", "", "IsSoftdeleted", "members"})
  void anUnknownNameIsNotSilentlyEmpty(String name) {
    SourceObject user = user("{}");
    assertThrows(UnknownSourceAttributeException.class, () -> user.value(name));
  }

  @Test
  void fractionsAndHugeNumbersStayExact() {
    SourceObject user =
        user(
            "{'extension_0123456789abcdef0123456789abcdef_a': 1.5,"
                + "'extension_0123456789abcdef0123456789abcdef_b': 12345678901234567890}");
    assertEquals("1.5", user.value("extension_0123456789abcdef0123456789abcdef_a"));
    assertEquals(
        "12345678901234567890", user.value("extension_0123456789abcdef0123456789abcdef_b"));
  }

  @Test
  void aMinimalChangeSetChangesOnlyReturnedProperties() {
    ObjectNode stored = object("{'mail': 'a@x.com', 'city': 'Bonn', 'businessPhones': ['1']}");
    ObjectNode merged = SourceObject.merge(stored, object("{'city': 'Ulm', 'jobTitle': 'Chef'}"));
    assertEquals(
        object("{'mail': 'a@x.com', 'city': 'Ulm', 'businessPhones': ['1'], 'jobTitle': 'Chef'}"),
        merged);
    assertEquals("Bonn", stored.path("city").asText());
  }

  @Test
  void aNullClearsAndLeavesNoTrace() {
    assertEquals(
        object("{'mail': 'a@x.com'}"),
        SourceObject.merge(
            object("{'mail': 'a@x.com', 'city': 'Bonn', 'businessPhones': ['1']}"),
            object("{'city': null, 'businessPhones': [], 'jobTitle': null}")));
  }

  @Test
  void aComplexPropertyIsReplacedAsAWhole() {
    assertEquals(
        object("{'onPremisesExtensionAttributes': {'extensionAttribute2': 'b'}}"),
        SourceObject.merge(
            object("{'onPremisesExtensionAttributes': {'extensionAttribute1': 'a'}}"),
            object(
                "{'onPremisesExtensionAttributes':"
                    + "{'extensionAttribute1': null, 'extensionAttribute2': 'b'}}")));
    assertEquals(
        object("{}"),
        SourceObject.merge(
            object("{'onPremisesExtensionAttributes': {'extensionAttribute1': 'a'}}"),
            object("{'onPremisesExtensionAttributes': {'extensionAttribute1': null}}")));
  }

  @Test
  void applyingTheSameChangeAgainChangesNothing() {
    ObjectNode changed = object("{'city': null, 'mail': 'b@x.com', 'otherMails': ['c@x.com']}");
    ObjectNode once = SourceObject.merge(object("{'city': 'Bonn'}"), changed);
    assertEquals(once, SourceObject.merge(once, changed));
  }

  private static SourceObject user(String properties) {
    return new SourceObject(ObjectType.USER, "u-1", object(properties), ScopeEvaluation.IN_SCOPE);
  }
}
