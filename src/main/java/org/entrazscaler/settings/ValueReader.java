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
import org.entrazscaler.text.Report;
import org.jspecify.annotations.Nullable;

/**
 * Reads single values from their sources and collects errors. A value with an error is replaced by
 * its default, so that further errors are found.
 */
final class ValueReader {

  private static final Pattern GUID =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
  private static final Pattern USER_INFORMATION = Pattern.compile("//[^/]*@");

  private final Path workingDirectory;
  private final List<Map<String, ConfiguredValue>> sources;
  private final List<SettingsProblem> problems;

  /**
   * Creates a reader.
   *
   * @param workingDirectory the directory of relative paths
   * @param sources the sources; each overrides those after it
   * @param problems receives errors
   */
  ValueReader(
      Path workingDirectory,
      List<Map<String, ConfiguredValue>> sources,
      List<SettingsProblem> problems) {
    this.workingDirectory = workingDirectory;
    this.sources = sources;
    this.problems = problems;
  }

  /** The text of a setting, or its default if it is not set or blank; null if it has none. */
  @Nullable String text(String key) {
    ConfiguredValue configured = configured(key);
    return configured == null ? SettingsTable.get(key).defaultValue() : configured.text().strip();
  }

  /** The text of a setting that has a default. */
  String textOrDefault(String key) {
    String text = text(key);
    return text == null ? defaultOf(key) : text;
  }

  /** A text that must be valid; null if it is not set or not valid. */
  @Nullable String text(String key, Predicate<String> valid, String expected) {
    String text = text(key);
    if (text != null && !valid.test(text)) {
      reject(key, "expected " + expected);
      return null;
    }
    return text;
  }

  /** A GUID in lower case; null if it is not set or not valid. */
  @Nullable String guid(String key) {
    String text =
        text(
            key,
            value -> GUID.matcher(value).matches(),
            "a GUID such as 1b4e28ba-2fa1-11d2-883f-0016d3cca427");
    return text == null ? null : text.toLowerCase(Locale.ROOT);
  }

  /** One of several words. */
  <E extends Enum<E>> E oneOf(String key, Class<E> type) {
    String text = textOrDefault(key);
    E constant = constant(type, text);
    if (constant != null) {
      return constant;
    }
    reject(key, "expected " + alternatives(words(type)) + NearestName.hint(text, words(type)));
    return orThrow(constant(type, defaultOf(key)), key);
  }

  /** Any of several words, separated by commas; a blank value means none. */
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

  /** A whole number; null if it is not set or not valid. */
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
      // Reported below, like a number out of bounds.
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

  /** A number above zero; null if it is not set or not valid. */
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
      // Reported below, like a number out of bounds.
    }
    reject(key, "expected a number above 0, such as 5 or 0.5");
    return null;
  }

  /** A duration. */
  Duration duration(String key) {
    try {
      return Durations.parse(textOrDefault(key));
    } catch (IllegalArgumentException e) {
      reject(key, String.valueOf(e.getMessage()));
      return Durations.parse(defaultOf(key));
    }
  }

  /** Texts separated by commas, stripped; a blank value is an empty list. */
  List<String> list(String key) {
    Setting setting = SettingsTable.get(key);
    ConfiguredValue configured = find(setting);
    String text = configured == null ? setting.defaultValue() : configured.text();
    return text == null
        ? List.of()
        : Arrays.stream(text.split(",")).map(String::strip).filter(t -> !t.isEmpty()).toList();
  }

  /** Texts separated by commas; each must be valid. */
  List<String> list(String key, Predicate<String> valid, String expected) {
    List<String> texts = new ArrayList<>();
    for (String text : list(key)) {
      if (valid.test(text)) {
        texts.add(text);
      } else {
        reject(key, "\"" + shown(text) + "\" is not valid: expected " + expected);
      }
    }
    return List.copyOf(texts);
  }

  /** A path, relative to the working directory; null if it is not set or not valid. */
  @Nullable Path path(String key) {
    String text = text(key);
    try {
      return text == null ? null : workingDirectory.resolve(text);
    } catch (InvalidPathException e) {
      reject(key, "expected a path: " + e.getReason());
      return null;
    }
  }

  /** A path of a file that must be readable; null if it is not set or not valid. */
  @Nullable Path readableFile(String key) {
    Path path = path(key);
    if (path != null && !(Files.isRegularFile(path) && Files.isReadable(path))) {
      reject(key, "the file does not exist, or this user is not allowed to read it");
      return null;
    }
    return path;
  }

  /**
   * The address of a server, without slashes at the end; null if it is not set or not valid. Plain
   * {@code http} is allowed only for loopback addresses, because each request carries a token.
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
      return "expected https: with plain http the credentials would be sent unencrypted; it is"
          + " allowed only for loopback addresses (127.0.0.1, ::1, localhost)";
    }
    String query = uri.getRawQuery();
    if (query != null && query.toLowerCase(Locale.ROOT).startsWith("aadoptscim")) {
      return "remove ?"
          + query
          + ": that flag tells Entra's own service which form of PATCH to send; here it follows"
          + " from zscaler.product";
    }
    if (query != null || uri.getRawFragment() != null) {
      return "expected an address without a query (?) or fragment (#)";
    }
    return null;
  }

  /** A password or token, with any white space in it; null if it is not set. */
  @Nullable Secret secret(String key) {
    ConfiguredValue configured = configured(key);
    return configured == null ? null : new Secret(configured.text());
  }

  /**
   * A token for an HTTP header: visible ASCII without white space, RFC 6750 section 2.1. Null if it
   * is not set or not valid.
   */
  @Nullable Secret token(String key) {
    Secret secret = secret(key);
    if (secret == null) {
      return null;
    }
    if (secret.reveal().toLowerCase(Locale.ROOT).startsWith("bearer ")) {
      reject(key, "expected only the token, without \"Bearer \" before it");
      return null;
    }
    if (!secret.reveal().chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      reject(key, "expected ASCII characters without white space and line breaks");
      return null;
    }
    return secret;
  }

  /** Whether a setting has a configured value. */
  boolean isSet(String key) {
    return configured(key) != null;
  }

  /** Reports an error in the value of a setting; shows the value unless it is a secret. */
  void reject(String key, String message) {
    Setting setting = SettingsTable.get(key);
    ConfiguredValue configured = find(setting);
    String origin = configured == null ? "" : configured.origin();
    String value =
        configured == null || setting.secret()
            ? ""
            : "is \"" + shown(configured.text().strip()) + "\"";
    problems.add(
        new SettingsProblem(
            key, origin, value.isEmpty() ? "is not valid: " + message : value + ": " + message));
  }

  /** Reports an error in a value that contains a secret; does not show the value. */
  void rejectConfidential(String key, String message) {
    ConfiguredValue configured = find(SettingsTable.get(key));
    problems.add(new SettingsProblem(key, configured == null ? "" : configured.origin(), message));
  }

  /** Reports a required setting that is not set. */
  void missing(String key, String message) {
    problems.add(new SettingsProblem(key, "", "is missing: " + message));
  }

  private @Nullable ConfiguredValue configured(String key) {
    ConfiguredValue value = find(SettingsTable.get(key));
    return value == null || value.text().isBlank() ? null : value;
  }

  /** The value of the first source that has the setting, even if it is blank. */
  private @Nullable ConfiguredValue find(Setting setting) {
    for (Map<String, ConfiguredValue> source : sources) {
      ConfiguredValue value = source.get(setting.key());
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
    return USER_INFORMATION.matcher(Report.oneLine(text)).replaceAll("//***@");
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
