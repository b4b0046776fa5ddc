package org.entrazscaler.plan;

import java.util.List;

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
  record Refuse(String code, String reason, String advice) implements Decision {}
}
