package org.entrazscaler.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The creations that a {@link Sink} has received.
 *
 * @param first when the first one arrived
 * @param last when the last one arrived
 * @param bodies in the order of arrival, each of one line
 */
record Creations(Instant first, Instant last, List<String> bodies) {

  /** Creations per second, from the first to the last; 0 if there are fewer than two. */
  double perSecond() {
    return bodies.size() < 2
        ? 0
        : (bodies.size() - 1) / (Duration.between(first, last).toNanos() / 1e9);
  }

  /** Prints what {@link #read} reads. */
  void print(PrintStream out) {
    out.println(first);
    out.println(last);
    out.println(bodies.size());
    bodies.forEach(out::println);
    out.flush();
  }

  static Creations read(BufferedReader in) throws IOException {
    Instant first = Instant.parse(in.readLine());
    Instant last = Instant.parse(in.readLine());
    int number = Integer.parseInt(in.readLine());
    List<String> bodies = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      bodies.add(in.readLine());
    }
    return new Creations(first, last, bodies);
  }
}
