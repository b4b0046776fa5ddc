package org.entrazscaler.text;

import java.util.regex.Pattern;

/** Shortens and cleans the text of an answer for messages. */
public final class AnswerText {

  private static final int LONGEST = 300;
  private static final int LONGEST_READ = 20_000;
  private static final Pattern UNSEEN =
      Pattern.compile("(?is)<(script|style)\\b[^>]*>.*?</\\1\\s*>");
  private static final Pattern TAG = Pattern.compile("<[^>]*+>");
  private static final Pattern CREDENTIAL =
      Pattern.compile(
          "(?i)\\b((?:access_|secret_|id_)?token|authorization|password|secret)"
              + "(\"?\\s*[:=]\\s*\"?)(?:(?:bearer|basic)\\s+)?[\\w.~+/=-]{4,}"
              // Not the words "bearer token".
              + "|\\b(bearer|basic)\\s+(?=\\S{0,200}\\d|\\S{20})[\\w.~+/=-]{4,}");

  /** White space, control and format characters, also outside ASCII, and half surrogate pairs. */
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\s\\p{Z}\\p{Cc}\\p{Cf}\\p{Cs}]+");

  /** The end of a shortened text. */
  private static final String CUT = "\u2026";

  private AnswerText() {}

  /**
   * Converts a text to one line without tags, credentials, invisible characters and control
   * characters.
   *
   * @param text any text, also HTML; only the first 20,000 characters are read
   * @return at most 300 characters
   */
  public static String of(String text) {
    String read = text.length() > LONGEST_READ ? text.substring(0, LONGEST_READ) : text;
    if (looksLikeMarkup(read)) {
      read = TAG.matcher(UNSEEN.matcher(read).replaceAll(" ")).replaceAll(" ");
      read = read.replace("&nbsp;", " ").replace("&quot;", "\"").replace("&amp;", "&");
    }
    read = CREDENTIAL.matcher(read).replaceAll("$1$2$3 ***");
    read = UNPRINTABLE.matcher(read).replaceAll(" ").strip();
    return read.length() <= LONGEST ? read : cut(read) + CUT;
  }

  /**
   * Whether an answer looks like a web page, as proxies and portals send them.
   *
   * @param text the body of an answer
   * @return true if it begins like markup
   */
  public static boolean looksLikeMarkup(String text) {
    return text.stripLeading().startsWith("<");
  }

  /** Cuts a text, but not inside a surrogate pair. */
  private static String cut(String text) {
    int end = LONGEST - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
  }
}
