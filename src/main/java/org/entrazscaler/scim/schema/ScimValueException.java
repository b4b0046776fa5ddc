package org.entrazscaler.scim.schema;

import org.jspecify.annotations.Nullable;

/** A value cannot be sent for the attribute it is meant for: nothing is sent for the object. */
public final class ScimValueException extends ScimException {

  private static final long serialVersionUID = 1L;

  private final String code;
  private final transient @Nullable ScimPath path;

  private ScimValueException(ScimPath path, String code, String message) {
    super(message);
    this.path = path;
    this.code = code;
  }

  /** The attribute cannot hold a value of this kind. */
  static ScimValueException invalid(ScimPath path, String reason) {
    return new ScimValueException(path, "InvalidValue", path + ": " + reason);
  }

  /** More values than the attribute holds. */
  static ScimValueException severalValues(ScimPath path, int number) {
    return new ScimValueException(
        path,
        "SchemaPropertyCanOnlyAcceptValue",
        path
            + ": the attribute holds one value, but "
            + number
            + " came from the source; map one of them, for example with Item()");
  }

  /**
   * The name of the error in the provisioning log: Entra's {@code SchemaPropertyCanOnlyAcceptValue}
   * (Entra, How to analyze the provisioning logs), else {@code InvalidValue}.
   *
   * @return the name
   */
  public String code() {
    return code;
  }

  /**
   * The attribute.
   *
   * @return its place in the resource; null after serialization
   */
  public @Nullable ScimPath path() {
    return path;
  }
}
