package org.entrazscaler.connection;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/** Checks and splits the addresses in the settings. */
public final class Addresses {

  private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

  private Addresses() {}

  /**
   * Checks an address to which credentials are sent. It must be an absolute https address, or http
   * for a loopback address, without user-info, query and fragment.
   *
   * @param setting name of the setting, for messages
   * @throws IllegalArgumentException if it is anything else
   */
  public static void requireSafe(String setting, URI address) {
    if (address.getRawUserInfo() != null) {
      throw new IllegalArgumentException(setting + " should not contain a user name and password");
    }
    if (address.getHost() == null
        || address.getRawQuery() != null
        || address.getRawFragment() != null) {
      throw new IllegalArgumentException(
          setting + " should be an address such as https://host/path, but is: " + address);
    }
    boolean https = "https".equalsIgnoreCase(address.getScheme());
    if (!https && !("http".equalsIgnoreCase(address.getScheme()) && isLoopback(address))) {
      throw new IllegalArgumentException(
          setting + " should begin with https:// (http:// only for loopback), but is: " + address);
    }
  }

  /** The path without trailing slashes. */
  public static String path(URI address) {
    return address.getRawPath().replaceAll("/+$", "");
  }

  /** Scheme, host and port. */
  public static String origin(URI address) {
    return address.getScheme() + "://" + address.getRawAuthority();
  }

  private static boolean isLoopback(URI address) {
    return LOOPBACK.matcher(address.getHost().toLowerCase(Locale.ROOT)).matches();
  }
}
