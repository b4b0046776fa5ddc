package org.entrazscaler.text;

import java.io.Console;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The command line and the environment of this process in UTF-8. The JVM decodes them by the locale
 * ({@code sun.jnu.encoding}; Java 17 the environment by {@code file.encoding}), so everything
 * outside ASCII is lost in the locale {@code C}, which cron and many services use. Linux has the
 * bytes in {@code /proc} (proc(5)). Without {@code /proc} the texts of the JVM are used.
 */
public final class ProcessText {

  private static final Path PROC = Path.of("/proc/self");

  private ProcessText() {}

  /**
   * The arguments of the program.
   *
   * @param decoded the arguments as the JVM has decoded them
   * @return the same arguments, decoded as UTF-8 if their bytes are known and are UTF-8
   */
  public static String[] arguments(String[] decoded) {
    if (isUtf8("sun.jnu.encoding")) {
      return decoded;
    }
    List<byte[]> all = entries("cmdline");
    int before = all.size() - decoded.length;
    if (before < 0) {
      return decoded;
    }
    String[] arguments = new String[decoded.length];
    for (int i = 0; i < arguments.length; i++) {
      byte[] bytes = all.get(before + i);
      if (!sameAscii(bytes, decoded[i])) {
        return decoded;
      }
      arguments[i] = inUtf8(bytes, decoded[i]);
    }
    return arguments;
  }

  /**
   * The environment variables.
   *
   * @return the variables by name, decoded as UTF-8 if their bytes are known and are UTF-8
   */
  public static Map<String, String> environment() {
    if (isUtf8("sun.jnu.encoding") && isUtf8("file.encoding")) {
      return System.getenv();
    }
    Map<String, String> environment = new LinkedHashMap<>(System.getenv());
    for (byte[] entry : entries("environ")) {
      String text = inUtf8(entry, "");
      int equals = text.indexOf('=');
      if (equals > 0) {
        environment.replace(text.substring(0, equals), text.substring(equals + 1));
      }
    }
    return environment;
  }

  /**
   * The charset in which this process reads and writes: UTF-8, except on a Windows terminal, which
   * has its own encoding.
   *
   * @return the charset of standard input, output and error
   */
  public static Charset charset() {
    Console console = System.console();
    boolean windows = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("win");
    return console != null && windows ? console.charset() : StandardCharsets.UTF_8;
  }

  private static boolean isUtf8(String property) {
    return System.getProperty(property, "").equalsIgnoreCase(StandardCharsets.UTF_8.name());
  }

  /** The entries of a file in /proc, which zero bytes separate; empty if there is no such file. */
  private static List<byte[]> entries(String file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(PROC.resolve(file));
    } catch (IOException | SecurityException e) {
      return List.of();
    }
    List<byte[]> entries = new ArrayList<>();
    int begin = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        entries.add(Arrays.copyOfRange(bytes, begin, i));
        begin = i + 1;
      }
    }
    return entries;
  }

  private static String inUtf8(byte[] bytes, String otherwise) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return otherwise;
    }
  }

  /** A launcher may pass other arguments to the program than to the process; these stay as is. */
  private static boolean sameAscii(byte[] bytes, String decoded) {
    boolean ascii = true;
    for (byte b : bytes) {
      ascii &= b >= 0;
    }
    return !ascii || new String(bytes, StandardCharsets.US_ASCII).equals(decoded);
  }
}
