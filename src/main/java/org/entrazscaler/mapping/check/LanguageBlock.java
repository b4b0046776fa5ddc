package org.entrazscaler.mapping.check;

import org.entrazscaler.language.TextError;
import org.jspecify.annotations.Nullable;

/**
 * A text in one of the languages in a file.
 *
 * @param language {@code mapping}, {@code scope} or {@code entra}
 * @param routeId the id of the route that contains it; null if the route has no id
 * @param text the text as Camel passes it to the language
 * @param positions the offset in the file of every character of the text and of its end
 */
record LanguageBlock(String language, @Nullable String routeId, String text, int[] positions) {

  /** The same error with its position in the file. */
  TextError inFile(TextError error) {
    int begin = positions[Math.min(error.offset(), text.length())];
    int end = positions[Math.min(error.offset() + error.length(), text.length())];
    return new TextError(begin, Math.max(0, end - begin), error.message());
  }
}
