package org.entrazscaler.directory;

/**
 * One row of the table of source names.
 *
 * @param name Entra's name, or Graph's name if Entra has no other
 * @param property the Graph property that is read; empty if none is
 * @param form how the value is computed from the property
 * @param part the name inside a complex property, for {@link Form#PART}; otherwise empty
 */
record SourceAttribute(String name, String property, Form form, String part) {

  /** How a value is computed from a Graph property. */
  enum Form {
    /** The whole property. */
    WHOLE,
    /** The first element of a list. */
    FIRST,
    /** One property of a complex property. */
    PART,
    /** The id, or the ids, of other objects. */
    REFERENCE,
    /** The object's own id. */
    IDENTITY,
    /** The userPrincipalName, without the mark of guests. */
    GUEST_NAME,
    /** Whether the object counts as soft-deleted; computed. */
    SOFT_DELETED,
    /** The user's roles in the enterprise application; computed. */
    ROLES
  }

  static SourceAttribute same(String name) {
    return named(name, name);
  }

  static SourceAttribute named(String name, String property) {
    return new SourceAttribute(name, property, Form.WHOLE, "");
  }

  static SourceAttribute first(String name, String property) {
    return new SourceAttribute(name, property, Form.FIRST, "");
  }

  static SourceAttribute part(String name, String property, String part) {
    return new SourceAttribute(name, property, Form.PART, part);
  }

  static SourceAttribute of(String name, String property, Form form) {
    return new SourceAttribute(name, property, form, "");
  }
}
