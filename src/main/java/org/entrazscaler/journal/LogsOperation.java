package org.entrazscaler.journal;

import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import org.entrazscaler.command.CommandOutcome;
import org.entrazscaler.settings.Durations;
import org.entrazscaler.settings.Settings;
import org.entrazscaler.store.State;
import org.jspecify.annotations.Nullable;

/** The command {@code logs}. */
public final class LogsOperation {

  private static final int DONE = 0;
  private static final int NOT_FOUND = 1;
  private static final int USAGE = 2;

  private final Settings settings;
  private final State state;
  private final Clock clock;

  public LogsOperation(Settings settings, State state, Clock clock) {
    this.settings = settings;
    this.state = state;
    this.clock = clock;
  }

  public CommandOutcome read(
      String format, String since, String result, String object, String cycle) {
    Instant from;
    try {
      from = since.isBlank() ? null : clock.instant().minus(Durations.parse(since));
    } catch (IllegalArgumentException e) {
      return new CommandOutcome(USAGE, "since: " + e.getMessage() + "\n");
    }
    LogQuery query =
        new LogQuery(
            from,
            emptyToNull(result.toLowerCase(Locale.ROOT)),
            emptyToNull(object),
            emptyToNull(cycle));
    String text = new LogReport(state, settings).write(query, format);
    String notFound = notFound(query);
    if (notFound == null) {
      return new CommandOutcome(DONE, text);
    }
    // JSON and CSV stay empty, as a script expects; the exit status says that nothing was found.
    return new CommandOutcome(NOT_FOUND, format.equals("text") ? notFound + "\n" : text);
  }

  /** Why the query can find nothing, in words; null if its cycle and object are known. */
  private @Nullable String notFound(LogQuery query) {
    String cycle = query.cycleId();
    if (cycle != null
        && state.cycles().find(cycle).isEmpty()
        && !state.log().has(new LogQuery(null, null, null, cycle))) {
      return "There was no cycle " + cycle + ".";
    }
    String object = query.object();
    if (object != null
        && !state.log().has(new LogQuery(null, null, object, null))
        && state.source().findByName(object).isEmpty()) {
      return "Neither the log nor the source copy has a user or group named " + object + ".";
    }
    return null;
  }

  private static @Nullable String emptyToNull(String text) {
    return text.isBlank() ? null : text.strip();
  }
}
