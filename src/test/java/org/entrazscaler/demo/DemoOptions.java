package org.entrazscaler.demo;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The options of a demo.
 *
 * @param project the directory of the checkout, with {@code target/} and {@code routes/}
 * @param name the name of the working directory of the program under {@code target/}; an existing
 *     one is replaced
 * @param users how many users the tenant has; about nine in ten of them are in scope
 * @param seed the seed of the company and its events
 * @param eventEvery the time between two events in the tenant
 * @param cycleEvery the time between two cycles, less than a minute
 * @param duration how long the demo runs, longer if the initial cycle and some events need it;
 *     zero: until it is stopped
 */
public record DemoOptions(
    Path project,
    String name,
    int users,
    long seed,
    Duration eventEvery,
    Duration cycleEvery,
    Duration duration) {

  /**
   * The options of {@code ./mvnw -Pdemo}, from the system properties {@code demo.directory}, {@code
   * demo.users}, {@code demo.seed} and {@code demo.minutes}.
   *
   * @return by default about 300 accounts and 30 groups, an event every 10 seconds, and a cycle
   *     every 15 seconds
   * @throws IllegalArgumentException if a property is not a number of the expected kind
   */
  public static DemoOptions ofSystemProperties() {
    return new DemoOptions(
        Path.of(System.getProperty("demo.directory", "")).toAbsolutePath(),
        "demo",
        Math.toIntExact(number("demo.users", 340, 60)),
        number("demo.seed", 2026, Long.MIN_VALUE),
        Duration.ofSeconds(10),
        Duration.ofSeconds(15),
        Duration.ofMinutes(number("demo.minutes", 0, 0)));
  }

  private static long number(String property, long defaultValue, long minimum) {
    String text = System.getProperty(property, "").strip();
    if (text.isEmpty()) {
      return defaultValue;
    }
    try {
      long number = Long.parseLong(text);
      if (number >= minimum) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below, like a number that is too small.
    }
    throw new IllegalArgumentException(
        "-D"
            + property
            + "="
            + text
            + ": expected a whole number"
            + (minimum == Long.MIN_VALUE ? "" : " of at least " + minimum));
  }
}
