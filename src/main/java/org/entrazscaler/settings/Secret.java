package org.entrazscaler.settings;

import java.util.Objects;

/**
 * A password or token. It prints as {@code ***}, so that it cannot appear in a log or a message as
 * a part of an object that is printed. Immutable.
 */
public final class Secret {

  private final String value;

  /**
   * Wraps a secret.
   *
   * @param value the secret itself, not empty
   */
  public Secret(String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("A secret is not empty");
    }
    this.value = value;
  }

  /**
   * The secret itself, for the call that needs it.
   *
   * @return the secret, not empty
   */
  public String reveal() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && value.equals(secret.value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(Secret.class, value);
  }

  @Override
  public String toString() {
    return "***";
  }
}
