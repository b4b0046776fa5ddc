package org.entrazscaler.instance;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.entrazscaler.command.CommandOutcome;
import org.entrazscaler.text.Count;
import org.jspecify.annotations.Nullable;

/**
 * One call of a command: a line of JSON, answered by a line of JSON.
 *
 * @param operation a method of {@link org.entrazscaler.command.ProvisioningMXBean}
 * @param arguments in the order of the method's parameters
 */
record Call(
    @JsonProperty("operation") String operation,
    @JsonProperty("arguments") List<JsonNode> arguments) {

  /** A message without arguments calls a method without parameters. */
  Call {
    arguments = arguments == null ? List.of() : List.copyOf(arguments);
  }

  /** The first line that an instance sends: it shows that the instance is alive. */
  static final String GREETING = "entra-zscaler-provisioning";

  /** A plan is one text, as long as the tenant is large. */
  private static final JsonMapper MAPPER =
      new JsonMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
              .build());

  /**
   * What a call ends with.
   *
   * @param exitStatus of the command
   * @param text output of the command
   */
  record Answer(@JsonProperty("exitStatus") int exitStatus, @JsonProperty("text") String text) {

    Answer(CommandOutcome outcome) {
      this(outcome.getExitStatus(), outcome.getText());
    }

    CommandOutcome outcome() {
      return new CommandOutcome(exitStatus, text);
    }
  }

  static Call of(String operation, Object @Nullable [] arguments) {
    return new Call(
        operation,
        arguments == null
            ? List.of()
            : List.of(arguments).stream().<JsonNode>map(MAPPER::valueToTree).toList());
  }

  /**
   * The arguments as the method takes them; a wrong number or type is an IllegalArgumentException.
   */
  Object[] arguments(Class<?>[] types) {
    if (types.length != arguments.size()) {
      throw new IllegalArgumentException(
          operation + " takes " + Count.of(types.length, "argument") + ", not " + arguments.size());
    }
    Object[] values = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      values[i] = MAPPER.convertValue(arguments.get(i), types[i]);
    }
    return values;
  }

  static void writeLine(OutputStream out, Object message) throws IOException {
    String line = MAPPER.writeValueAsString(message) + "\n";
    out.write(line.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** The next message; null at the end of the connection. */
  static <T> @Nullable T readLine(BufferedReader in, Class<T> type) throws IOException {
    String line = in.readLine();
    return line == null ? null : MAPPER.readValue(line, type);
  }
}
