package org.entrazscaler.outcome;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.entrazscaler.deadletter.ParkedObject;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.journal.LogEntry;
import org.entrazscaler.journal.LogIdentity;
import org.entrazscaler.link.Link;
import org.entrazscaler.link.MemberDifferences;
import org.entrazscaler.link.Origin;
import org.entrazscaler.link.UniqueName;
import org.entrazscaler.source.Presence;
import org.entrazscaler.store.State;
import org.entrazscaler.store.StateTrial;

/**
 * For any state and any outcomes, recording them as a list has the same result as recording them
 * one by one. There are few users and groups, so that several outcomes concern the same object.
 */
public abstract class OutcomeListProperties {

  private static final int USERS = 4;
  private static final int GROUPS = 2;

  /**
   * Higher than each initial {@link org.entrazscaler.source.StoredObject#changed}; objects that are
   * marked pending get a higher one.
   */
  private static final int LATEST = 100;

  private static final List<String> TABLES =
      List.of(
          "source_object",
          "membership",
          "link",
          "written_member",
          "named_object",
          "planned_change",
          "member_difference",
          "left_out",
          "parked",
          "passed_on",
          "awaited_name",
          "temporary_name",
          "undo_value",
          "undo_member",
          "difference",
          "provisioning_log");

  /** A database with empty tables that only this test uses. */
  public abstract DataSource database(String name) throws SQLException;

  enum Kind {
    LINKED,
    MEMBERS,
    LEFT,
    DELETED,
    COMPLETED,
    LOST,
    PARKED
  }

  /**
   * An outcome; each kind uses the choices that it needs.
   *
   * @param object number of the user or, from {@link #USERS} on, of the group
   * @param other number of a target object, or of a name
   */
  public record Spec(Kind kind, int object, int other, int choice, boolean first, boolean second) {

    private ObjectKey key() {
      return OutcomeListProperties.key(object);
    }

    private Completion completion() {
      return new Completion(
          key(),
          // One in four has changed since planning.
          choice % 4 == 3 ? 1 : changed(object),
          first,
          second,
          Set.of("department"));
    }

    private LogEntry entry(String action) {
      return OutcomeListProperties.entry(key(), action + other);
    }

    Outcome outcome() {
      String group = "g" + object % GROUPS;
      return switch (kind) {
        case LINKED ->
            new Outcome.Linked(
                new Link(
                    key(),
                    target(key().type(), other),
                    choice % 2 == 0 ? Origin.CREATED : Origin.ADOPTED,
                    written(key().type(), choice),
                    first,
                    second,
                    choice % 3 == 0 ? Link.MEMBERS : null),
                key().type() == ObjectType.GROUP && choice % 2 == 0
                    ? List.of("t" + other % USERS)
                    : List.of(),
                choice % 5 == 0 ? null : entry("create"));
        case MEMBERS ->
            new Outcome.Members(
                group,
                first ? List.of("t" + other % USERS) : List.of(),
                second ? List.of("t" + (other + 1) % USERS) : List.of(),
                choice % 2 == 0 ? null : entry("update"));
        case LEFT ->
            new Outcome.LeftFormerGroup(
                group, "t" + other % USERS, Link.MEMBERS, first ? null : entry("update"));
        case DELETED ->
            new Outcome.Deleted(completion(), List.of(entry("disable"), entry("delete")));
        case COMPLETED ->
            new Outcome.Completed(completion(), choice % 2 == 0 ? null : entry("other"));
        case LOST -> new Outcome.Lost(key(), first ? "create" : null, entry("update"));
        case PARKED ->
            new Outcome.Parked(
                OutcomeListProperties.parked(key(), "cause " + choice % 2),
                other % 3 == 0 ? null : completion(),
                choice % 2 == 0 ? List.of() : List.of(entry("create")));
      };
    }
  }

