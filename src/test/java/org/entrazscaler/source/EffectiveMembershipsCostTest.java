package org.entrazscaler.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entrazscaler.graph.ObjectType.GROUP;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.entrazscaler.graph.DeltaPage;
import org.entrazscaler.graph.DirectoryChange;
import org.entrazscaler.graph.MemberChange;
import org.entrazscaler.graph.Removal;
import org.entrazscaler.store.StateTrial;
import org.entrazscaler.store.StatementCount;
import org.entrazscaler.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The number of statements for a change of nested groups: proportional to the change. */
class EffectiveMembershipsCostTest {

  private TestDatabase database;
  private SourceUpdater updater;

  @BeforeEach
  void open() {
    database = TestDatabase.open("flattening-cost");
    SourceStore source = new SourceStore(database.jdbi());
    Entitlement entitlement = new Entitlement(database.jdbi(), source.memberships());
    updater = new SourceUpdater(database.jdbi(), Clock.systemUTC(), source, entitlement);
    updater.beginFullRound(GROUP, "first");
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** A company of divisions of departments. The number of users and groups in each group. */
  private void company(int divisions, int departments, int users) {
    List<DirectoryChange> page = new ArrayList<>();
    List<MemberChange> top = new ArrayList<>();
    for (int division = 0; division < divisions; division++) {
      List<MemberChange> inDivision = new ArrayList<>();
      for (int department = 0; department < departments; department++) {
        String id = "d" + division + "-" + department;
        inDivision.add(group(id));
        List<MemberChange> inDepartment = new ArrayList<>();
        for (int user = 0; user < users; user++) {
          inDepartment.add(user(id + "-" + user));
        }
        page.add(change(id, inDepartment));
      }
      top.add(group("d" + division));
      page.add(change("d" + division, inDivision));
    }
    page.add(change("company", top));
    store(page);
  }

  private static MemberChange user(String id) {
    return new MemberChange(id, EffectiveMemberships.USER, false);
  }

  private static MemberChange group(String id) {
    return new MemberChange(id, EffectiveMemberships.GROUP, false);
  }

  private static DirectoryChange change(String id, List<MemberChange> members) {
    return new DirectoryChange(
        GROUP, id, Removal.NONE, StateTrial.json("{'securityEnabled':true}"), members);
  }

  private void store(List<DirectoryChange> page) {
    updater.storePage(GROUP, new DeltaPage(page, null, "delta"), Set.of(), false);
    updater.beginDeltaRound(GROUP);
  }

  private int statementsOf(List<DirectoryChange> page) {
    return StatementCount.of(database.jdbi()).of(() -> store(page));
  }

  private int members(String group) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("select count(*) from effective_membership where group_id = :group")
                    .bind("group", group)
                    .mapTo(Integer.class)
                    .one());
  }

  private int costOfOneJoiner(int divisions, int departments, int users) {
    updater.expandNestedGroups(true);
    company(divisions, departments, users);
    return statementsOf(List.of(change("d0-0", List.of(user("joiner")))));
  }

  @Test
  void oneJoinerCostsTheSameInASmallCompanyAndInALargeOne() {
    int small = costOfOneJoiner(2, 2, 2);
    close();
    open();
    int large = costOfOneJoiner(10, 10, 30);
    assertEquals(3001, members("company"));
    assertEquals(small, large);
    assertThat(large).as(large + " statements").isLessThan(25);
  }

  @Test
  void aMovedGroupCostsOnlyItsMembers() {
    updater.expandNestedGroups(true);
    company(10, 10, 30);
    int one =
        statementsOf(
            List.of(
                change("d0", List.of(new MemberChange("d0-0", EffectiveMemberships.GROUP, true))),
                change("d1", List.of(group("d0-0")))));
    assertEquals(270, members("d0"));
    assertEquals(330, members("d1"));
    assertEquals(3000, members("company"));
    assertThat(one).as(one + " statements for 30 users").isLessThan(40);
  }

  @Test
  void whatIsSaidAgainCostsNoComputing() {
    updater.expandNestedGroups(true);
    company(3, 3, 3);
    int again = statementsOf(List.of(change("d0-0", List.of(user("d0-0-0"), user("d0-0-1")))));
    int plain;
    close();
    open();
    company(3, 3, 3);
    plain = statementsOf(List.of(change("d0-0", List.of(user("d0-0-0"), user("d0-0-1")))));
    assertEquals(plain, again, "as much as where groups in groups are ignored");
  }
}
