package org.entrazscaler.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.jspecify.annotations.Nullable;

/**
 * Chooses a temporary name. It is always the same for the same object and name, so that a plan
 * shows what the cycle does.
 */
final class TemporaryNameChoice {

  /** RFC 5321 section 4.5.3.1.1, in octets. */
  private static final int LONGEST_LOCAL_PART = 64;

  /** In octets; shorter than the longest name in the documentation of each product. */
  private static final int LONGEST = 120;

  private static final int DIGITS = 8;

  private final Exclusions exclusions;

  TemporaryNameChoice(Exclusions exclusions) {
    this.exclusions = exclusions;
  }

  /**
   * Derives a temporary name from the current name.
   *
   * @param current the current name
   * @param required the required name
   * @return null if {@code zscaler.never-touch} covers each possible name
   */
  @Nullable String name(ObjectKey key, String current, String required) {
    String mark = mark(key, current);
    boolean user = key.type() == ObjectType.USER;
    int at = user ? current.lastIndexOf('@') : -1;
    String local = at < 0 ? current : current.substring(0, at);
    String domain = at < 0 ? "" : domain(current.substring(at), required);
    int longest =
        (at < 0 ? LONGEST : Math.min(LONGEST_LOCAL_PART, LONGEST - octets(domain)))
            - mark.length()
            - 1;
    String part = truncated(local, longest);
    return List.of(part + "-" + mark + domain, mark + "-" + part + domain).stream()
        .filter(name -> exclusions.never().patternFor(name(user, name), name(!user, name)) == null)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable String name(boolean wanted, String name) {
    return wanted ? name : null;
  }

  /**
   * The current domain, or the domain of the required name if the current one is no longer
   * registered.
   */
  private String domain(String own, String required) {
    int at = required.lastIndexOf('@');
    return exclusions.domains().objection("a" + own) == null || at < 0
        ? own
        : required.substring(at);
  }

  private static int octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String truncated(String text, int octets) {
    String clipped = text;
    while (octets(clipped) > octets) {
      clipped = clipped.substring(0, clipped.offsetByCodePoints(clipped.length(), -1));
    }
    return clipped.strip();
  }

  private static String mark(ObjectKey key, String current) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((key.id() + " " + current).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing.", e);
    }
  }
}
