package org.entrazscaler.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Instant;

/**
 * Records as JSON. The members have the names and the order of the components; an instant is a text
 * in ISO 8601.
 */
public final class RecordJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          // A method such as isEmpty is not a component.
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
          .addModule(
              new SimpleModule()
                  .addSerializer(Instant.class, ToStringSerializer.instance)
                  .addDeserializer(Instant.class, new InstantReader()))
          .build();

  private RecordJson() {}

  private static final class InstantReader extends FromStringDeserializer<Instant> {

    private static final long serialVersionUID = 1L;

    private InstantReader() {
      super(Instant.class);
    }

    @Override
    protected Instant _deserialize(String value, DeserializationContext context) {
      return Instant.parse(value);
    }
  }

  /** A record as one line, without a line feed. */
  public static String line(Object object) {
    return write(MAPPER.writer(), object);
  }

  /** A record as indented lines, each with a line feed. */
  public static String indented(Object object) {
    return write(MAPPER.writerWithDefaultPrettyPrinter(), object) + "\n";
  }

  private static String write(ObjectWriter writer, Object object) {
    try {
      return writer.writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The program's own data cannot be written as JSON", e);
    }
  }

  /** A record from the text that {@link #line} has written. */
  public static <T> T read(String text, Class<T> type) {
    try {
      return MAPPER.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("This is not the JSON of a " + type.getSimpleName(), e);
    }
  }
}
