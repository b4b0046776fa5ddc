package org.entrazscaler.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.entrazscaler.text.RecordJson;

/** One JSON object a line. */
final class JsonLayout extends LineLayout {

  private record Line(
      String time,
      String level,
      String logger,
      String thread,
      String message,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) String exception) {}

  @Override
  public String doLayout(ILoggingEvent event) {
    Line line =
        new Line(
            time(event),
            event.getLevel().toString(),
            event.getLoggerName(),
            event.getThreadName(),
            message(event),
            exception(event));
    return RecordJson.line(line) + "\n";
  }

  @Override
  public String getContentType() {
    return "application/x-ndjson";
  }
}
