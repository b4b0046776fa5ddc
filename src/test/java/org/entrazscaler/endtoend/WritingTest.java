package org.entrazscaler.endtoend;

import static org.entrazscaler.endtoend.Company.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.entrazscaler.simulation.zscaler.ZscalerUser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WritingTest {

  private static final String LAST_ROW =
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department: [department]";

  @RegisterExtension private final Installation installation = new Installation();

  private final Company company = new Company(installation);

  private void cycle() {
    Installation.Result result = installation.cycle();
    assertEquals(0, result.exitStatus(), result.out() + result.err());
  }

  private void addRows(String... rows) {
    installation.edit(
        "user-mapping.camel.yaml",
        LAST_ROW,
        LAST_ROW + "\n                  " + String.join("\n                  ", rows));
  }

  @Test
  void aUserIsCreatedWithAllMappedAttributesAndNoOthers() {
    String ada = company.hire("ada", "Research");

    cycle();

    List<JsonNode> created = company.bodies("POST /Users");
    assertEquals(1, created.size());
    assertEquals(
        json(
            "{'schemas':['urn:ietf:params:scim:schemas:core:2.0:User',"
                + "'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'],"
                + "'userName':'ada@example.com','externalId':'"
                + ada
                + "','active':true,'name':{'familyName':'Example','givenName':'ada'},"
                + "'displayName':'ada Example',"
                + "'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User':"
                + "{'department':'Research'}}"),
        created.get(0));
    assertNull(installation.zscaler.writes().get(0).query());
    assertEquals(
        "application/scim+json",
        installation.zscaler.writes().get(0).headers().get("content-type").replaceFirst(";.*", ""));
  }

  @Test
  void onlyChangedValuesAreSent() {
    String ada = company.hire("ada", "Research");
    company.hire("bob", "Research");
    cycle();
    installation.zscaler.forgetRequests();

    installation.entra().updateUser(ada, "department", "Sales");
    installation.entra().updateUser(ada, "surname", "Lovelace");
    cycle();

    assertEquals(
        List.of(
            json("{'op':'replace','path':'name.familyName','value':'Lovelace'}"),
            json("{'op':'replace','path':'" + Company.DEPARTMENT + "','value':'Sales'}")),
        company.operations("Users"));
    assertEquals(1, company.requests().size());

    installation.zscaler.forgetRequests();
    cycle();
    assertEquals(List.of(), company.requests());
  }

  @Test
  void anUnmappedAttributeChangesNothing() {
    String ada = company.hire("ada", "Research");
    cycle();
    installation.zscaler.forgetRequests();

    installation.entra().updateUser(ada, "jobTitle", "Engineer");
    cycle();

    assertEquals(List.of(), company.requests());
  }

  @Test
  void aBlockedUserIsDisabledAndEnabledWithTheSameAccount() {
    String ada = company.hire("ada", "Research");
    cycle();
    String id = company.account("ada").id();
    installation.zscaler.forgetRequests();

    installation.entra().blockSignIn(ada);
    cycle();
    assertFalse(company.account("ada").active());
    assertEquals(
        List.of(json("{'op':'replace','path':'active','value':false}")),
        company.operations("Users"));
    assertEquals(1, installation.status().at("/lastCycle/counts/disable").asInt());

    installation.zscaler.forgetRequests();
    installation.entra().allowSignIn(ada);
    cycle();
    assertTrue(company.account("ada").active());
    assertEquals(id, company.account("ada").id());
    assertEquals(
        List.of(json("{'op':'replace','path':'active','value':true}")),
        company.operations("Users"));
  }

  @Test
  void aReturningUserGetsTheSameAccountWithCurrentValues() {
    String ada = company.hire("ada", "Research");
    company.hire("stays", "Research");
    cycle();
    String id = company.account("ada").id();

    installation.entra().unassign(ada);
    cycle();
    assertFalse(company.account("ada").active());
    installation.entra().updateUser(ada, "department", "Sales");
    cycle();
    assertEquals("Research", company.account("ada").department());

    installation.entra().assign(ada);
    cycle();
    assertTrue(company.account("ada").active());
    assertEquals("Sales", company.account("ada").department());
    assertEquals(id, company.account("ada").id());
  }

  @Test
  void softDeletedUsersAreDisabledAndPurgedOnesDeleted() {
    String ada = company.hire("ada", "Research");
    company.hire("bob", "Research");
    cycle();

    installation.entra().deleteUser(ada);
    cycle();
    assertFalse(company.account("ada").active());

    installation.entra().purgeUser(ada);
    installation.zscaler.forgetRequests();
    cycle();
    assertNull(installation.zscaler.user("ada@example.com"));
    assertEquals(
        List.of("DELETE /Users/{id}"),
        company.requests().stream().map(RecordedRequest::kind).toList());
  }

  @Test
  void aBlockedUserIsCreatedWhenSignInIsAllowed() {
    String ada = company.hire("ada", "Research");
    installation.entra().blockSignIn(ada);
    cycle();
    assertNull(installation.zscaler.user("ada@example.com"));

    installation.entra().allowSignIn(ada);
    cycle();
    assertTrue(company.account("ada").active());
  }

  @Test
  void aRenamedUserKeepsTheAccount() {
    String ada = company.hire("ada", "Research");
    cycle();
    String id = company.account("ada").id();
    installation.zscaler.forgetRequests();

    installation.entra().updateUser(ada, "userPrincipalName", "ada.lovelace@example.com");
    cycle();

    assertEquals(
        List.of(json("{'op':'replace','path':'userName','value':'ada.lovelace@example.com'}")),
        company.operations("Users"));
    assertEquals(id, company.account("ada.lovelace").id());
    assertNull(installation.zscaler.user("ada@example.com"));
  }

  @Test
  void aClearedAttributeIsNotChangedByDefault() {
    String ada = company.hire("ada", "Research");
    cycle();
    installation.zscaler.forgetRequests();

    installation.entra().updateUser(ada, "department", null);
    cycle();

    assertEquals(List.of(), company.requests());
    assertEquals("Research", company.account("ada").department());
  }

  @Test
  void aClearedAttributeIsRemovedIfItsRowSaysClear() {
    installation.edit("user-mapping.camel.yaml", LAST_ROW, LAST_ROW + " | clear");
    String ada = company.hire("ada", "Research");
    cycle();
    installation.zscaler.forgetRequests();

    installation.entra().updateUser(ada, "department", null);
    cycle();
    assertEquals(
        List.of(json("{'op':'remove','path':'" + Company.DEPARTMENT + "'}")),
        company.operations("Users"));
    assertNull(company.account("ada").department());

    installation.zscaler.forgetRequests();
    installation.entra().updateUser(ada, "department", "Sales");
    cycle();
    assertEquals("Sales", company.account("ada").department());
    assertEquals(
        List.of(json("{'op':'add','path':'" + Company.DEPARTMENT + "','value':'Sales'}")),
        company.operations("Users"));
  }

  @Test
  void aRowForCreationIsWrittenOnlyOnCreation() {
    addRows("title: [jobTitle] | default \"Employee\" | apply create");
    String ada = company.hire("ada", "Research");
    cycle();
    assertEquals("Employee", company.account("ada").attributes().path("title").asText());
    installation.zscaler.forgetRequests();

    installation.entra().updateUser(ada, "jobTitle", "Engineer");
    cycle();

    assertEquals(List.of(), company.requests());
    assertEquals("Employee", company.account("ada").attributes().path("title").asText());
  }

  @Test
  void aNewlyMappedAttributeIsWrittenForAllUsers() {
    String ada = company.hire("ada", "Research");
    company.hire("bob", "Research");
    installation.entra().updateUser(ada, "jobTitle", "Engineer");
    cycle();
    installation.zscaler.forgetRequests();

    addRows("title: [jobTitle] | default \"Employee\"");
    cycle();

    assertEquals("Engineer", company.account("ada").attributes().path("title").asText());
    // A default applies only to creation.
    assertFalse(company.account("bob").attributes().has("title"));
    assertEquals(
        List.of(json("{'op':'add','path':'title','value':'Engineer'}")),
        company.operations("Users"));
    assertEquals(1, company.requests().size());
  }

  @Test
  void listElementsAreCreatedAsAWholeAndUpdatedInPart() {
    addRows(
        "emails[type eq \"work\"].value: [mail]",
        "phoneNumbers[type eq \"mobile\"].value: [mobile]");
    String ada = company.hire("ada", "Research");
    installation.entra().updateUser(ada, "mail", "ada@example.com");
    cycle();
    JsonNode mail = company.account("ada").attributes().at("/emails/0");
    assertEquals("ada@example.com", mail.path("value").asText());
    assertEquals("work", mail.path("type").asText());

    installation.entra().updateUser(ada, "mail", "lovelace@example.com");
    installation.entra().updateUser(ada, "mobilePhone", "+49 151 1");
    cycle();

    JsonNode attributes = company.account("ada").attributes();
    assertEquals(1, attributes.path("emails").size());
    assertEquals("lovelace@example.com", attributes.at("/emails/0/value").asText());
    assertEquals("+49 151 1", attributes.at("/phoneNumbers/0/value").asText());
    assertEquals("mobile", attributes.at("/phoneNumbers/0/type").asText());
  }

  @Test
  void aManagerIsWrittenInTheSameCycleInEitherOrder() {
    addRows("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value: [manager]");
    String first = "00000000-0000-4000-8000-000000000001";
    String last = "ffffffff-0000-4000-8000-000000000001";
    for (Map.Entry<String, String> person : Map.of("ada", first, "zoe", last).entrySet()) {
      installation
          .entra()
          .addUser(
              person.getKey(),
              Company.userName(person.getKey()),
              Map.of("id", person.getValue(), "department", "Research"));
      installation.entra().assign(person.getValue());
    }
    installation.entra().setManager(first, last);

    cycle();
    assertEquals(company.account("zoe").id(), manager("ada"));
    assertEquals("", manager("zoe"));

    installation.entra().setManager(first, null);
    installation.entra().setManager(last, first);
    cycle();
    assertEquals(company.account("ada").id(), manager("zoe"));
  }

  @Test
  void aManagerIsWrittenOnceItsAccountExists() {
    addRows("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value: [manager]");
    String boss = installation.entra().addUser("Boss", "boss@example.com");
    String ada = company.hire("ada", "Research");
    installation.entra().setManager(ada, boss);
    cycle();
    assertEquals("", manager("ada"));

    installation.entra().assign(boss);
    cycle();
    assertEquals(company.account("boss").id(), manager("ada"));
  }

  private String manager(String name) {
    return company
        .account(name)
        .attributes()
        .path("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User")
        .path("manager")
        .path("value")
        .asText();
  }

  @Test
  void aLeaverIsDeletedIfTheSettingSaysSo() {
    installation.set("provisioning.deprovision", "delete");
    String ada = company.hire("ada", "Research");
    company.hire("stays", "Research");
    cycle();
    String id = company.account("ada").id();

    installation.entra().unassign(ada);
    cycle();
    assertNull(installation.zscaler.user("ada@example.com"));

    installation.entra().assign(ada);
    cycle();
    assertNotEquals(id, company.account("ada").id());
  }

  @Test
  void actionsThatAreOffAreNotCarriedOut() {
    String ada = company.hire("ada", "Research");
    cycle();
    installation.set("provisioning.user-actions", "create,update");
    installation.entra().purgeUser(ada);
    company.hire("bob", "Research");
    cycle();

    ZscalerUser unchanged = company.account("ada");
    assertEquals("Research", unchanged.department());
    assertTrue(company.account("bob").active());
    assertEquals(0, company.bodies("DELETE /Users/{id}").size());
  }
}
