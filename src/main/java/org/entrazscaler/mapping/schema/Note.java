package org.entrazscaler.mapping.schema;

/**
 * Something about a schema that its owner has to know.
 *
 * @param kind what became of it
 * @param about what it is about, such as {@code users, title}
 * @param message what has no equal, and what that means; one sentence
 */
public record Note(Kind kind, String about, String message) {

  /** What became of a part of the schema. */
  public enum Kind {
    /** It was not brought over. */
    LEFT_OUT,
    /** It was brought over, but does not mean quite the same here. */
    DIFFERENT
  }
}
