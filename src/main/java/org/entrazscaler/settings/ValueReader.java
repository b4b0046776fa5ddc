package org.entrazscaler.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.entrazscaler.language.NearestName;
import org.jspecify.annotations.Nullable;

/**
 * Reads single values out of the places where they may be given, and collects what is wrong with
 * them. A value that is wrong reads as its default, so that reading goes on to the next error.
 */
final class ValueReader {

  private static final Pattern GUID =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
  private static final Pattern USER_INFORMATION = Pattern.compile("//[^/]*@");

  private final Path workingDirectory;
  private final List<Map<String, GivenValue>> places;
  private final List<SettingsProblem> problems;

  /**
   * Reads from some places.
   *
   * @param workingDirectory what relative paths are relative to
   * @param places those that win first
   * @param problems takes what is wrong
   */
  ValueReader(
      Path workingDirectory, List<Map<String, GivenValue>> places, List<SettingsProblem> problems) {
    this.workingDirectory = workingDirectory;
    this.places = places;
    this.problems = problems;
  }

  /** The text of a setting, its default if it is not given or blank; null if it has none. */
  @Nullable String text(String key) {
    GivenValue given = given(key);
    return given == null ? SettingsTable.get(key).defaultValue() : given.text().strip();
  }

  /** The text of a setting that has a default. */
  String textOrDefault(String key) {
    String text = text(key);
    return text == null ? defaultOf(key) : text;
  }

  /** A text that must fit; null if it is not given or does not. */
  @Nullable String text(String key, Predicate<String> fits, String expected) {
    String text = text(key);
    if (text != null && !fits.test(text)) {
      reject(key, "expected " + expected);
      return null;
    }
    return text;
  }

  /** A GUID in small letters, null if none is given. */
  @Nullable String guid(String key) {
    String text =
        text(
            key,
            value -> GUID.matcher(value).matches(),
            "a GUID such as 1b4e28ba-2fa1-11d2-883f-0016d3cca427");
    return text == null ? null : text.toLowerCase(Locale.ROOT);
  }

  /** One of some words. */
  <E extends Enum<E>> E oneOf(String key, Class<E> type) {
    String text = textOrDefault(key);
    E constant = constant(type, text);
    if (constant != null) {
      return constant;
    }
    reject(key, "expected " + alternatives(words(type)) + NearestName.hint(text, words(type)));
    return orThrow(constant(type, defaultOf(key)), key);
  }

  /** Some of some words, separated by commas; blank means none of them. */
  <E extends Enum<E>> Set<E> anyOf(String key, Class<E> type) {
    EnumSet<E> chosen = EnumSet.noneOf(type);
    for (String text : list(key)) {
      E constant = constant(type, text);
      if (constant == null) {
        reject(
            key,
            "expected any of "
                + String.join(", ", words(type))
                + NearestName.hint(text, words(type)));
      } else {
        chosen.add(constant);
      }
    }
    return Collections.unmodifiableSet(chosen);
  }

  /** {@code on} or {@code off}. */
  boolean onOff(String key) {
    return oneOf(key, Switch.class) == Switch.ON;
  }

  /** {@code true} or {@code false}. */
  boolean trueOrFalse(String key) {
    return oneOf(key, Truth.class) == Truth.TRUE;
  }

  /** A whole number, null if there is no valid one. */
  @Nullable Integer wholeNumber(String key, int least, int most) {
    String text = text(key);
    if (text == null) {
      return null;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, in the same words as a number out of bounds.
    }
    reject(
        key,
        most == Integer.MAX_VALUE
            ? "expected a whole number of at least " + least
            : "expected a whole number from " + least + " to " + most);
    return null;
  }

  /** A whole number of a setting that has a default. */
  int wholeNumberOrDefault(String key, int least, int most) {
    Integer number = wholeNumber(key, least, most);
    return number == null ? Integer.parseInt(defaultOf(key)) : number;
  }

  /** A number above zero, null if there is no valid one. */
  @Nullable Double positiveNumber(String key) {
    String text = text(key);
    if (text == null) {
      return null;
    }
    try {
      double number = Double.parseDouble(text);
      if (number > 0 && number <= 1_000_000) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, in the same words as a number out of bounds.
    }
    reject(key, "expected a number above 0, such as 5 or 0.5");
    return null;
  }

  /** A length of time. */
  Duration duration(String key) {
    try {
      return Durations.parse(textOrDefault(key));
    } catch (IllegalArgumentException e) {
      reject(key, String.valueOf(e.getMessage()));
      return Durations.parse(defaultOf(key));
    }
  }

  /** Texts separated by commas, without blanks around them; a blank value is none of them. */
  List<String> list(String key) {
    Setting setting = SettingsTable.get(key);
    GivenValue given = winner(setting);
    String text = given == null ? setting.defaultValue() : given.text();
    return text == null
        ? List.of()
        : Arrays.stream(text.split(",")).map(String::strip).filter(t -> !t.isEmpty()).toList();
  }

  /** Texts separated by commas, of which each must fit. */
  List<String> list(String key, Predicate<String> fits, String expected) {
    List<String> fitting = new ArrayList<>();
    for (String text : list(key)) {
      if (fits.test(text)) {
        fitting.add(text);
      } else {
        reject(key, "\"" + shown(text) + "\" does not fit: expected " + expected);
      }
    }
    return List.copyOf(fitting);
  }

  /** A path, relative to the working directory; null if there is no valid one. */
  @Nullable Path path(String key) {
    String text = text(key);
    try {
      return text == null ? null : workingDirectory.resolve(text);
    } catch (InvalidPathException e) {
      reject(key, "expected a path: " + e.getReason());
      return null;
    }
  }

