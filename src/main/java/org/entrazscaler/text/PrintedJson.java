package org.entrazscaler.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Instant;

/**
 * The JSON that a command prints, from a record. The members have the names and the order of the
 * components; an instant is a text in ISO 8601.
 */
public final class PrintedJson {

  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .registerModule(
              new SimpleModule().addSerializer(Instant.class, ToStringSerializer.instance));

  private PrintedJson() {}

  /** One object in one line, with a line feed at its end. */
  public static String line(Object object) {
    return write(MAPPER.writer(), object);
  }

  /** One object in indented lines, each with a line feed at its end. */
  public static String indented(Object object) {
    return write(MAPPER.writerWithDefaultPrettyPrinter(), object);
  }

  private static String write(ObjectWriter writer, Object object) {
    try {
      return writer.writeValueAsString(object) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The output cannot be written as JSON", e);
    }
  }
}
