package org.entrazscaler.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.entrazscaler.graph.ObjectType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceAttributesTest {

  private static final String DIRECTORY_EXTENSION =
      "extension_0123456789abcdef0123456789ABCDEF_costCenter";

  @ParameterizedTest
  @CsvSource({
    "mobile, mobilePhone",
    "telephoneNumber, businessPhones",
    "physicalDeliveryOfficeName, officeLocation",
    "facsimileTelephoneNumber, faxNumber",
    "extensionAttribute15, onPremisesExtensionAttributes",
    "originalUserPrincipalName, userPrincipalName",
    "manager, manager",
    "surname, surname",
    "officeLocation, officeLocation",
  })
  void entrasNamesOfUsersBecomeGraphsProperties(String name, String property) {
    assertEquals(
        List.of("id", "accountEnabled", property),
        SourceAttributes.select(ObjectType.USER, Set.of(name)));
  }

  /** Every source name of the default mapping of the non-gallery application. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "userPrincipalName",
        "IsSoftDeleted",
        "displayName",
        "jobTitle",
        "mail",
        "givenName",
        "surname",
        "mailNickname",
        "department",
        "employeeId",
        "manager",
        "telephoneNumber",
        "mobile",
        "facsimileTelephoneNumber",
        "streetAddress",
        "postalCode",
        "physicalDeliveryOfficeName",
        "proxyAddresses",
      })
  void entrasDefaultMappingIsKnown(String name) {
    assertTrue(SourceAttributes.isKnown(ObjectType.USER, name));
  }

  @Test
  void nothingIsAskedTwiceAndTheOrderDoesNotDependOnThatOfTheNames() {
    List<String> expected = List.of("id", "accountEnabled", "businessPhones", "city", "mail");
    assertEquals(
        expected,
        SourceAttributes.select(
            ObjectType.USER,
            List.of("mail", "city", "telephoneNumber", "businessPhones", "objectId")));
    assertEquals(
        expected,
        SourceAttributes.select(
            ObjectType.USER,
            List.of("city", "businessPhones", "mail", "telephoneNumber", "id", "mail")));
  }

  @Test
  void allFifteenExtensionAttributesAreOneProperty() {
    assertEquals(
        List.of("id", "accountEnabled", "onPremisesExtensionAttributes"),
        SourceAttributes.select(
            ObjectType.USER, List.of("extensionAttribute1", "extensionAttribute9")));
    assertFalse(SourceAttributes.isKnown(ObjectType.USER, "extensionAttribute16"));
    assertFalse(SourceAttributes.isKnown(ObjectType.USER, "extensionAttribute0"));
  }

  @Test
  void directoryExtensionsAreKnownByTheirForm() {
    for (ObjectType type : ObjectType.values()) {
      assertThat(SourceAttributes.select(type, Set.of(DIRECTORY_EXTENSION)))
          .contains(DIRECTORY_EXTENSION);
    }
    assertFalse(SourceAttributes.isKnown(ObjectType.USER, "extension_costCenter"));
    assertFalse(SourceAttributes.isKnown(ObjectType.USER, DIRECTORY_EXTENSION + ",mail"));
  }

  @ParameterizedTest
  @EnumSource
  void computedAttributesAreNotRequestedFromGraph(ObjectType type) {
    assertTrue(SourceAttributes.isKnown(type, "IsSoftDeleted"));
    assertEquals(
        SourceAttributes.select(type, Set.of()),
        SourceAttributes.select(type, Set.of("IsSoftDeleted")));
  }

  @Test
  void groupsAlwaysBringTheirMembersAndWhetherTheyAreSecurityGroups() {
    assertEquals(
        List.of("id", "securityEnabled", "members", "description"),
        SourceAttributes.select(ObjectType.GROUP, List.of("members", "description", "objectId")));
  }

  @Test
  void namesOfUsersAreNotNamesOfGroups() {
    assertFalse(SourceAttributes.isKnown(ObjectType.GROUP, "jobTitle"));
    assertFalse(SourceAttributes.isKnown(ObjectType.USER, "members"));
  }

  @ParameterizedTest
  @CsvSource({
    "issoftdeleted, IsSoftDeleted",
    "ObjectId, objectId",
    "jobtitel, jobTitle",
    "telefoneNumber, telephoneNumber",
    "surename, surname",
  })
  void anUnknownNameIsRefusedWithTheNearestKnownOne(String name, String near) {
    UnknownSourceAttributeException refusal =
        assertThrows(
            UnknownSourceAttributeException.class,
            () -> SourceAttributes.select(ObjectType.USER, List.of("mail", name)));
    assertThat(refusal.getMessage()).as(refusal::getMessage).contains('"' + name + '"');
    assertThat(refusal.getMessage())
        .as(refusal::getMessage)
        .contains("did you mean \"" + near + "\"?");
  }

  @Test
  void nothingIsSuggestedForANameThatIsLikeNone() {
    assertEquals(Optional.empty(), SourceAttributes.nearest(ObjectType.USER, "sAMAccountName"));
    assertEquals(Optional.empty(), SourceAttributes.nearest(ObjectType.USER, "qqqqqq"));
  }

  @ParameterizedTest
  @EnumSource
  void everyNameIsListedInOrderAndKnown(ObjectType type) {
    Set<String> names = SourceAttributes.names(type);
    assertEquals(List.copyOf(new TreeSet<>(names)), List.copyOf(names));
    assertThat(names).allMatch(name -> SourceAttributes.isKnown(type, name));
  }
}
