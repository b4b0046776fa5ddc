package org.entrazscaler.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.entrazscaler.command.CommandOutcome;
import org.entrazscaler.simulation.zscaler.ZscalerOptions;
import org.entrazscaler.simulation.zscaler.ZscalerUser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Names are exchanged in a product in which a new userName creates a new account: no user gets a
 * temporary name.
 */
class ExchangedNamesWhereRenamingDeletesTest {

  private static TestEnvironment environment;
  private History history;

  @BeforeAll
  static void open() {
    environment = new TestEnvironment("zpa", ZscalerOptions.zpa());
  }

  @AfterAll
  static void close() {
    environment.close();
  }

  @BeforeEach
  void begin() {
    history = new History(environment, 0);
    for (int each = 0; each < 2; each++) {
      history.addUser(false, true);
      history.addGroup(false, true, false);
      history.addMember(each, each);
    }
    history.recordScope();
    assertEquals(0, Objects.requireNonNull(history.cycle()).getExitStatus());
  }

  private void exchangeUserNames() {
    List<String> names =
        history.people.stream()
            .map(user -> history.entra.object(user).path("userPrincipalName").asText())
            .toList();
    rename(0, "temporary@example.com");
    rename(1, names.get(0));
    rename(0, names.get(1));
  }

  private void rename(int user, String name) {
    history.entra.updateUser(history.people.get(user), "userPrincipalName", name);
  }

  private TreeSet<String> accounts() {
    TreeSet<String> ids = new TreeSet<>();
    environment.zscaler.users().stream().map(ZscalerUser::id).forEach(ids::add);
    return ids;
  }

  @Test
  void usersAreParkedWithAdviceThatHelps() {
    TreeSet<String> before = accounts();
    int writes = environment.zscaler.writes().size();
    exchangeUserNames();
    CommandOutcome parked = Objects.requireNonNull(history.cycle());
    assertEquals(1, parked.getExitStatus(), parked.getText());
    assertEquals(before, accounts());
    assertEquals(writes, environment.zscaler.writes().size(), "no request is sent that would fail");
    String status = Objects.requireNonNull(history.command(o -> o.status(false))).getText();
    assertThat(status).contains("another userName creates another account");

    rename(0, "for.a.cycle@example.com");
    CommandOutcome renamed = Objects.requireNonNull(history.cycle());
    assertEquals(0, renamed.getExitStatus(), "the other user follows: " + renamed.getText());
    history.recordScope();
    HistoryVerifier.verify(history);
  }

  @Test
  void groupNamesAreExchangedAsInOtherProducts() {
    TreeSet<String> names = new TreeSet<>();
    history.groups.forEach(
        group -> names.add(history.entra.object(group).path("displayName").asText()));
    history.entra.rename(history.groups.get(0), names.last());
    history.entra.rename(history.groups.get(1), names.first());
    CommandOutcome outcome = Objects.requireNonNull(history.cycle());
    assertEquals(0, outcome.getExitStatus(), outcome.getText());
    history.recordScope();
    HistoryVerifier.verify(history);
  }
}
