package org.entrazscaler.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;

/**
 * JSON of requests and answers. A text contains exactly one JSON value. Of duplicate names the last
 * one counts (RFC 8259 section 4 leaves that open). Numbers keep all their digits.
 */
public final class WireJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder(new Utf8Factory())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private WireJson() {}

  /**
   * The mapper.
   *
   * @return the mapper, which must not be configured; its exceptions do not contain the text
   */
  public static JsonMapper mapper() {
    return MAPPER;
  }

  /**
   * Writes UTF-8 like Java: half a surrogate pair, which a JSON text can contain, becomes a
   * question mark. Jackson itself would refuse the whole request.
   */
  private static final class Utf8Factory extends JsonFactory {

    private static final long serialVersionUID = 1;

    Utf8Factory() {
      super(new JsonFactoryBuilder().disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION));
    }

    @Override
    protected JsonGenerator _createUTF8Generator(OutputStream stream, IOContext context)
        throws IOException {
      return _createGenerator(new OutputStreamWriter(stream, StandardCharsets.UTF_8), context);
    }
  }
}
