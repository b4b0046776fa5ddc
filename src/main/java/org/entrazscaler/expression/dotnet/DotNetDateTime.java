package org.entrazscaler.expression.dotnet;

import java.time.LocalDateTime;

/**
 * A date that was parsed by a format, like .NET's {@code DateTime}.
 *
 * @param time date and time: in UTC if the text had an offset, otherwise as written
 * @param kind .NET's {@code DateTimeKind}
 */
record DotNetDateTime(LocalDateTime time, Kind kind) {

  /** What is known about the zone. Local time is UTC, as where Entra runs. */
  enum Kind {
    /** The text had no offset. */
    UNSPECIFIED,
    /** The text said UTC. */
    UTC,
    /** The text had an offset. */
    LOCAL
  }
}
