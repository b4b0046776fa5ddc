package org.entrazscaler.plan;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the planner has decided for one source object. */
public sealed interface Decision {

  /**
   * Nothing is sent.
   *
   * @param reason why, for people
   * @param code Entra's code if the log should say so ({@code ImportSkipped}), or empty
   */
  record Nothing(String reason, String code) implements Decision {}

  /**
   * Before planning continues, a matching object must be searched for in the target.
   *
   * @param queries in the order in which they are sent until one has a result; not empty
   */
  record Match(List<MatchQuery> queries) implements Decision {

    /** Copies the queries. */
    public Match {
      queries = List.copyOf(queries);
    }
  }

  /**
   * Before the object is created, it must be known which of several values is free in the target.
   *
   * @param choice provides the queries
   */
  record Choose(UniqueChoice choice) implements Decision {}

  /** The target must be changed. */
  record Write(Change change) implements Decision {}

  /**
   * Another object that is about to change blocks this one: it is planned again in the next pass.
   */
  record Later() implements Decision {}

  /**
   * The object cannot be written; this is known without a request.
   *
   * @param code Entra's code of the error
   * @param reason why, for people
   * @param advice what an administrator can do
   */
  record Refuse(String code, String reason, String advice) implements Decision {

    /**
     * Joins the refusals of one object.
     *
     * @param refused at least one, the most important first
     * @return with the code of the first, and with the reasons and advice of all
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
