package org.entrazscaler.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.entrazscaler.graph.DeltaPage;
import org.entrazscaler.graph.DirectoryChange;
import org.entrazscaler.graph.MemberChange;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.graph.Removal;
import org.entrazscaler.link.Link;
import org.entrazscaler.link.MemberDifferences;
import org.entrazscaler.link.Origin;
import org.entrazscaler.outcome.Outcome;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The cost of a large group in the state, without its requests: all members in chunks of 100, and
 * one member more. It is linear in the members: ten times as many members take about ten times as
 * long.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
@Fork(1)
public class LargeGroupBenchmark {

  private static final String GROUP = "everyone";
  private static final int CHUNK = 100;
  private static final int GROUPS_PER_USER = 128;

  /** How many members the group has. */
  @Param({"5000", "50000"})
  private int members;

  private org.entrazscaler.store.State state;

  /** Creates a group whose members all have accounts. */
  @Setup(Level.Trial)
  public void open() {
    state =
        org.entrazscaler.store.State.open(
            new StateAddress("jdbc:h2:mem:large-group", null, null, null),
            Path.of("."),
            Clock.systemUTC());
    List<MemberChange> changes = new ArrayList<>();
    for (int number = 0; number < members; number++) {
      changes.add(new MemberChange(id(number), "#microsoft.graph.user", false));
    }
    state.sourceUpdater().beginFullRound(ObjectType.GROUP, "first");
    state
        .sourceUpdater()
        .storePage(
            ObjectType.GROUP,
            new DeltaPage(
                List.of(
                    new DirectoryChange(
                        ObjectType.GROUP,
                        GROUP,
                        Removal.NONE,
                        JsonNodeFactory.instance.objectNode().put("securityEnabled", true),
                        changes)),
                null,
                "delta"),
            Set.of(),
            true);
    for (MemberChange member : changes) {
      link(ObjectKey.user(member.id()));
    }
    link(ObjectKey.group(GROUP));
    writeAll();
  }

  private static String id(int number) {
    return new UUID(number * 0x9E3779B97F4A7C15L, number).toString();
  }

  private void link(ObjectKey key) {
    state
        .outcomes()
        .record(
            List.of(
                new Outcome.Linked(
                    new Link(
                        key,
                        "t-" + key.id(),
                        Origin.CREATED,
                        JsonNodeFactory.instance.objectNode(),
                        false,
                        true,
                        null),
                    List.of(),
                    null)));
  }

  /** Closes the state. */
  @TearDown(Level.Trial)
  public void close() {
    state.close();
  }

  private int writeAll() {
    MemberDifferences differences = state.memberDifferences();
    differences.compare(GROUP, false, GROUPS_PER_USER, GROUPS_PER_USER);
    int chunks = 0;
    for (List<String> chunk = differences.joining(GROUP, CHUNK);
        !chunk.isEmpty();
        chunk = differences.joining(GROUP, CHUNK)) {
      state.outcomes().record(List.of(new Outcome.Members(GROUP, chunk, List.of(), null)));
      chunks++;
    }
    return chunks;
  }

  private void leave(int number) {
    state
        .outcomes()
        .record(
            List.of(
                new Outcome.Members(
                    GROUP, List.of(), state.writtenMembers().toRemove(GROUP, number), null)));
  }

  /** A group without written members. */
  @Benchmark
  public int allMembers() {
    leave(members);
    return writeAll();
  }

  /** A group with one member that is not written. */
  @Benchmark
  public int oneMember() {
    leave(1);
    return writeAll();
  }
}
