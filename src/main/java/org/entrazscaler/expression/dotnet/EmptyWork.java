package org.entrazscaler.expression.dotnet;

/**
 * The work of a part of a pattern that reads no character, so that a limit on accesses does not
 * stop it: {@code (|)(|)(|)x} has eight ways to reach {@code x} at the end of a text.
 *
 * @param steps zero-width steps on one way
 * @param ways number of ways to match the empty text; 0 if at least one character is needed
 * @param tries upper bound of the ways that may be tried one after another
 */
record EmptyWork(long steps, long ways, long tries) {

  /** One character is needed. */
  static final EmptyWork CHARACTER = new EmptyWork(0, 0, 1);

  /** An anchor or any other part of zero width. */
  static final EmptyWork ZERO_WIDTH = new EmptyWork(1, 1, 1);

  /** An empty pattern. */
  static final EmptyWork NOTHING = new EmptyWork(0, 1, 1);

  /** No branch yet. */
  static final EmptyWork NO_BRANCH = new EmptyWork(0, 0, 1);

  private static final long LIMIT = 1_000_000_000;

  EmptyWork then(EmptyWork next) {
    return new EmptyWork(
        limited(steps + next.steps), limited(ways * next.ways), limited(tries * next.tries));
  }

  EmptyWork or(EmptyWork other) {
    long sum = limited(ways + other.ways);
    return new EmptyWork(
        limited(steps + other.steps), sum, Math.max(sum, Math.max(tries, other.tries)));
  }

  EmptyWork repeated(int minimum, boolean more) {
    if (ways == 0) {
      return new EmptyWork(steps, minimum == 0 ? 1 : 0, tries);
    }
    long all = limited(power(ways, minimum) * (more ? 1 + ways : 1));
    return new EmptyWork(
        limited((steps + 1) * Math.max(1, minimum)),
        all,
        Math.max(all, power(tries, Math.max(1, minimum))));
  }

  EmptyWork asLookAround() {
    return new EmptyWork(limited(steps + 1), 1, tries);
  }

  private static long power(long base, int exponent) {
    long result = 1;
    for (int i = 0; i < exponent && base > 1 && result < LIMIT; i++) {
      result = limited(result * base);
    }
    return result;
  }

  private static long limited(long value) {
    return Math.min(value, LIMIT);
  }
}
