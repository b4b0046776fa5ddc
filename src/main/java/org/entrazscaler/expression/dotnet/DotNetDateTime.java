package org.entrazscaler.expression.dotnet;

import java.time.LocalDateTime;

/**
 * A date that was read by a format, .NET's {@code DateTime}.
 *
 * @param time date and time: in UTC when the text had an offset, else as it stood
 * @param kind .NET's {@code DateTimeKind}
 */
public record DotNetDateTime(LocalDateTime time, Kind kind) {

  /** What is known of the zone. Local time is UTC, as where Entra runs. */
  public enum Kind {
    /** The text had no offset. */
    UNSPECIFIED,
    /** The text said UTC. */
    UTC,
    /** The text had an offset. */
    LOCAL
  }
}