  @Provide
  Arbitrary<List<Spec>> specs() {
    return Combinators.combine(
            Arbitraries.frequency(
                Tuple.of(6, Kind.LINKED),
                Tuple.of(2, Kind.MEMBERS),
                Tuple.of(1, Kind.LEFT),
                Tuple.of(2, Kind.DELETED),
                Tuple.of(8, Kind.COMPLETED),
                Tuple.of(1, Kind.LOST),
                Tuple.of(3, Kind.PARKED)),
            Arbitraries.integers().between(0, USERS + GROUPS - 1),
            Arbitraries.integers().between(0, 5),
            Arbitraries.integers().between(0, 19),
            Arbitraries.of(true, false),
            Arbitraries.of(true, false))
        .as(Spec::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(12);
  }

  public void listHasTheSameResultAsItsOutcomesOneByOne(long seed, List<Spec> specs)
      throws Exception {
    List<Outcome> outcomes = specs.stream().map(Spec::outcome).toList();
    DataSource whole = filled("whole", seed);
    state(whole).outcomes().record(outcomes);
    DataSource single = filled("single", seed);
    State state = state(single);
    outcomes.forEach(outcome -> state.outcomes().record(List.of(outcome)));
    assertEquals(content(single), content(whole), () -> seed + " " + outcomes);
  }

  private static State state(DataSource database) {
    return State.in(database, Clock.fixed(StateTrial.NOW, ZoneOffset.UTC));
  }

  // --- initial state ------------------------------------------------------------------------

  private static ObjectKey key(int object) {
    return object < USERS ? ObjectKey.user("u" + object) : ObjectKey.group("g" + (object - USERS));
  }

  private static String target(ObjectType type, int number) {
    return type == ObjectType.USER ? "t" + number % USERS : "tg" + number % GROUPS;
  }

  private static ObjectNode written(ObjectType type, int name) {
    ObjectNode written = JsonNodeFactory.instance.objectNode();
    if (name % 4 > 0) {
      written.put(UniqueName.path(type), "Name" + name % 4);
    }
    return written;
  }

  private static long changed(int object) {
    return 10L + object;
  }

  private static LogEntry entry(ObjectKey key, String change) {
    return new LogEntry(
        0,
        StateTrial.NOW,
        "7",
        change,
        "update",
        LogEntry.SUCCESS,
        key,
        new LogIdentity(key.id(), "name of " + key.id(), "shown " + key.id()),
        new LogIdentity(null, "target name of " + key.id(), null),
        1,
        null,
        null,
        JsonNodeFactory.instance.arrayNode(),
        JsonNodeFactory.instance.arrayNode());
  }

  private static ParkedObject parked(ObjectKey key, String cause) {
    return new ParkedObject(
        key,
        key.id(),
        "create",
        cause,
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

  DataSource filled(String name, long seed) throws SQLException {
    DataSource database = database(name);
    try (Connection connection = database.getConnection()) {
      try (Statement statement = connection.createStatement()) {
        for (String table : TABLES) {
          statement.execute("delete from " + table);
        }
      }
      new Content(connection, new Random(seed)).fill();
    }
    return database;
  }

  /** Random rows. */
  private record Content(Connection connection, Random random) {

    private void fill() throws SQLException {
      // Some states have no exceptional data.
      boolean waiting = random.nextInt(4) == 0;
      boolean passedOn = random.nextInt(4) == 0;
      for (int object = 0; object < USERS + GROUPS; object++) {
        ObjectKey key = key(object);
        String type = key.type().name();
        source(key, object);
        link(key, object);
        if (oneIn(2)) {
          insert(
              "planned_change (type, source_id, urgency, changed, content, " + "held, wished_name)",
              type,
              key.id(),
              1,
              changed(object),
              "{}",
              oneIn(3),
              null);
        }
        if (oneIn(3)) {
          parked(key);
        }
        if (oneIn(4)) {
          ObjectKey named = key(random.nextInt(USERS + GROUPS));
          insert("named_object (type, source_id, named_id)", type, key.id(), named.id());
        }
        if (passedOn && oneIn(2)) {
          insert("passed_on (type, source_id, target_id, heir_id)", type, key.id(), "t9", "u9");
        }
        if (waiting && oneIn(2)) {
          insert(
              "awaited_name (type, source_id, target_id)",
              type,
              key.id(),
              target(key.type(), random.nextInt(USERS)));
        }
        if (waiting && oneIn(3)) {
          insert(
              "temporary_name (type, source_id, temporary, former, wished)",
              type,
              key.id(),
              "name" + random.nextInt(4),
              "Former",
              "Wished");
        }
        if (oneIn(4)) {
          insert(
              "undo_value (type, source_id, path, wish, restored, cycle_id)",
              type,
              key.id(),
              "title",
              "\"A\"",
              "\"B\"",
              "5");
        }
      }
      for (int group = 0; group < GROUPS; group++) {
        for (int user = 0; user < USERS; user++) {
          members("g" + group, "u" + user, "t" + user);
        }
      }
      try (Statement statement = connection.createStatement()) {
        // The highest number that is given.
        statement.execute(
            "insert into source_object (type, id, properties, complete, presence,"
                + " security_enabled, round, in_scope, changed, pending) values ('USER', 'last',"
                + " '{}', true, 'PRESENT', true, 1, true, "
                + LATEST
                + ", false)");
      }
    }

    private boolean oneIn(int number) {
      return random.nextInt(number) == 0;
    }

    private void source(ObjectKey key, int object) throws SQLException {
      if (oneIn(8)) {
        return;
      }
      Presence[] presences = Presence.values();
      insert(
          "source_object (type, id, properties, complete, presence, "
              + "security_enabled, round, in_scope, changed, pending)",
          key.type().name(),
          key.id(),
          "{\"department\":\"Sales\",\"jobTitle\":\"Clerk\"}",
          random.nextBoolean(),
          (oneIn(2) ? Presence.PRESENT : presences[random.nextInt(presences.length)]).name(),
          true,
          1L,
          random.nextBoolean(),
          changed(object),
          random.nextBoolean());
    }

    private void link(ObjectKey key, int object) throws SQLException {
      int choice = random.nextInt(4);
      if (choice == 0) {
        return;
      }
      ObjectNode written = written(key.type(), random.nextInt(4));
      insert(
          "link (type, source_id, target_id, origin, written, disabled, "
              + "member_eligible, intent, held_name)",
          key.type().name(),
          key.id(),
          choice == 1
              ? null
              : target(key.type(), key.type() == ObjectType.USER ? object : object - USERS),
          "CREATED",
          written.toString(),
          random.nextBoolean(),
          random.nextBoolean(),
          oneIn(2) ? "change" : null,
          choice == 1 ? null : UniqueName.of(key.type(), written));
    }

    private void parked(ObjectKey key) throws SQLException {
      Timestamp now = Timestamp.from(StateTrial.NOW);
      insert(
          "parked (type, source_id, name, action, cause, code, reason, advice, request, answer,"
              + " first_failed, attempts, next_attempt, cycle_id, notified)",
          key.type().name(),
          key.id(),
          key.id(),
          "create",
          "cause " + random.nextInt(2),
          "Code",
          "Reason",
          "Advice",
          null,
          null,
          now,
          1,
          now,
          "6",
          random.nextBoolean());
    }

    private void members(String group, String user, String account) throws SQLException {
      if (oneIn(2)) {
        insert("membership (group_id, member_id, round)", group, user, 1L);
      }
      if (oneIn(6)) {
        insert(
            "undo_member (group_id, member_id, wanted, wish, cycle_id)",
            group,
            user,
            random.nextBoolean(),
            random.nextBoolean(),
            "5");
      }
      if (oneIn(2)) {
        String[] doubts = {null, "ADDED", "REMOVED", MemberDifferences.DROPPED};
        insert(
            "written_member (group_id, target_id, doubt, unseen)",
            group,
            account,
            doubts[random.nextInt(4)],
            random.nextBoolean());
      }
      if (oneIn(3)) {
        insert(
            "member_difference (group_id, direction, target_id)",
            group,
            oneIn(2) ? "JOINS" : "LEAVES",
            account);
      }
      if (oneIn(4)) {
        insert("left_out (group_id, target_id)", group, account);
      }
    }

    private void insert(String columns, Object... values) throws SQLException {
      String marks = String.join(", ", Collections.nCopies(values.length, "?"));
      try (PreparedStatement insert =
          connection.prepareStatement("insert into " + columns + " values (" + marks + ")")) {
        for (int value = 0; value < values.length; value++) {
          insert.setObject(value + 1, values[value]);
        }
        insert.execute();
      }
    }
  }

  // --- final state --------------------------------------------------------------------------

  static Map<String, List<String>> content(DataSource database) throws SQLException {
    Map<String, List<String>> content = new TreeMap<>();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        List<String> rows = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("select * from " + table)) {
          while (row.next()) {
            rows.add(row(row));
          }
        }
        rows.sort(null);
        content.put(table, rows);
      }
    }
    return content;
  }

  private static String row(ResultSet row) throws SQLException {
    StringBuilder text = new StringBuilder();
    for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
      String name = row.getMetaData().getColumnName(column).toLowerCase(java.util.Locale.ROOT);
      String value = row.getString(column);
      boolean touched = name.equals("changed") && Long.parseLong(value) > LATEST;
      text.append(name).append('=').append(touched ? "later" : value).append(' ');
    }
    return text.toString();
  }
}
