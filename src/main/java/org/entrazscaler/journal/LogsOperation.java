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
        new LogQuery(from, given(result.toLowerCase(Locale.ROOT)), given(object), given(cycle));
    String text = new LogReport(state, settings).write(query, format);
    String unknown = unknown(query);
    if (unknown == null) {
      return new CommandOutcome(DONE, text);
    }
    // What a program reads stays what it expects; the exit status tells it.
    return new CommandOutcome(NOT_FOUND, format.equals("text") ? unknown + "\n" : text);
  }

  /** What was asked about and nobody knows, in words; null if entries may be missing for others. */
  private @Nullable String unknown(LogQuery query) {
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
      return "Neither the log nor the last read copy of Entra has a user or group called "
          + object
          + ".";
    }
    return null;
  }

  private static @Nullable String given(String text) {
    return text.isBlank() ? null : text.strip();
  }
}
