package org.entrazscaler.settings;

/**
 * The channel between those who read and those who write: {@code changes.*}.
 *
 * @param endpoint {@code in-process}, or the Camel endpoint of a Kafka topic
 */
public record ChangesSettings(String endpoint) {

  /** The value of {@link #endpoint} for one machine alone. */
  public static final String IN_PROCESS = "in-process";

  static ChangesSettings read(ValueReader values) {
    String endpoint = values.textOrDefault("changes.endpoint");
    if (!endpoint.equals(IN_PROCESS) && !endpoint.startsWith("kafka:")) {
      values.mistaken(
          "changes.endpoint",
          "expected in-process or a Kafka topic such as kafka:changes?brokers=host:9093");
    }
    return new ChangesSettings(endpoint);
  }
}
