package org.entrazscaler.link;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.store.Texts;
import org.jspecify.annotations.Nullable;

/** The attribute of a target object that must be unique in the target. */
public final class UniqueName {

  /** The most characters that fit into an index entry of PostgreSQL (2,704 bytes). */
  private static final int LONGEST = 400;

  private UniqueName() {}

  /**
   * The attribute.
   *
   * @param type users or groups
   * @return {@code userName} (RFC 7643 section 4.1.1) or {@code displayName}
   */
  public static String path(ObjectType type) {
    return type == ObjectType.USER ? "userName" : "displayName";
  }

  /**
   * A name in the form in which names are compared, ignoring case (RFC 7643 section 4.1.1).
   *
   * @param name a name, or null
   * @return null for none; a digest for a long name
   */
  public static @Nullable String folded(@Nullable String name) {
    if (name == null || name.isEmpty()) {
      return null;
    }
    String folded = name.toLowerCase(Locale.ROOT);
    return folded.length() <= LONGEST
        ? Texts.fitting(folded, LONGEST)
        : "sha-256 " + Texts.digest(folded);
  }

  /**
   * The unique name among the values of a target object.
   *
   * @param type user or group
   * @param written SCIM path to value
   * @return as {@link #folded} returns it; empty for none
   */
  public static String of(ObjectType type, ObjectNode written) {
    JsonNode name = written.get(path(type));
    String folded = name != null && name.isTextual() ? folded(name.textValue()) : null;
    return folded == null ? "" : folded;
  }
}
