package org.entrazscaler.logging;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.entrazscaler.settings.Secret;

/**
 * Masks secrets in a text before it is logged. It is the last line of defence, for texts that
 * libraries and servers write. Immutable.
 */
final class Redaction {

  /** Shorter secrets are not masked, because they may be a part of ordinary words. */
  private static final int MIN_LENGTH = 5;

  private static final String MASK = "***";
  private static final Pattern BEARER =
      Pattern.compile("(bearer\\s+)[\\w.~+/=-]{16,}", Pattern.CASE_INSENSITIVE);

  private final List<String> secrets;

  Redaction(List<Secret> secrets) {
    this.secrets =
        secrets.stream()
            .map(Secret::reveal)
            .filter(secret -> secret.length() >= MIN_LENGTH)
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  /** Replaces the known secrets and every bearer token by asterisks. */
  String apply(String text) {
    String redacted = text;
    for (String secret : secrets) {
      redacted = redacted.replace(secret, MASK);
    }
    return BEARER.matcher(redacted).replaceAll("$1" + MASK);
  }
}
