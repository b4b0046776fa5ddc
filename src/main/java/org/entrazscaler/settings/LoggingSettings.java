package org.entrazscaler.settings;

/**
 * The log on standard error: {@code logging.*}.
 *
 * @param level the level
 * @param format the format of a line
 */
public record LoggingSettings(Level level, Format format) {

  /** The level, from nothing to everything. */
  public enum Level {
    /** Nothing. */
    OFF,
    /** Errors that an administrator must handle. */
    ERROR,
    /** Warnings. */
    WARN,
    /** What the program does. */
    INFO,
    /** Details. */
    DEBUG,
    /** Every step. */
    TRACE
  }

  /** The format of a line. */
  public enum Format {
    /** Text. */
    TEXT,
    /** One JSON object per line. */
    JSON
  }

  static LoggingSettings read(ValueReader values) {
    return new LoggingSettings(
        values.oneOf("logging.level", Level.class), values.oneOf("logging.format", Format.class));
  }
}
