package org.entrazscaler.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;

/**
 * One JSON object a line: {@code time}, {@code level}, {@code logger}, {@code thread}, {@code
 * message} and, where there is one, {@code exception}.
 */
final class JsonLayout extends LineLayout {

  private static final JsonFactory JSON = new JsonFactory();

  @Override
  public String doLayout(ILoggingEvent event) {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("time", time(event));
      json.writeStringField("level", event.getLevel().toString());
      json.writeStringField("logger", event.getLoggerName());
      json.writeStringField("thread", event.getThreadName());
      json.writeStringField("message", message(event));
      String exception = exception(event);
      if (!exception.isEmpty()) {
        json.writeStringField("exception", exception);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("A text in memory cannot fail to be written", e);
    }
    return line.append('\n').toString();
  }

  @Override
  public String getContentType() {
    return "application/x-ndjson";
  }
}
