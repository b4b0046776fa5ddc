package org.entrazscaler.mapping.schema;

/**
 * A note about a part of a schema that could not be imported unchanged.
 *
 * @param kind what happened to the part
 * @param about the part, such as {@code users, title}
 * @param message what has no equivalent, and the consequence; one sentence
 */
public record Note(Kind kind, String about, String message) {

  /** What happened to a part of the schema. */
  public enum Kind {
    /** It was not imported. */
    LEFT_OUT,
    /** It was imported, but has a different effect. */
    DIFFERENT
  }
}
