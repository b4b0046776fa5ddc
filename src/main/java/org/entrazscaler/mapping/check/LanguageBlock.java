package org.entrazscaler.mapping.check;

import org.entrazscaler.language.Mistake;
import org.jspecify.annotations.Nullable;

/**
 * A text in one of the languages inside a file.
 *
 * @param language {@code mapping}, {@code scope} or {@code entra}
 * @param routeId the route it stands in; null if that has no id
 * @param text as Camel hands it to the language
 * @param positions the offset in the file of every character of the text and of its end
 */
record LanguageBlock(String language, @Nullable String routeId, String text, int[] positions) {

  /** A mistake of the text as one of the file. */
  Mistake inFile(Mistake mistake) {
    int begin = positions[Math.min(mistake.offset(), text.length())];
    int end = positions[Math.min(mistake.offset() + mistake.length(), text.length())];
    return new Mistake(begin, Math.max(0, end - begin), mistake.message());
  }
}
