package org.entrazscaler.mapping.schema;

/** A text is not a valid provisioning schema; the message says where and why. */
public final class SchemaException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SchemaException(String message) {
    super(message);
  }

  SchemaException(String path, String message) {
    super(path + ": " + message);
  }
}
