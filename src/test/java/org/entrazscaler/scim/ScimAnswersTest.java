package org.entrazscaler.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.scim.schema.ResourceType;
import org.entrazscaler.scim.schema.ScimAnswerException;
import org.entrazscaler.scim.schema.ScimEntryException;
import org.entrazscaler.scim.schema.ScimPath;
import org.entrazscaler.target.SchemaPages;
import org.entrazscaler.target.TargetSchemas;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScimAnswersTest {

  private static final String LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
  private static final String DEPARTMENT =
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department";

  /** The list of ZIA's SCIM API Examples: items without schemas, the department twice. */
  private static final String ZIA_LIST =
      """
      {"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
       "totalResults":1,"startIndex":1,"itemsPerPage":1,
       "Resources":[{
         "id":"7a736361","userName":"admin@example.com","displayName":"DEFAULT ADMIN",
         "name":{"familyName":"","givenName":""},"emails":[],"active":true,
         "groups":[{"display":"Service Admin","value":"g1","$ref":"https://scim/Groups/g1"}],
         "department":"Service Admin",
         "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Service Admin"},
         "meta":{"location":"https://scim/Users/7a736361","resourceType":"User"}}]}\
      """;

  /** The list of ZPA's SCIM API Examples: active as text. */
  private static final String ZPA_LIST =
      """
      {"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
       "startIndex":1,"totalResults":16,"itemsPerPage":10,
       "Resources":[{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User",
                                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
         "id":"a7b6","externalId":"x1","userName":"ada@example.com","displayName":"Ada Example",
         "name":{"formatted":"Ada Example","givenName":"Ada","familyName":"Example"},
         "emails":[{"value":"ada@example.com"}],"userType":"ZPA User","active":"true",
         "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":
           {"costCenter":"C1","department":"Research","division":"D1","organization":"O1"},
         "groups":[{"display":"scim_group","value":"c818","$ref":"https://scim/Groups/c818"}]}]}\
      """;

  private final ScimAnswers zia = new ScimAnswers(Product.ZIA);
  private final ScimAnswers zpa = new ScimAnswers(Product.ZPA);

  @Test
  void documentedListOfZiaIsRead() {
    ListPage page = zia.page(Json.answer(ZIA_LIST));
    assertEquals(1, page.totalResults());
    TargetUser user = zia.user(page.resources().get(0));
    assertEquals("7a736361", user.id());
    assertEquals("admin@example.com", user.userName());
    assertEquals(true, user.active());
    assertNull(user.externalId());
    assertEquals(List.of(new TargetReference("g1", "Service Admin")), user.groups());
    assertEquals("Service Admin", ScimPath.parse(DEPARTMENT).read(user.attributes()).textValue());
  }

  @Test
  void documentedListOfZpaIsRead() {
    TargetUser user = zpa.user(zpa.page(Json.answer(ZPA_LIST)).resources().get(0));
    assertEquals(true, user.active());
    assertEquals("x1", user.externalId());
    assertEquals("C1", read(user, DEPARTMENT.replace("department", "costCenter")));
  }

  @Test
  void emptyListNeedsNoItemsPerPageSchemasOrResources() {
    assertEquals(
        new ListPage(List.of(), 0, 1),
        zia.page(Json.answer("{\"totalResults\":0,\"startIndex\":1}")));
    assertEquals(
        new ListPage(List.of(), 0, 1),
        zia.page(
            Json.answer(
                "{\"schemas\":[\"" + LIST + "\"],\"totalResults\":\"0\",\"Resources\":[]}")));
    assertEquals(
        new ListPage(List.of(), 5, 6),
        zia.page(Json.answer("{\"totalResults\":5,\"startIndex\":6}")));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        " ",
        "<html><body>Sign in</body></html>",
        "[]",
        "null",
        "\"text\"",
        "{}",
        "{\"totalResults\":1,\"Resources\":[{\"id\":\"1\"",
        "{\"totalResults\":0,\"Resources\":[]} trailing",
        "{\"totalResults\":1}",
        "{\"totalResults\":-1,\"Resources\":[]}",
        "{\"totalResults\":true,\"Resources\":[]}",
        "{\"totalResults\":\"many\",\"Resources\":[]}",
        "{\"totalResults\":1,\"Resources\":{\"id\":\"1\"}}",
        "{\"totalResults\":1,\"Resources\":[\"1\"]}",
        "{\"totalResults\":1,\"Resources\":[{\"userName\":\"a\"}]}",
        "{\"totalResults\":1,\"Resources\":[{\"id\":\" \"}]}",
        "{\"totalResults\":1,\"Resources\":[{\"id\":null}]}",
        "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:Error\"],\"totalResults\":0}"
      })
  void otherAnswersAreNotAList(String body) {
    assertThrows(ScimAnswerException.class, () -> zia.page(Json.answer(body)));
  }

  @Test
  void unreadableEntryDoesNotAffectTheOthers() {
    ListPage page =
        zia.list(
            Json.answer(
                "{\"totalResults\":5,\"Resources\":[null,{\"id\":\"1\",\"userName\":\"a\"},"
                    + "{\"userName\":\"b\"},{\"id\":2},{\"id\":\" \"}]}"));
    assertEquals(2, page.resources().size());
    assertEquals(3, page.unreadable().size());
    assertThat(page.unreadable().get(1)).contains("\"b\"");
    PagedRead read = new PagedRead();
    read.add(page);
    assertTrue(read.isEnded());
    assertFalse(read.isPartial(), "unreadable entries count as received");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"1\"}",
        "{\"id\":\"1\",\"userName\":\"\",\"active\":\"\"}",
        "{\"id\":\"1\",\"userName\":7,\"groups\":[null,{\"display\":\"g\"}]}",
        "{\"id\":1,\"userName\":\"a\",\"active\":\"\",\"groups\":\"g\"}",
        "{\"id\":\"1\",\"userName\":\"a\",\"groups\":{\"value\":\"g\"}}",
      })
  void userWithAnOddityIsReadFromAList(String user) {
    TargetUser read = zia.user(Json.object(user));
    assertEquals("1", read.id());
    assertNull(read.active());
    assertEquals(List.of(), read.groups());
    assertNotNull(ScimAnswers.oddity(ResourceType.USER, Json.object(user)));
    assertThrows(ScimEntryException.class, () -> zia.answeredUser(Json.answer(user)));
  }

  @Test
  void missingOptionalValuesAreNoOddity() {
    for (String user :
        List.of(
            "{\"id\":1,\"userName\":\"a\",\"active\":null,\"groups\":null}",
            "{\"id\":\"1\",\"userName\":\"a\",\"groups\":[{\"value\":7}],\"emails\":\"x\"}")) {
      assertNull(ScimAnswers.oddity(ResourceType.USER, Json.object(user)), user);
    }
  }

  @Test
  void membersAreUnknownIfOneHasNoId() {
    ObjectNode group =
        Json.object(
            "{\"id\":\"g1\",\"displayName\":\"Sales\",\"members\":[{\"value\":\"u1\"},{\"display\":\"x\"}]}");
    assertNull(zia.groupWithMembers(group).members());
    assertThrows(ScimEntryException.class, () -> zia.answeredGroup(group));
  }

  @Test
  void answerOfAnIntermediaryIsShortened() {
    ScimAnswerException thrown =
        assertThrows(
            ScimAnswerException.class,
            () ->
                zia.page(
                    Json.answer(
                        "<html><script>var a</script><p>Access&nbsp;denied</p>"
                            + "x".repeat(5000)
                            + "</html>")));
    assertThat(thrown.getMessage()).contains("Access denied");
    assertThat(thrown.getMessage()).doesNotContain("var a");
    assertThat(thrown.getMessage().length()).isLessThan(500);
    assertEquals("SystemForCrossDomainIdentityManagementServiceIncompatible", thrown.code());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"1\"}",
        "{\"id\":\"1\",\"userName\":\"\"}",
        "{\"id\":\"1\",\"userName\":7}",
        "{\"id\":\"1\",\"userName\":\"a\",\"active\":\"perhaps\"}",
        "{\"id\":\"1\",\"userName\":\"a\",\"active\":{}}",
        "{\"id\":\"1\",\"userName\":\"a\",\"groups\":[{\"display\":\"g\"}]}"
      })
  void invalidUserIsRefused(String body) {
    assertThrows(ScimAnswerException.class, () -> zia.answeredUser(Json.answer(body)));
  }

  @Test
  void activeIsReadInAnyForm() {
    assertEquals(
        false,
        zia.answeredUser(Json.answer("{\"id\":\"1\",\"userName\":\"a\",\"active\":\"FALSE\"}"))
            .active());
    assertEquals(
        false,
        zia.answeredUser(Json.answer("{\"id\":\"1\",\"userName\":\"a\",\"active\":false}"))
            .active());
    assertNull(zia.answeredUser(Json.answer("{\"id\":\"1\",\"userName\":\"a\"}")).active());
    assertNull(
        zia.answeredUser(Json.answer("{\"id\":\"1\",\"userName\":\"a\",\"active\":null}"))
            .active());
  }

  @Test
  void membersAreUnknownUnlessTheProductShowsThem() {
    String group = "{\"id\":\"g1\",\"displayName\":\"Sales\"}";
    assertEquals(List.of(), zia.answeredGroup(Json.answer(group)).members());
    assertNull(zpa.answeredGroup(Json.answer(group)).members());
    String withMember =
        "{\"id\":\"g1\",\"displayName\":\"Sales\",\"members\":[{\"value\":\"u1\"}]}";
    assertEquals(
        List.of(new TargetReference("u1", null)),
        zia.answeredGroup(Json.answer(withMember)).members());
    assertNull(zia.group(Json.object(withMember)).members(), "a list may show a part of them");
    assertThrows(
        ScimAnswerException.class, () -> zia.answeredGroup(Json.answer("{\"id\":\"g1\"}")));
  }

  @Test
  void idOfACreatedResourceIsRead() {
    assertEquals("u1", zia.createdId(Json.answer("{\"id\":\"u1\",\"userName\":\"a\"}")));
    assertEquals("12345", zpa.createdId(Json.answer("{\"id\":12345}")));
    assertThrows(
        ScimAnswerException.class, () -> zia.createdId(Json.answer("{\"userName\":\"a\"}")));
    assertThrows(ScimAnswerException.class, () -> zia.createdId(Json.answer("")));
  }

  @Test
  void pagingContinuesByTheReceivedNumber() {
    PagedRead read = new PagedRead();
    assertTrue(read.isPartial());
    read.add(page(5, 1, 2));
    assertEquals(3, read.startIndex());
    assertFalse(read.isEnded());
    read.add(page(5, 3, 4));
    read.add(page(5, 5, 5));
    assertTrue(read.isEnded());
    assertFalse(read.isPartial());
    assertEquals(5, read.received());
  }

  @Test
  void emptyPageEndsTheReadAsPartial() {
    PagedRead read = new PagedRead();
    read.add(page(1135, 1, 100));
    read.add(new ListPage(List.of(), 1135, 101));
    assertTrue(read.isEnded());
    assertTrue(read.isPartial());
  }

  @Test
  void repeatedFirstPageEndsTheRead() {
    PagedRead read = new PagedRead();
    read.add(page(100, 1, 10));
    read.add(page(100, 1, 10));
    assertTrue(read.isEnded());
    assertTrue(read.isPartial());
  }

  @Test
  void changedTotalMakesTheReadPartial() {
    PagedRead read = new PagedRead();
    read.add(page(3, 1, 2));
    read.add(page(2, 3, 3));
    assertTrue(read.isEnded());
    assertTrue(read.isPartial());
  }

  @Test
  void duplicateOnOnePageCountsTwice() {
    PagedRead read = new PagedRead();
    List<ObjectNode> resources = new ArrayList<>(page(3, 1, 2).resources());
    resources.add(Json.object("{\"id\":\"2\"}"));
    read.add(new ListPage(resources, 3, 1));
    assertTrue(read.isEnded());
    assertFalse(read.isPartial());
  }

  @Test
  void duplicateOnTwoPagesMakesTheReadPartial() {
    PagedRead read = new PagedRead();
    read.add(page(4, 1, 2));
    read.add(page(4, 2, 3));
    assertTrue(read.isEnded());
    assertTrue(read.isPartial());
  }

  @Test
  void pageWithOnlyUnreadableEntriesDoesNotEndTheRead() {
    PagedRead read = new PagedRead();
    read.add(page(5, 1, 2));
    read.add(new ListPage(List.of(), 5, 3, List.of("null", "null")));
    assertFalse(read.isEnded());
    read.add(page(5, 5, 5));
    assertTrue(read.isEnded());
    assertFalse(read.isPartial());
  }

  @Test
  void repeatedPageWithUnreadableEntriesEndsTheRead() {
    PagedRead read = new PagedRead();
    ListPage same = new ListPage(page(100, 1, 2).resources(), 100, 1, List.of("null"));
    read.add(same);
    read.add(same);
    assertTrue(read.isEnded());
    assertTrue(read.isPartial());
  }

  @Test
  void endlessListEndsTheRead() {
    PagedRead read = new PagedRead();
    int pages = 0;
    while (!read.isEnded() && pages < 1000) {
      read.add(page(100 * (pages + 2), 100 * pages + 1, 100 * pages + 100));
      pages++;
    }
    assertThat(pages).as("after " + pages + " pages").isLessThan(50);
    assertTrue(read.isPartial());
  }

  @Test
  void emptyTargetIsReadCompletely() {
    PagedRead read = new PagedRead();
    read.add(new ListPage(List.of(), 0, 1));
    assertTrue(read.isEnded());
    assertFalse(read.isPartial());
  }

  @Test
  void schemasOfTheTargetAreComparedWithAMapping() {
    TargetSchemas schemas =
        schemas(
            """
            {"totalResults":2,"Resources":[
              {"id":"urn:ietf:params:scim:schemas:core:2.0:User","attributes":[
                {"name":"userName"},{"name":"groups","mutability":"readOnly"},
                {"name":"emails","subAttributes":[{"name":"value"},{"name":"type"}]}]},
              {"id":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
               "attributes":[{"name":"department"}]}]}\
            """);
    assertNull(objection(schemas, "userName"));
    assertNull(objection(schemas, "externalId"));
    assertNull(objection(schemas, "emails[type eq \"work\"].value"));
    assertNull(objection(schemas, DEPARTMENT));
    assertNotNull(objection(schemas, "title"));
    assertNotNull(objection(schemas, "emails[type eq \"work\"].display"));
    assertNotNull(objection(schemas, "groups"));
    assertNotNull(objection(schemas, DEPARTMENT.replace("department", "division")));
    assertNotNull(objection(schemas, "urn:example:own:badge"));
    assertNull(
        schemas.objection(ResourceType.GROUP, ScimPath.parse("displayName")),
        "a schema that is not published says nothing");
    assertThrows(
        ScimAnswerException.class,
        () -> schemas("{\"totalResults\":1,\"Resources\":[{\"id\":\"urn:x:y\"}]}"));
  }

  @Test
  void pagedSchemasAreReadCompletely() {
    String user =
        "{\"totalResults\":2,\"Resources\":[{\"id\":\"urn:ietf:params:scim:schemas:core:2.0:User\","
            + "\"attributes\":[{\"name\":\"userName\"}]}]}";
    String badge =
        "{\"totalResults\":2,\"startIndex\":2,\"Resources\":[{\"id\":\"urn:example:own\","
            + "\"attributes\":[{\"name\":\"badge\"}]}]}";
    SchemaPages pages = new SchemaPages(Product.ZIA);
    pages.add(Json.answer(user));
    assertFalse(pages.isEnded());
    assertEquals("startIndex=2", pages.request().query());
    pages.add(Json.answer(badge));
    assertTrue(pages.isEnded());
    assertNull(objection(pages.schemas(), "urn:example:own:badge"));
    assertNotNull(objection(pages.schemas(), "urn:example:own:other"));

    SchemaPages same = new SchemaPages(Product.ZIA);
    same.add(Json.answer(user));
    same.add(Json.answer(user));
    assertTrue(same.isEnded(), "a service that ignores startIndex");
    assertNull(
        objection(same.schemas(), "urn:example:own:badge"), "what was not sent is not known");
    assertNotNull(objection(same.schemas(), "title"));
  }

  private static TargetSchemas schemas(String page) {
    SchemaPages pages = new SchemaPages(Product.ZIA);
    pages.add(Json.answer(page));
    return pages.schemas();
  }

  private static String objection(TargetSchemas schemas, String path) {
    return schemas.objection(ResourceType.USER, ScimPath.parse(path));
  }

  private static String read(TargetUser user, String path) {
    return ScimPath.parse(path).read(user.attributes()).textValue();
  }

  private static ListPage page(int total, int first, int last) {
    List<ObjectNode> resources = new ArrayList<>();
    for (int id = first; id <= last; id++) {
      resources.add(Json.object("{\"id\":\"" + id + "\"}"));
    }
    return new ListPage(resources, total, first);
  }
}
