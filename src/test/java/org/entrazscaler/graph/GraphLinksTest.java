package org.entrazscaler.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entrazscaler.graph.GraphExamples.example;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphLinksTest {

  private static final GraphLinks LINKS =
      new GraphLinks(URI.create("https://graph.microsoft.com/v1.0"));

  @Test
  void roundsBeginWithWhatIsSelected() {
    assertEquals(
        "https://graph.microsoft.com/v1.0/users/delta?$select=id,mail",
        LINKS.initialUsersDelta(List.of("id", "mail")));
    assertEquals(
        "https://graph.microsoft.com/v1.0/groups/delta?$select=id,members",
        LINKS.initialGroupsDelta(List.of("id", "members")));
  }

  @Test
  void singleObjectsAreRequestedByTheirIds() {
    assertEquals(
        "https://graph.microsoft.com/v1.0/servicePrincipals/sp-1/appRoleAssignedTo",
        LINKS.assignments("sp-1"));
    assertEquals(
        "https://graph.microsoft.com/v1.0/servicePrincipals/sp-1?$select=id,displayName",
        LINKS.enterpriseApplication("sp-1"));
    assertEquals(
        "https://graph.microsoft.com/v1.0/users/u-1?$select=id,mail",
        LINKS.user("u-1", List.of("id", "mail")));
    assertEquals(
        "https://graph.microsoft.com/v1.0/groups/g-1?$select=id",
        LINKS.group("g-1", List.of("id", "members")));
    assertEquals(
        "https://graph.microsoft.com/v1.0/groups/g-1/members?$select=id", LINKS.members("g-1"));
    assertEquals(
        "https://graph.microsoft.com/v1.0/directory/deletedItems/u-1", LINKS.deleted("u-1"));
  }

  @Test
  void aManagerIsExpandedWhereItCannotBeSelected() {
    assertEquals(
        "https://graph.microsoft.com/v1.0/users/u?$select=id,mail&$expand=manager($select=id)",
        LINKS.user("u", List.of("id", "mail", "manager")));
  }

  @Test
  void anIdIsOneSegmentWhateverItContains() {
    assertEquals(
        "https://graph.microsoft.com/v1.0/users/a_b%23EXT%23%40x.com?$select=id",
        LINKS.user("a_b#EXT#@x.com", List.of("id")));
    assertEquals(
        "https://graph.microsoft.com/v1.0/directory/deletedItems/..%2F%3F%7B%7Bx%7D%7D%C3%A9",
        LINKS.deleted("../?{{x}}é"));
    assertThrows(IllegalArgumentException.class, () -> LINKS.deleted(".."));
    assertThrows(IllegalArgumentException.class, () -> LINKS.deleted(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$ops@contoso.com | /users('$ops@contoso.com')?$select=id",
        "$o'b#c@x.com | /users('$o''b%23c@x.com')?$select=id",
        "$é+%@x.com | /users('$%C3%A9%2B%25@x.com')?$select=id",
        "o'b@x.com | /users/o%27b%40x.com?$select=id",
        "a+b%2F@x.com | /users/a%2Bb%252F%40x.com?$select=id",
        "a/b'c@x.com |"
            + " /users?$select=id&$filter=userPrincipalName%20eq%20%27a%2Fb%27%27c%40x.com%27",
        "$a/b@x.com | /users?$select=id&$filter=userPrincipalName%20eq%20%27%24a%2Fb%40x.com%27",
      })
  void aUserPrincipalNameIsRequestedInTheFormThatGraphAccepts(String name, String expected) {
    String link = LINKS.user(name, List.of("id"));
    assertEquals("https://graph.microsoft.com/v1.0" + expected, link);
    assertEquals(link, LINKS.trusted(link));
  }

  @Test
  void aSlashAtTheEndOfTheSettingMakesNoDifference() {
    GraphLinks links = new GraphLinks(URI.create("http://127.0.0.1:8080/graph/v1.0/"));
    assertEquals(
        "http://127.0.0.1:8080/graph/v1.0/users/delta?$select=id",
        links.initialUsersDelta(List.of("id")));
    assertEquals(
        "http://127.0.0.1:8080/graph/v1.0/users/delta?$deltatoken=1",
        links.trusted("http://127.0.0.1:8080/graph/v1.0/users/delta?$deltatoken=1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01-users-delta-initial-nextlink",
        "05-groups-delta-initial-with-members",
        "06-groups-delta-nextlink-page",
      })
  void documentedLinksAreFollowedUnchanged(String file) {
    String link = example(file).path("@odata.nextLink").asText();
    assertEquals(link, LINKS.trusted(link));
  }

  @Test
  void hostsDifferNeitherByCaseNorByTheUsualPort() {
    for (String link :
        List.of(
            "https://GRAPH.microsoft.com/v1.0/users/delta?$skiptoken=a",
            "https://graph.microsoft.com:443/v1.0/users/delta?$skiptoken=a")) {
      assertEquals(link, LINKS.trusted(link));
    }
  }

  @Test
  void charactersThatAnAddressMayNotHaveAreEncoded() {
    assertEquals(
        "https://graph.microsoft.com/v1.0/groups/delta?$skiptoken=%3C...%3E",
        LINKS.trusted(
            example("09-groups-delta-large-group-page1").path("@odata.nextLink").asText()));
    assertEquals(
        "https://graph.microsoft.com/v1.0/users/delta?$skiptoken=a%7Cb%7Bc%7D%20d",
        LINKS.trusted("https://graph.microsoft.com/v1.0/users/delta?$skiptoken=a|b{c}%20d"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/v1.0/users/delta?$skiptoken=a",
        "https://graph.microsoft.com.evil.example/v1.0/users/delta",
        "https://graph.microsoft.com@evil.example/v1.0/users/delta",
        "https://user:word@graph.microsoft.com/v1.0/users/delta",
        "https://evil.example\\@graph.microsoft.com/v1.0/users/delta",
        "http://graph.microsoft.com/v1.0/users/delta",
        "https://graph.microsoft.com:8443/v1.0/users/delta",
        "https://graph.microsoft.com/beta/users/delta",
        "https://graph.microsoft.com/v1.0x/users/delta",
        "https://graph.microsoft.com/v1.0",
        "https://graph.microsoft.com/v1.0/../beta/users",
        "https://graph.microsoft.com/v1.0/%2E%2e/beta/users",
        "https://graph.microsoft.com/v1.0/..%2Fbeta/users",
        "https://graph.microsoft.com/v1.0/users/..",
        "https://graph.microsoft.com/v1.0//users",
        "https://graph.microsoft.com/v1.0/users/delta#a",
        "https://graph.microsoft.com/v1.0/users/delta?a#b",
        "https://graph.microsoft.com/v1.0/users/delta?a={{env:SECRET}}",
        "https://graph.microsoft.com/v1.0/users/{{entra.client-secret}}",
        "https://graph.microsoft.com/v1.0/users/delta?a b",
        "https://graph.microsoft.com/v1.0/users/delta?a\r\nHost: evil.example",
        "/v1.0/users/delta",
        "//graph.microsoft.com/v1.0/users/delta",
        "users/delta",
        "file:///etc/passwd",
        "mailto:a@b",
        "not a link",
        "",
      })
  void aLinkElsewhereIsNotFollowed(String link) {
    assertThrows(GraphAnswerException.class, () -> LINKS.trusted(link));
  }

  @Test
  void aRefusalSaysWhyAndKeepsTheTokenToItself() {
    String message =
        assertThrows(
                GraphAnswerException.class,
                () -> LINKS.trusted("https://evil.example/v1.0/users/delta?$skiptoken=abc"))
            .getMessage();
    assertThat(message).contains("https://evil.example/v1.0/users/delta");
    assertThat(message).contains("only for https://graph.microsoft.com");
    assertThat(message).doesNotContain("abc");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "graph.microsoft.com/v1.0",
        "http://graph.microsoft.com/v1.0",
        "http://127.0.0.1.evil.example/v1.0",
        "ftp://graph.microsoft.com/v1.0",
        "https:///v1.0",
        "https://u:secretword@graph.microsoft.com/v1.0",
        "https://graph.microsoft.com/v1.0?a=b",
        "https://graph.microsoft.com/v1.0#a",
      })
  void aSettingThatIsNotAnAddressIsNamed(String setting) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> new GraphLinks(URI.create(setting)))
            .getMessage();
    assertThat(message).startsWith("entra.graph-url");
    assertThat(message).doesNotContain("secretword");
  }
}
