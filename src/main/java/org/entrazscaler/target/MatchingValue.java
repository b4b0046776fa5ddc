package org.entrazscaler.target;

import java.util.Locale;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.store.Texts;

/**
 * A value of the target copy by which an object can be found.
 *
 * @param target its type and SCIM {@code id}
 * @param path SCIM path of the attribute
 * @param content the value as {@link #folded} returns it
 */
record MatchingValue(ObjectKey target, String path, String content) {

  private static final int LONGEST = 500;

  /**
   * The form in which values are compared: without regard to case (RFC 7643 section 4.1.1 for
   * userName), and as an index of PostgreSQL takes it (2,704 bytes). A long value is known by its
   * digest.
   */
  static String folded(String value) {
    String folded = value.toLowerCase(Locale.ROOT);
    return folded.length() <= LONGEST
        ? Texts.fitting(folded, LONGEST)
        : "sha-256 " + Texts.digest(folded);
  }
}
