package org.entrazscaler.settings;

/**
 * The log on standard error: {@code logging.*}.
 *
 * @param level the least important thing that is said
 * @param format how a line looks
 */
public record LoggingSettings(Level level, Format format) {

  /** How much is said, from nothing to everything. */
  public enum Level {
    /** Nothing. */
    OFF,
    /** What a person has to see to. */
    ERROR,
    /** What may need a person. */
    WARN,
    /** What is done. */
    INFO,
    /** How it is done. */
    DEBUG,
    /** Every step. */
    TRACE
  }

  /** How a line looks. */
  public enum Format {
    /** For people. */
    TEXT,
    /** One JSON object a line, for machines. */
    JSON
  }

  static LoggingSettings read(ValueReader values) {
    return new LoggingSettings(
        values.oneOf("logging.level", Level.class), values.oneOf("logging.format", Format.class));
  }
}
