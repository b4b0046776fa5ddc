package org.entrazscaler.settings;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The loopback addresses, RFC 1122 section 3.2.1.3 and RFC 4291 section 2.5.3. Decides by the text
 * alone and looks up no name, because another machine would answer.
 */
public final class Loopback {

  private static final Pattern IPV4 = Pattern.compile("127\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
  private static final Pattern IPV6 = Pattern.compile("\\[?(::1|(0{1,4}:){7}0{0,3}1)]?");

  private Loopback() {}

  /**
   * Whether a host is a loopback address.
   *
   * @param host a name or an address, an IPv6 address with or without its brackets
   * @return true for 127.0.0.0/8, ::1 and {@code localhost}
   */
  public static boolean contains(String host) {
    if (host.toLowerCase(Locale.ROOT).equals("localhost") || IPV6.matcher(host).matches()) {
      return true;
    }
    Matcher matcher = IPV4.matcher(host);
    if (!matcher.matches()) {
      return false;
    }
    for (int part = 1; part <= matcher.groupCount(); part++) {
      if (Integer.parseInt(matcher.group(part)) > 255) {
        return false;
      }
    }
    return true;
  }
}
