package org.entrazscaler.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entrazscaler.graph.GraphExamples.example;
import static org.entrazscaler.graph.GraphExamples.json;
import static org.entrazscaler.graph.GraphExamples.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.entrazscaler.entra.EntraUnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphAnswersTest {

  private static final String USER = "#microsoft.graph.user";
  private static final String DELTA_LINK = "'@odata.deltaLink': 'https://g/d'";

  @Test
  void aFirstPageHasUsersAndMayHaveRemovedOnesAmongThem() {
    DeltaPage page =
        GraphAnswers.deltaPage(ObjectType.USER, example("01-users-delta-initial-nextlink"));
    assertEquals(
        List.of(Removal.NONE, Removal.NONE, Removal.DELETED, Removal.NONE),
        page.changes().stream().map(DirectoryChange::removal).toList());
    DirectoryChange first = page.changes().get(0);
    assertEquals("ffff7b1a-13b6-477b-8c0c-380905cd99f7", first.id());
    assertEquals(
        object("{'displayName': 'Cameron White', 'givenName': 'Cameron', 'surname': 'White'}"),
        first.properties());
    assertEquals(object("{'displayName': 'Conf Room Adams'}"), page.changes().get(3).properties());
    assertThat(page.changes().get(2).properties()).isEmpty();
    assertThat(page.nextLink())
        .startsWith("https://graph.microsoft.com/v1.0/users/delta?$skiptoken=");
    assertNull(page.deltaLink());
  }

  @Test
  void theLastPageHasADeltaLink() {
    DeltaPage page =
        GraphAnswers.deltaPage(ObjectType.USER, example("02-users-delta-final-deltalink"));
    assertEquals(2, page.changes().size());
    assertNotNull(page.deltaLink());
    assertNull(page.nextLink());
  }

  @Test
  void aRoundWithoutChangesIsAnEmptyPage() {
    DeltaPage page = GraphAnswers.deltaPage(ObjectType.USER, example("03-users-delta-no-changes"));
    assertEquals(List.of(), page.changes());
    assertNotNull(page.deltaLink());
  }

  @Test
  void anEmptyPageInTheMiddleKeepsItsNextLink() {
    DeltaPage page =
        GraphAnswers.deltaPage(
            ObjectType.USER, json("{'value': [], '@odata.nextLink': 'https://g/n'}"));
    assertEquals(List.of(), page.changes());
    assertEquals("https://g/n", page.nextLink());
  }

  @Test
  void aSoftDeletedUserIsNotAPurgedOne() {
    DeltaPage page =
        GraphAnswers.deltaPage(ObjectType.USER, example("04-users-delta-changed-and-soft-deleted"));
    assertEquals(Removal.NONE, page.changes().get(0).removal());
    assertEquals(Removal.CHANGED, page.changes().get(1).removal());
    assertEquals("8ffff70c-1c63-4860-b963-e34ec660931d", page.changes().get(1).id());
  }

  @Test
  void aGroupHasMembersOrNoSuchPropertyAtAll() {
    DeltaPage page =
        GraphAnswers.deltaPage(ObjectType.GROUP, example("05-groups-delta-initial-with-members"));
    DirectoryChange company = page.changes().get(0);
    assertEquals(
        List.of(
            new MemberChange("693acd06-2877-4339-8ade-b704261fe7a0", USER, false),
            new MemberChange("49320844-be99-4164-8167-87ff5d047ace", USER, false)),
        company.members());
    assertFalse(company.properties().has("members@delta"));
    assertEquals(List.of(), page.changes().get(1).members());
  }

  @Test
  void furtherPagesOfGroupsAreReadAlike() {
    DeltaPage middle =
        GraphAnswers.deltaPage(ObjectType.GROUP, example("06-groups-delta-nextlink-page"));
    assertEquals(
        List.of(1, 2), middle.changes().stream().map(change -> change.members().size()).toList());
    DeltaPage last =
        GraphAnswers.deltaPage(ObjectType.GROUP, example("07-groups-delta-final-deltalink"));
    assertFalse(last.changes().get(0).properties().has("description"));
    assertNotNull(last.deltaLink());
  }

  @Test
  void membersComeAndGoUnderIdsThatNeedNotBeGuids() {
    DirectoryChange group =
        GraphAnswers.deltaPage(
                ObjectType.GROUP, example("08-groups-delta-member-added-and-removed"))
            .changes()
            .get(0);
    assertEquals(
        List.of(
            new MemberChange("632f6bb2-3ec8-4c1f-9073-0027a8c6859", USER, true),
            new MemberChange("37de1ae3-408f-4702-8636-20824abda004", USER, false)),
        group.members());
    assertEquals(Removal.NONE, group.removal());
  }

  @Test
  void aLargeGroupRepeatsOnEachPageWithAnotherPartOfItsMembers() {
    DirectoryChange first =
        GraphAnswers.deltaPage(ObjectType.GROUP, example("09-groups-delta-large-group-page1"))
            .changes()
            .get(0);
    DirectoryChange second =
        GraphAnswers.deltaPage(ObjectType.GROUP, example("10-groups-delta-large-group-page2"))
            .changes()
            .get(0);
    assertEquals(first.id(), second.id());
    assertEquals("23423fa6-821e-44b2-aae4-d039d33884c2", second.members().get(1).id());
  }

  @Test
  void anEntryWithoutIdIsRejectedWithItsPosition() {
    String message = refusal(ObjectType.GROUP, text("11-groups-delta-return-minimal")).getMessage();
    assertThat(message).contains("delta page of groups, entry 0");
    assertThat(message).contains("\"id\"");
    assertThat(message).contains("Everyone");
  }

  @Test
  void anObjectOfAnotherKindIsRefused() {
    String message =
        refusal(ObjectType.USER, text("12-directoryobjects-delta-users-and-groups")).getMessage();
    assertThat(message).contains("entry 1");
    assertThat(message).contains("#microsoft.graph.group");
  }

  @ParameterizedTest
  @CsvSource({
    "13-approleassignedto-page",
    "14-throttled-429",
    "15-provisioning-log-success",
    "16-provisioning-log-failure-409",
    "17-provision-on-demand-decoded",
  })
  void anotherAnswerIsNotADeltaPage(String file) {
    refusal(ObjectType.USER, text(file));
  }

  @Test
  void aNullIsAClearedPropertyAndAbsenceIsNone() {
    DirectoryChange change =
        GraphAnswers.deltaPage(
                ObjectType.USER,
                json("{'value': [{'id': 'a', 'mail': null, 'city': 'Bonn'}]," + DELTA_LINK + "}"))
            .changes()
            .get(0);
    assertEquals(object("{'mail': null, 'city': 'Bonn'}"), change.properties());
  }

  @Test
  void aRepeatedObjectIsReadTwiceInOrder() {
    DeltaPage page =
        GraphAnswers.deltaPage(
            ObjectType.USER,
            json(
                "{'value': [{'id': 'a', 'city': 'Bonn'}, {'id': 'a', '@removed':"
                    + "{'reason': 'changed'}}, {'id': 'a', 'city': 'Ulm'}],"
                    + DELTA_LINK
                    + "}"));
    assertEquals(
        List.of(Removal.NONE, Removal.CHANGED, Removal.NONE),
        page.changes().stream().map(DirectoryChange::removal).toList());
    assertEquals("Ulm", page.changes().get(2).properties().path("city").asText());
  }

  @ParameterizedTest
  @CsvSource({
    "'[{''id'': ''new''}]', new",
    "'[{''id'': ''old'', ''@removed'': {''reason'': ''deleted''}}, {''id'': ''new''}]', new",
    "'[{''id'': ''new''}, {''id'': ''old'', ''@removed'': {''reason'': ''deleted''}}]', new",
  })
  void aManagerIsReplacedByRemovalAndAdditionInEitherOrder(String references, String expected) {
    assertEquals(expected, managerAfter(references).path("manager").asText());
  }

  @Test
  void aManagerThatIsOnlyRemovedIsCleared() {
    assertTrue(
        managerAfter("[{'id': 'old', '@removed': {'reason': 'deleted'}}]")
            .path("manager")
            .isNull());
  }

  private static ObjectNode managerAfter(String references) {
    return GraphAnswers.deltaPage(
            ObjectType.USER,
            json(
                "{'value': [{'id': 'u', 'manager@delta': " + references + "}]," + DELTA_LINK + "}"))
        .changes()
        .get(0)
        .properties();
  }

  @Test
  void aSingleUserIsReadWithTheExpandedManager() {
    DirectoryChange user =
        GraphAnswers.object(
            ObjectType.USER,
            json(
                "{'@odata.context': 'c', 'id': 'u', 'mail': 'a@x.com', 'manager@odata.context':"
                    + " 'd','manager': {'@odata.type': '#microsoft.graph.user', 'id': 'm'}}"));
    assertEquals("u", user.id());
    assertEquals(object("{'mail': 'a@x.com', 'manager': 'm'}"), user.properties());
  }

  @Test
  void aSingleObjectMustBeTheRequestedOne() {
    for (String answer : List.of("{'value': []}", "[]", "'u'", "{'id': 5}", "{'id': ''}")) {
      assertThrows(
          GraphAnswerException.class,
          () -> GraphAnswers.object(ObjectType.USER, json(answer)),
          answer);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "'text'",
        "null",
        "{}",
        "{'value': {}, '@odata.deltaLink': 'https://g/d'}",
        "{'value': null, '@odata.deltaLink': 'https://g/d'}",
        "{'value': []}",
        "{'value': [], '@odata.deltaLink': 'https://g/d', '@odata.nextLink': 'https://g/n'}",
        "{'value': [], '@odata.deltaLink': null}",
        "{'value': [], '@odata.deltaLink': ' '}",
        "{'value': [], '@odata.nextLink': ['https://g/n']}",
        "{'value': ['u'], '@odata.deltaLink': 'https://g/d'}",
        "{'value': [null], '@odata.deltaLink': 'https://g/d'}",
        "{'value': [{'id': null}], '@odata.deltaLink': 'https://g/d'}",
        "{'value': [{'id': 7}], '@odata.deltaLink': 'https://g/d'}",
        "{'value': [{'id': 'a', '@removed': 'deleted'}], '@odata.deltaLink': 'https://g/d'}",
        "{'value': [{'id': 'a', '@removed': {}}], '@odata.deltaLink': 'https://g/d'}",
        "{'value': [{'id': 'a', '@removed': {'reason': 'moved'}}], '@odata.deltaLink':"
            + " 'https://g/d'}",
        "{'value': [{'id': 'a', 'members@delta': null}], '@odata.deltaLink': 'https://g/d'}",
        "{'value': [{'id': 'a', 'members@delta': {}}], '@odata.deltaLink': 'https://g/d'}",
        "{'value': [{'id': 'a', 'members@delta': ['m']}], '@odata.deltaLink': 'https://g/d'}",
        "{'value': [{'id': 'a', 'members@delta': [{}]}], '@odata.deltaLink': 'https://g/d'}",
        "{'value': [{'id': 'a', 'members@delta': [{'id': 'm', '@removed': true}]}],"
            + " '@odata.deltaLink': 'https://g/d'}",
      })
  void aPageOfAnotherFormIsRejectedAsAWhole(String page) {
    assertThrows(
        GraphAnswerException.class, () -> GraphAnswers.deltaPage(ObjectType.GROUP, json(page)));
  }

  @Test
  void assignmentsAreReadAsDocumented() {
    AssignmentPage page = GraphAnswers.assignmentPage(example("13-approleassignedto-page"));
    assertNull(page.nextLink());
    Assignment assignment = page.assignments().get(0);
    assertEquals("cdb555e3-b33e-4fd5-a427-17fadacbdfa7", assignment.principalId());
    assertEquals(PrincipalType.USER, assignment.principalType());
    assertEquals("MOD Administrator", assignment.principalDisplayName());
    assertTrue(assignment.isDefaultAccess());
  }

  @Test
  void assignmentsOfServicePrincipalsAreKeptApart() {
    AssignmentPage page =
        GraphAnswers.assignmentPage(
            json(
                "{'@odata.nextLink': 'https://g/n', 'value': [{'id': '1', 'principalId': 'a',"
                    + " 'principalType': 'Group', 'appRoleId': 'ABC'},{'id': '2', 'principalId':"
                    + " 'b', 'principalType': 'ServicePrincipal','appRoleId': 'abc',"
                    + " 'principalDisplayName': null}]}"));
    assertEquals(
        List.of(PrincipalType.GROUP, PrincipalType.OTHER),
        page.assignments().stream().map(Assignment::principalType).toList());
    assertEquals("abc", page.assignments().get(0).appRoleId());
    assertFalse(page.assignments().get(0).isDefaultAccess());
    assertEquals("", page.assignments().get(1).principalDisplayName());
    assertEquals("https://g/n", page.nextLink());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{'error': {'code': 'x'}}",
        "{'value': [{'principalId': 'a', 'principalType': 'User', 'appRoleId': 'r'}]}",
        "{'value': [{'id': '1', 'principalType': 'User', 'appRoleId': 'r'}]}",
        "{'value': [{'id': '1', 'principalId': 'a', 'appRoleId': 'r'}]}",
        "{'value': [{'id': '1', 'principalId': 'a', 'principalType': 'User'}]}",
        "{'value': [], '@odata.nextLink': 7}",
      })
  void assignmentsOfAnotherFormAreRejectedAsAWhole(String page) {
    assertThrows(GraphAnswerException.class, () -> GraphAnswers.assignmentPage(json(page)));
  }

  @Test
  void membersOfAGroupAreReadPageByPage() {
    MemberPage page =
        GraphAnswers.memberPage(
            json(
                "{'value': [{'@odata.type': '#microsoft.graph.user', 'id': 'a'}, {'id': 'b'}],"
                    + "'@odata.nextLink': 'https://g/n'}"));
    assertEquals(List.of(new Member("a", USER), new Member("b", "")), page.members());
    assertEquals("https://g/n", page.nextLink());
    assertThrows(
        GraphAnswerException.class, () -> GraphAnswers.memberPage(json("{'value': [{}]}")));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " \n", "{\"value\": [{\"id\": \"a\"", "{} {}", "hello", "{'a': 1}"})
  void aBodyThatIsNotJsonIsRejected(String body) {
    assertThrows(EntraUnavailableException.class, () -> GraphExamples.answer(body));
  }

  @Test
  void aWebPageIsNamedAsOneAndItsTextIsShown() {
    String message =
        assertThrows(
                EntraUnavailableException.class,
                () ->
                    GraphExamples.answer(
                        "<html><head><style>p {color: red}</style><title>Blocked</title></head>"
                            + "<body>\n<p>by the proxy</p>"
                            + "x".repeat(5000)))
            .getMessage();
    assertThat(message).contains("a web page");
    assertThat(message).contains("Blocked by the proxy");
    assertThat(message).doesNotContain("red");
    assertThat(message.length()).as(message).isLessThan(500);
  }

  private static String text(String file) {
    return GraphExamples.text(file);
  }

  private static GraphAnswerException refusal(ObjectType type, String page) {
    return assertThrows(
        GraphAnswerException.class, () -> GraphAnswers.deltaPage(type, GraphExamples.answer(page)));
  }
}
