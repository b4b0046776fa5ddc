package org.entrazscaler.settings;

/**
 * The channel between reading and writing: {@code changes.*}.
 *
 * @param endpoint always {@link #IN_PROCESS}; any other value is refused
 */
record ChangesSettings(String endpoint) {

  /** The value of {@link #endpoint} for a single process. */
  public static final String IN_PROCESS = "in-process";

  static ChangesSettings read(ValueReader values) {
    String endpoint = values.textOrDefault("changes.endpoint");
    if (!endpoint.equals(IN_PROCESS)) {
      values.reject(
          "changes.endpoint",
          "expected in-process: this version reads and writes in one process and has no other"
              + " channel");
    }
    return new ChangesSettings(IN_PROCESS);
  }
}
