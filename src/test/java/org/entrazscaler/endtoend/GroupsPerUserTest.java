package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.entrazscaler.simulation.zscaler.CapOverflow;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * ZIA allows 128 groups for each user ("Understanding SCIM"). What it does above that is not
 * documented.
 */
class GroupsPerUserTest {

  private static final int LIMIT = 128;

  @RegisterExtension final Installation installation = new Installation();

  @ParameterizedTest
  @EnumSource(CapOverflow.class)
  void membershipsAboveTheLimitAreLeftOutUntilThereIsRoom(CapOverflow overflow) {
    installation.zscaler.change(options -> options.groupsPerUser(LIMIT, overflow));
    Company company = new Company(installation);
    String ann = company.hire("ann", "Sales");
    String bob = company.hire("bob", "Sales");
    List<String> groups = new ArrayList<>();
    for (int number = 0; number < LIMIT + 2; number++) {
      groups.add(company.group("Group " + number, List.of(ann, bob)));
    }
    installation.entra().removeMember(groups.get(0), bob);
    installation.entra().removeMember(groups.get(1), bob);

    Installation.Result first = installation.cycle();

    assertEquals(1, first.exitStatus(), first.out() + first.err());
    assertThat(first.out()).contains("2 left out of groups");
    assertEquals(LIMIT, company.account("ann").groupNames().size());
    assertEquals(LIMIT, company.account("bob").groupNames().size());
    JsonNode status = installation.status();
    assertEquals(0, status.path("parked").asInt(), "nothing is parked");
    assertEquals(2, status.at("/lastCycle/counts/leftOut").asInt());
    String log = installation.execute("logs", "--json", "--result", "skipped").out();
    assertEquals(2, log.split("GroupsPerUserExceeded\"", -1).length - 1, log);
    assertThat(log).contains(Company.userName("ann"));
    assertThat(log).doesNotContain(Company.userName("bob"));

    int written = installation.zscaler.writes().size();
    assertEquals(
        1, installation.cycle().exitStatus(), "the memberships left out are not forgotten");
    assertEquals(written, installation.zscaler.writes().size());

    Set<String> held = new TreeSet<>(company.account("ann").groupNames());
    for (int number = 0, left = 0; left < 2; number++) {
      if (held.contains("Group " + number)) {
        installation.entra().removeMember(groups.get(number), ann);
        left++;
      }
    }
    Installation.Result last = installation.cycle();

    assertEquals(0, last.exitStatus(), last.out() + last.err());
    assertEquals(LIMIT, company.account("ann").groupNames().size());
    assertEquals(List.of(), installation.zscaler.doubledWrites());
  }
}
