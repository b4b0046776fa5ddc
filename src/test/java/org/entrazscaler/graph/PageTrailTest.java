package org.entrazscaler.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class PageTrailTest {

  private static final String USERS = "https://graph.microsoft.com/v1.0/users/delta";
  private static final String FIRST = USERS + "?$select=id";

  /** More pages than anyone reads of a list that does not end. */
  private static final int OFTEN = 1000;

  private final PageTrail trail = new PageTrail(FIRST, USERS + "?$deltatoken=before");

  private static String next(Object token) {
    return USERS + "?$skiptoken=secret" + token;
  }

  private static ObjectNode page(int... ids) {
    ObjectNode page = JsonNodeFactory.instance.objectNode();
    ArrayNode value = page.putArray("value");
    for (int id : ids) {
      value.addObject().put("id", "id " + id).put("displayName", "User " + id);
    }
    return page;
  }

  private static void assertEndless(Runnable reading) {
    String message = assertThrows(GraphAnswerException.class, reading::run).getMessage();
    assertThat(message).contains(USERS);
    assertThat(message).doesNotContain("secret", "?");
  }

  private Runnable following(IntFunction<ObjectNode> pages, IntFunction<String> links) {
    return () -> {
      for (int number = 0; number < OFTEN; number++) {
        trail.follow(pages.apply(number), links.apply(number), null);
      }
    };
  }

  @Test
  void aLinkToItsOwnPageIsNotFollowed() {
    assertEndless(following(number -> page(number), number -> next("same")));
  }

  @Test
  void aLinkToTheFirstPageIsNotFollowed() {
    assertEndless(() -> trail.follow(page(1), FIRST, null));
  }

  @Test
  void aCycleIsNotFollowedTwice() {
    assertEndless(following(number -> page(number), number -> next(number % 7)));
  }

  @Test
  void aPageThatIsRepeatedForEverUnderNewLinksIsNotFollowed() {
    assertEndless(following(number -> page(1, 2, 3), number -> next(number)));
  }

  @Test
  void aPageThatIsRepeatedForEverInAnotherOrderIsNotFollowed() {
    assertEndless(
        following(
            number -> number % 2 == 0 ? page(1, 2, 3) : page(3, 1, 2), number -> next(number)));
  }

  @Test
  void repeatedAndEmptyPagesByTurnsForEverAreNotFollowed() {
    assertEndless(
        following(number -> number % 2 == 0 ? page() : page(number % 5), number -> next(number)));
  }

  @Test
  void emptyPagesForEverAreNotFollowed() {
    assertEndless(following(number -> page(), number -> next(number)));
  }

  @Test
  void theLinkForTheNextRoundIsNoneOfThisRound() {
    trail.follow(page(1), next("one"), null);
    assertEndless(() -> trail.follow(page(2), null, next("one")));
    assertEndless(() -> trail.follow(page(2), null, FIRST));
  }

  @Test
  void aRoundWithoutChangesMayEndWithTheLinkItBeganWith() {
    String deltaLink = USERS + "?$deltatoken=before";
    PageTrail round = new PageTrail(deltaLink, deltaLink);
    assertDoesNotThrow(() -> round.follow(page(), null, deltaLink));
  }

  @Test
  void emptyAndRepeatedPagesBetweenNewOnesAreFollowed() {
    assertDoesNotThrow(
        following(
                number ->
                    switch (number % 3) {
                      case 0 -> page();
                      case 1 -> page(number);
                      default -> page(number - 1);
                    },
                number -> next(number))
            ::run);
  }

  @Test
  void aGroupOnManyPagesWithDifferentMembersIsRead() {
    assertDoesNotThrow(
        following(
                number -> {
                  ObjectNode page = page(1);
                  ((ObjectNode) page.path("value").path(0))
                      .putArray("members@delta")
                      .addObject()
                      .put("id", "member " + number);
                  return page;
                },
                number -> next(number))
            ::run);
  }

  @Test
  void aLargeDirectoryIsReadToItsEnd() {
    assertDoesNotThrow(
        () -> {
          for (int number = 0; number < 20_000; number++) {
            int[] ids = new int[50];
            for (int index = 0; index < ids.length; index++) {
              ids[index] = number * ids.length + index;
            }
            trail.follow(page(ids), next(number), null);
          }
        });
  }
}