  /** A path of a file that must be readable; null if there is no valid one. */
  @Nullable Path readableFile(String key) {
    Path path = path(key);
    if (path != null && !(Files.isRegularFile(path) && Files.isReadable(path))) {
      reject(key, "there is no file there that this user may read");
      return null;
    }
    return path;
  }

  /**
   * An address of a server, without the slashes at its end; null if there is no valid one. Plain
   * {@code http} is taken for this machine alone, since tokens travel with every request.
   */
  @Nullable URI address(String key) {
    String text = text(key);
    if (text == null) {
      return null;
    }
    String error = null;
    URI uri = null;
    try {
      uri = new URI(text.replaceFirst("/+$", ""));
      error = errorOf(uri);
    } catch (URISyntaxException e) {
      error = "expected an address such as https://host/path: " + e.getReason();
    }
    if (error == null) {
      return uri;
    }
    reject(key, error);
    return null;
  }

  /** An address of a setting that has a default. */
  URI addressOrDefault(String key) {
    URI address = address(key);
    return address == null ? URI.create(defaultOf(key)) : address;
  }

  private static @Nullable String errorOf(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (uri.getRawUserInfo() != null) {
      return "expected an address without a user name or password";
    }
    if (!(scheme.equals("https") || scheme.equals("http")) || uri.getHost() == null) {
      return "expected an address such as https://host/path";
    }
    if (scheme.equals("http") && !Loopback.contains(uri.getHost())) {
      return "expected https: plain http would show the credentials to the network, and is taken"
          + " for loopback addresses alone (127.0.0.1, ::1, localhost)";
    }
    String query = uri.getRawQuery();
    if (query != null && query.toLowerCase(Locale.ROOT).startsWith("aadoptscim")) {
      return "leave out ?"
          + query
          + ": that flag tells Entra's own service which form of PATCH to send; here it follows"
          + " from zscaler.product";
    }
    if (query != null || uri.getRawFragment() != null) {
      return "expected an address without a query (?) or fragment (#)";
    }
    return null;
  }

  /** A password or token, with the blanks that it may have; null if none is given. */
  @Nullable Secret secret(String key) {
    GivenValue given = given(key);
    return given == null ? null : new Secret(given.text());
  }

  /**
   * A token that travels in an HTTP header: visible ASCII without blanks, RFC 6750 section 2.1.
   * Null if there is no valid one.
   */
  @Nullable Secret token(String key) {
    Secret secret = secret(key);
    if (secret == null) {
      return null;
    }
    if (secret.reveal().toLowerCase(Locale.ROOT).startsWith("bearer ")) {
      reject(key, "expected the token alone, without \"Bearer \" before it");
      return null;
    }
    if (!secret.reveal().chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      reject(key, "expected one word of ASCII characters; it has a blank, a line break or others");
      return null;
    }
    return secret;
  }

  /** Whether anybody gives a setting a value. */
  boolean isGiven(String key) {
    return given(key) != null;
  }

  /** Notes that the value of a setting is wrong, and shows it unless it is a secret. */
  void reject(String key, String message) {
    Setting setting = SettingsTable.get(key);
    GivenValue given = winner(setting);
    String origin = given == null ? "" : given.origin();
    String value =
        given == null || setting.secret() ? "" : "is \"" + shown(given.text().strip()) + "\"";
    problems.add(
        new SettingsProblem(
            key, origin, value.isEmpty() ? "is not valid: " + message : value + ": " + message));
  }

  /** Notes that the value of a setting is wrong without showing it, for it holds a secret. */
  void rejectConfidential(String key, String message) {
    GivenValue given = winner(SettingsTable.get(key));
    problems.add(new SettingsProblem(key, given == null ? "" : given.origin(), message));
  }

  /** Notes that a setting is needed and not given. */
  void missing(String key, String message) {
    problems.add(new SettingsProblem(key, "", "is missing: " + message));
  }

  private @Nullable GivenValue given(String key) {
    GivenValue value = winner(SettingsTable.get(key));
    return value == null || value.text().isBlank() ? null : value;
  }

  /** What the first place gives that says anything about a setting, be it blank. */
  private @Nullable GivenValue winner(Setting setting) {
    for (Map<String, GivenValue> place : places) {
      GivenValue value = place.get(setting.key());
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private static <E extends Enum<E>> @Nullable E constant(Class<E> type, String text) {
    for (E constant : type.getEnumConstants()) {
      if (word(constant).equals(text.toLowerCase(Locale.ROOT))) {
        return constant;
      }
    }
    return null;
  }

  private static List<String> words(Class<? extends Enum<?>> type) {
    return Arrays.stream(type.getEnumConstants()).map(ValueReader::word).toList();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String alternatives(List<String> words) {
    int last = words.size() - 1;
    return String.join(", ", words.subList(0, last)) + " or " + words.get(last);
  }

  /** The default of a setting that has one. */
  String defaultOf(String key) {
    return orThrow(SettingsTable.get(key).defaultValue(), key);
  }

  private static <T> T orThrow(@Nullable T value, String key) {
    if (value == null) {
      throw new IllegalArgumentException("The setting " + key + " has no valid default");
    }
    return value;
  }

  private static String shown(String text) {
    String oneLine = text.replaceAll("\\p{Cntrl}+", " ");
    return USER_INFORMATION.matcher(oneLine).replaceAll("//***@");
  }

  private enum Switch {
    ON,
    OFF
  }

  private enum Truth {
    TRUE,
    FALSE
  }
}
