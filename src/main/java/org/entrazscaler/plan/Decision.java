package org.entrazscaler.plan;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is to be done about one source object. */
public sealed interface Decision {

  /**
   * Nothing is sent.
   *
   * @param reason why, in words
   * @param code Entra's code if the log should say so ({@code ImportSkipped}), or empty
   */
  record Nothing(String reason, String code) implements Decision {}

  /**
   * Whether the target has the object already must be known first.
   *
   * @param queries to be asked in this order until one has an answer; not empty
   */
  record Match(List<MatchQuery> queries) implements Decision {

    /** Copies the queries. */
    public Match {
      queries = List.copyOf(queries);
    }
  }

  /**
   * Which of several values is free in the target must be known before the object is made.
   *
   * @param choice puts the questions
   */
  record Choose(UniqueChoice choice) implements Decision {}

  /**
   * The target is to be changed.
   *
   * @param change how
   */
  record Write(Change change) implements Decision {}

  /** What stands in the way is about to change: the object is looked at again in the next pass. */
  record Later() implements Decision {}

  /**
   * The object cannot be written, which needs no request to be known.
   *
   * @param code Entra's code of the error
   * @param reason in words
   * @param advice what a person can do
   */
  record Refuse(String code, String reason, String advice) implements Decision {

    /**
     * Several refusals of one object as one.
     *
     * @param refused at least one, the most important first
     * @return with the code of the first, and with all reasons and all that can be done
     */
    public static Refuse together(List<Refuse> refused) {
      return refused.size() == 1
          ? refused.get(0)
          : new Refuse(
              refused.get(0).code(),
              joined(refused, Refuse::reason, "; "),
              joined(refused, Refuse::advice, " "));
    }

    private static String joined(
        List<Refuse> refused, Function<Refuse, String> part, String between) {
      return refused.stream().map(part).distinct().collect(Collectors.joining(between));
    }
  }
}
