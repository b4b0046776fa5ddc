package org.entrazscaler.scim.schema;

import org.jspecify.annotations.Nullable;

/** A value is not valid for its attribute; nothing is sent for the object. */
public final class ScimValueException extends ScimException {

  private static final long serialVersionUID = 1L;

  private final String code;
  private final transient @Nullable ScimPath path;

  private ScimValueException(ScimPath path, String code, String message) {
    super(message);
    this.path = path;
    this.code = code;
  }

  /** The attribute does not accept such a value. */
  static ScimValueException invalid(ScimPath path, String reason) {
    return new ScimValueException(path, "InvalidValue", path + ": " + reason);
  }

  /** There are several values for an attribute with one value. */
  static ScimValueException severalValues(ScimPath path, int number) {
    return new ScimValueException(
        path,
        "SchemaPropertyCanOnlyAcceptValue",
        path
            + ": the attribute has one value, but the source has "
            + number
            + "; map one of them, for example with Item()");
  }

  /**
   * The name of the error in the provisioning log: Entra's {@code SchemaPropertyCanOnlyAcceptValue}
   * (Entra, How to analyze the provisioning logs), or {@code InvalidValue}.
   *
   * @return the name
   */
  public String code() {
    return code;
  }

  /**
   * The attribute.
   *
   * @return its path in the resource; null after serialization
   */
  public @Nullable ScimPath path() {
    return path;
  }
}
