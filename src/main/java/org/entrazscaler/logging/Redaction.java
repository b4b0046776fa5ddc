package org.entrazscaler.logging;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.entrazscaler.settings.Secret;

/**
 * Takes secrets out of a text that is about to be logged: the last line of defence, for texts that
 * libraries and servers write. Immutable.
 */
final class Redaction {

  /** Shorter secrets would be found in the middle of ordinary words. */
  private static final int SHORTEST = 5;

  private static final String MASK = "***";
  private static final Pattern BEARER =
      Pattern.compile("(bearer\\s+)[\\w.~+/=-]{16,}", Pattern.CASE_INSENSITIVE);

  private final List<String> secrets;

  /** Knows some secrets. */
  Redaction(List<Secret> secrets) {
    this.secrets =
        secrets.stream()
            .map(Secret::reveal)
            .filter(secret -> secret.length() >= SHORTEST)
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  /** The text with stars for the known secrets and for every bearer token. */
  String apply(String text) {
    String redacted = text;
    for (String secret : secrets) {
      redacted = redacted.replace(secret, MASK);
    }
    return BEARER.matcher(redacted).replaceAll("$1" + MASK);
  }
}
