package org.entrazscaler.scim.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The definition of one attribute (RFC 7643, sections 2.2 and 7).
 *
 * @param name the name in the usual letter case
 * @param type the type of one value
 * @param multiValued whether it has a list of values
 * @param required whether RFC 7643 requires a value
 * @param caseExact whether comparisons are case-sensitive
 * @param mutability who may write it
 * @param subAttributes the sub-attributes of a complex attribute
 */
public record ScimAttribute(
    String name,
    Type type,
    boolean multiValued,
    boolean required,
    boolean caseExact,
    Mutability mutability,
    List<ScimAttribute> subAttributes) {

  /** The types of values (RFC 7643, section 2.3) that users and groups have. */
  enum Type {
    /** Unicode text. */
    STRING,
    /** {@code true} or {@code false}. */
    BOOLEAN,
    /** A whole number. */
    INTEGER,
    /** An xsd:dateTime as text. */
    DATE_TIME,
    /** A URI, or the id of another resource. */
    REFERENCE,
    /** Base64 text. */
    BINARY,
    /** Sub-attributes. */
    COMPLEX
  }

  /** Who may write an attribute (RFC 7643, section 7). */
  public enum Mutability {
    /** The client, at any time. */
    READ_WRITE,
    /** Only the service. */
    READ_ONLY,
    /** The client, when the resource or the value is created. */
    IMMUTABLE,
    /** The client; the value cannot be read. */
    WRITE_ONLY
  }

  static ScimAttribute of(String name, Type type) {
    return new ScimAttribute(name, type, false, false, false, Mutability.READ_WRITE, List.of());
  }

  static ScimAttribute string(String name) {
    return of(name, Type.STRING);
  }

  static ScimAttribute complex(String name, ScimAttribute... parts) {
    return new ScimAttribute(
        name, Type.COMPLEX, false, false, false, Mutability.READ_WRITE, List.of(parts));
  }

  static ScimAttribute multiple(String name, ScimAttribute... parts) {
    return new ScimAttribute(
        name, Type.COMPLEX, true, false, false, Mutability.READ_WRITE, List.of(parts));
  }

  ScimAttribute exact() {
    return new ScimAttribute(name, type, multiValued, required, true, mutability, subAttributes);
  }

  ScimAttribute asRequired() {
    return new ScimAttribute(name, type, multiValued, true, caseExact, mutability, subAttributes);
  }

  ScimAttribute with(Mutability other) {
    return new ScimAttribute(name, type, multiValued, required, caseExact, other, subAttributes);
  }

  /**
   * Finds a sub-attribute.
   *
   * @param part its name, in any letter case
   * @return its definition; null if there is none
   */
  public @Nullable ScimAttribute subAttribute(String part) {
    for (ScimAttribute candidate : subAttributes) {
      if (candidate.name.equalsIgnoreCase(part)) {
        return candidate;
      }
    }
    return null;
  }
}
