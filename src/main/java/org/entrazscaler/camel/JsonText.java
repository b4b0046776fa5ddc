package org.entrazscaler.camel;

import java.nio.charset.StandardCharsets;
import org.entrazscaler.text.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * The text of an answer. JSON is UTF-8 whatever charset its {@code Content-Type} names, RFC 8259
 * sections 8.1 and 11; Camel would take the one that is named. Bytes that are no UTF-8 become
 * {@code U+FFFD}, for an answer that is no JSON is quoted in messages.
 */
public final class JsonText {

  private JsonText() {}

  /** The text without a byte order mark; null if there is none. */
  public static @Nullable String of(byte @Nullable [] bytes) {
    return bytes == null ? null : Utf8.withoutMark(new String(bytes, StandardCharsets.UTF_8));
  }
}
