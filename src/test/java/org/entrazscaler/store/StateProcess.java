package org.entrazscaler.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.Link;
import org.entrazscaler.link.Origin;
import org.entrazscaler.outcome.Outcome;

/**
 * A JVM of its own that opens the state, then commits without end, saying what it committed; beside
 * that it begins and withdraws creations of groups, several at a time.
 */
final class StateProcess implements AutoCloseable {

  /** The fact with the number of the last commit. */
  static final String COMMITTED = "committed";

  /** Groups of which the creation is begun and withdrawn again and again. */
  static final List<String> GROUPS = List.of("sales", "support", "staff");

  /** The user with which each of them is created. */
  static final List<String> MEMBERS = List.of("t-ann", "t-bob", "t-cid");

  private static final String UP = "open";

  private final Process process;
  private final BufferedReader out;

  private StateProcess(Process process, BufferedReader out) {
    this.process = process;
    this.out = out;
  }

  /**
   * Starts it and waits until it has the state.
   *
   * @throws IOException if it does not get it; says why
   */
  static StateProcess start(StateTrial trial) throws IOException {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                // A short process: the second compiler would cost more than it gains.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                StateProcess.class.getName(),
                trial.address.url(),
                trial.directory.toString())
            .redirectErrorStream(true)
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder said = new StringBuilder();
    for (String line = out.readLine(); !UP.equals(line); line = out.readLine()) {
      if (line == null) {
        throw new IOException("The process ended: " + said);
      }
      said.append(line).append('\n');
    }
    return new StateProcess(process, out);
  }

  /** Kills the process after so many more reported commits; returns the last reported one. */
  int killAfter(int commits) throws IOException, InterruptedException {
    for (int i = 1; i < commits; i++) {
      out.readLine();
    }
    int last = Integer.parseInt(out.readLine());
    kill();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      last = line.isEmpty() ? last : Integer.parseInt(line);
    }
    return last;
  }

  /** On Unix this is {@code kill -9}. */
  void kill() throws InterruptedException {
    // Process.destroyForcibly would close the output that is not read yet.
    process.toHandle().destroyForcibly();
    process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private static void beginAndWithdraw(State state, String group) {
    while (true) {
      state.links().recordIntent(ObjectKey.group(group), "create", MEMBERS, List.of());
      state.links().withdrawIntent(ObjectKey.group(group));
    }
  }

  public static void main(String[] arguments) {
    State state =
        State.open(
            new StateAddress(arguments[0], null, null, null),
            Path.of(arguments[1]),
            Clock.systemUTC());
    System.out.println(UP);
    GROUPS.forEach(group -> new Thread(() -> beginAndWithdraw(state, group)).start());
    int number = state.links().count(ObjectType.USER);
    while (true) {
      number++;
      state
          .outcomes()
          .record(
              List.of(
                  new Outcome.Linked(
                      new Link(
                          ObjectKey.user("u" + number),
                          "t" + number,
                          Origin.CREATED,
                          JsonNodeFactory.instance.objectNode(),
                          false,
                          true,
                          null),
                      List.of(),
                      null)));
      state.facts().put(COMMITTED, Integer.toString(number));
      System.out.println(number);
    }
  }
}
