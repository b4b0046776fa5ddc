package org.entrazscaler.demo;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What a demo is like.
 *
 * @param project the directory of the checkout, where {@code target/} and {@code routes/} are
 * @param name of the directory under {@code target/} in which the product works; what is there is
 *     replaced
 * @param users how many users the tenant has; about nine in ten of them are in scope
 * @param seed what the company and its life are drawn from
 * @param eventEvery the time from one event in the tenant to the next
 * @param cycleEvery the time from one cycle to the next, less than a minute
 * @param life how long the demo lasts, longer if the initial cycle and some events need it; zero:
 *     until it is stopped
 */
public record DemoOptions(
    Path project,
    String name,
    int users,
    long seed,
    Duration eventEvery,
    Duration cycleEvery,
    Duration life) {

  /**
   * The demo that {@code ./mvnw -Pdemo} shows, with what the system properties {@code
   * demo.directory}, {@code demo.users}, {@code demo.seed} and {@code demo.minutes} say.
   *
   * @return options for some 300 accounts and 30 groups, an event every 10 seconds, a cycle every
   *     15
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

  private static long number(String property, long otherwise, long least) {
    String text = System.getProperty(property, "").strip();
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(text);
      if (number >= least) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, as for a number that is too small.
    }
    throw new IllegalArgumentException(
        "-D"
            + property
            + "="
            + text
            + ": expected a whole number"
            + (least == Long.MIN_VALUE ? "" : " of at least " + least));
  }
}
