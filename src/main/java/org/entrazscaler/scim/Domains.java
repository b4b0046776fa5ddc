package org.entrazscaler.scim;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The login domains that Zscaler Support has registered for the tenant. Zscaler refuses a userName
 * with any other domain, and logs that only once a day (ZIA, About Event Logs). Immutable.
 */
public final class Domains {

  private final Set<String> names = new TreeSet<>();

  /**
   * Creates the list from the setting {@code zscaler.domains}.
   *
   * @param names the domains; if there are none, nothing is checked
   */
  public Domains(List<String> names) {
    for (String name : names) {
      String domain = normal(name);
      if (!domain.isEmpty()) {
        this.names.add(domain);
      }
    }
  }

  /**
   * Checks the domain of a login name.
   *
   * @param userName the login name
   * @return a sentence that says what is wrong and how to fix it; null if the domain is registered
   *     or domains are not checked
   */
  public @Nullable String objection(String userName) {
    if (names.isEmpty()) {
      return null;
    }
    int at = userName.lastIndexOf('@');
    if (at <= 0 || at == userName.length() - 1) {
      return "userName \"%s\" is not of the form user@domain, which Zscaler needs"
          .formatted(userName);
    }
    String domain = userName.substring(at + 1);
    return names.contains(normal(domain))
        ? null
        : "the domain \"%s\" of userName \"%s\" is not in zscaler.domains (%s); ask Zscaler Support to"
                .formatted(domain, userName, String.join(", ", names))
            + " register it and add it there, or map userName to a registered domain";
  }

  private static String normal(String domain) {
    String name = domain.strip().toLowerCase(Locale.ROOT);
    return name.startsWith("@") ? name.substring(1) : name;
  }
}
