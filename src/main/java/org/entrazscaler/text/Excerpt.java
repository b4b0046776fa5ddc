package org.entrazscaler.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/** Cuts what the other side sent to a length that fits a message. */
public final class Excerpt {

  private static final int LENGTH = 200;

  /** More is not looked at, so that a huge answer costs nothing. */
  private static final int CONSIDERED = 20_000;

  private static final Pattern INVISIBLE_ELEMENTS =
      Pattern.compile("(?is)<(script|style)\\b.*?(</\\1>|$)");
  private static final Pattern TAGS = Pattern.compile("<[^>]*>?");
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Cntrl}\u00a0]+");

  private Excerpt() {}

  public static String of(JsonNode node) {
    return of(node.toString());
  }

  /**
   * One line without markup.
   *
   * @param text anything, HTML included
   * @return at most about 200 characters
   */
  public static String of(String text) {
    String considered = text.length() > CONSIDERED ? text.substring(0, CONSIDERED) : text;
    String visible =
        looksLikeMarkup(considered)
            ? TAGS.matcher(INVISIBLE_ELEMENTS.matcher(considered).replaceAll(" ")).replaceAll(" ")
            : considered;
    String line = BLANKS.matcher(visible).replaceAll(" ").strip();
    return line.length() > LENGTH ? line.substring(0, LENGTH) + "…" : line;
  }

  /**
   * Whether an answer is a web page or the like, as proxies and portals send them.
   *
   * @param text an answer's body
   * @return true if it begins as markup does
   */
  public static boolean looksLikeMarkup(String text) {
    return text.stripLeading().startsWith("<");
  }
}
