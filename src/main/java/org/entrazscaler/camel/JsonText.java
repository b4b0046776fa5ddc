package org.entrazscaler.camel;

import java.nio.charset.StandardCharsets;
import org.entrazscaler.text.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the body of an answer. JSON is UTF-8, whatever charset the {@code Content-Type} names
 * (RFC 8259 sections 8.1 and 11); Camel would use the named charset. Bytes that are not UTF-8
 * become {@code U+FFFD}, because messages quote an answer that is not JSON.
 */
public final class JsonText {

  private JsonText() {}

  /** The text without a byte order mark; null if there is none. */
  public static @Nullable String of(byte @Nullable [] bytes) {
    return bytes == null ? null : Utf8.withoutMark(new String(bytes, StandardCharsets.UTF_8));
  }
}
