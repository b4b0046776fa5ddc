package org.entrazscaler.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entrazscaler.graph.ObjectKey.user;
import static org.entrazscaler.graph.ObjectType.GROUP;
import static org.entrazscaler.graph.ObjectType.USER;
import static org.entrazscaler.store.StateTrial.json;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.entrazscaler.deadletter.ParkedObject;
import org.entrazscaler.graph.DeltaPage;
import org.entrazscaler.graph.DirectoryChange;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.journal.LogEntry;
import org.entrazscaler.journal.LogIdentity;
import org.entrazscaler.journal.ProvisioningLog;
import org.entrazscaler.link.HandoverStore;
import org.entrazscaler.link.Intent;
import org.entrazscaler.link.Link;
import org.entrazscaler.link.LinkStore;
import org.entrazscaler.link.NameStore;
import org.entrazscaler.link.Origin;
import org.entrazscaler.link.StoredChange;
import org.entrazscaler.plan.PlanStore;
import org.entrazscaler.source.Entitlement;
import org.entrazscaler.source.SourceStore;
import org.entrazscaler.source.SourceUpdater;
import org.entrazscaler.store.StateTrial;
import org.entrazscaler.store.StatementCount;
import org.entrazscaler.store.TestDatabase;
import org.entrazscaler.target.TargetStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many objects are written with as many statements as a few. */
class OutcomeCostTest {

  private static final String STAFF = "staff";

  private StatementCount statements;
  private TestDatabase database;
  private SourceStore source;
  private SourceUpdater updater;
  private LinkStore links;
  private PlanStore plan;
  private TargetStore target;
  private Outcomes outcomes;

  @BeforeEach
  void open() {
    database = TestDatabase.open("outcome-cost");
    source = new SourceStore(database.jdbi());
    updater =
        new SourceUpdater(
            database.jdbi(),
            Clock.systemUTC(),
            source,
            new Entitlement(database.jdbi(), source.memberships()));
    HandoverStore passedOn = new HandoverStore(database.jdbi(), source);
    NameStore names = new NameStore(database.jdbi(), source);
    links = new LinkStore(database.jdbi(), source, passedOn, names);
    plan = new PlanStore(database.jdbi());
    target = new TargetStore(database.jdbi());
    outcomes =
        new Outcomes(
            database.jdbi(), source, links, passedOn, names, new ProvisioningLog(database.jdbi()));
    statements = StatementCount.of(database.jdbi());
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void read(ObjectType type, List<DirectoryChange> changes) {
    updater.beginFullRound(type, "first");
    updater.storePage(type, new DeltaPage(changes, null, "delta"), StateTrial.KEPT, false);
  }

  private Completion completion(String id, boolean inScope) {
    long changed = source.find(user(id)).orElseThrow().changed();
    return new Completion(user(id), changed, inScope, inScope, StateTrial.KEPT);
  }

  private static Outcome linked(String id, boolean disabled) {
    return new Outcome.Linked(
        new Link(
            user(id),
            "t-" + id,
            Origin.CREATED,
            json("{'userName':'%s'}".formatted(id)),
            disabled,
            !disabled,
            null),
        List.of(),
        entry(id));
  }

  private static LogEntry entry(String id) {
    return new LogEntry(
        0,
        StateTrial.NOW,
        "7",
        "change-" + id,
        "create",
        LogEntry.SUCCESS,
        user(id),
        new LogIdentity(id, id, id),
        new LogIdentity("t-" + id, id, id),
        1,
        null,
        null,
        JsonNodeFactory.instance.arrayNode(),
        JsonNodeFactory.instance.arrayNode());
  }

  private static ParkedObject parked(String id) {
    return new ParkedObject(
        user(id),
        id,
        "update",
        "cause",
        "Code",
        "Reason",
        "Advice",
        null,
        null,
        StateTrial.NOW,
        1,
        StateTrial.NOW,
        "7",
        false);
  }

  /** The users of a list from the first reading to the deletion. */
  private Map<String, Integer> costs(int count) {
    List<String> ids = IntStream.range(0, count).mapToObj(number -> "u" + number).toList();
    updater.replaceAssignments(List.of(StateTrial.assigned(StateTrial.group(STAFF))));
    read(GROUP, List.of(StateTrial.group(STAFF, ids.toArray(String[]::new))));
    read(USER, ids.stream().map(StateTrial::named).toList());
    List<StoredChange> changes =
        ids.stream()
            .map(id -> new StoredChange(user(id), 2, completion(id, true).changed(), "{}"))
            .toList();
    List<Outcome> created = new ArrayList<>();
    List<Outcome> failed = new ArrayList<>();
    List<Outcome> left = new ArrayList<>();
    List<Outcome> deleted = new ArrayList<>();
    for (String id : ids) {
      created.add(linked(id, false));
      created.add(new Outcome.Completed(completion(id, true), null));
      failed.add(new Outcome.Parked(parked(id), completion(id, true), List.of(entry(id))));
      left.add(linked(id, true));
      left.add(new Outcome.Completed(completion(id, false), null));
      deleted.add(new Outcome.Deleted(completion(id, false), List.of(entry(id))));
    }
    List<ObjectKey> keys = ids.stream().map(ObjectKey::user).toList();
    List<Intent> intents = ids.stream().map(id -> new Intent(user(id), "create")).toList();
    Map<String, Integer> costs = new TreeMap<>();
    costs.put("plan", statements.of(() -> plan.putAll(changes)));
    costs.put("intend", statements.of(() -> links.recordIntents(intents)));
    costs.put(
        "withdraw",
        statements.of(() -> links.withdrawIntents(intents.stream().map(Intent::key).toList())));
    links.recordIntents(intents);
    costs.put("create", statements.of(() -> outcomes.record(created)));
    costs.put("copy", statements.of(() -> copy(ids)));
    costs.put("park", statements.of(() -> outcomes.record(failed)));
    costs.put("disable", statements.of(() -> outcomes.record(left)));
    costs.put("delete", statements.of(() -> outcomes.record(deleted)));
    close();
    open();
    return costs;
  }

  private void copy(List<String> ids) {
    for (String id : ids) {
      target.write(
          USER,
          "t-" + id,
          copy -> json("{'id':'%s'}".formatted(id)),
          resource -> Map.of("externalId", id));
    }
    target.find(USER, "externalId", "u0");
  }

  @Test
  void manyObjectsNeedAsManyStatementsAsTwo() {
    Map<String, Integer> two = costs(2);
    assertEquals(two, costs(100));
    assertThat(two.get("plan") + two.get("intend") + two.get("create"))
        .as(two.toString())
        .isLessThanOrEqualTo(15);
    assertThat(two.values()).as(two.toString()).allMatch(cost -> cost <= 13);
  }
}
