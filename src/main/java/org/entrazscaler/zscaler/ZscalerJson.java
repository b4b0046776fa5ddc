package org.entrazscaler.zscaler;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;
import org.apache.camel.component.jackson.JacksonDataFormat;
import org.entrazscaler.scim.ScimAnswers;
import org.entrazscaler.scim.schema.ScimAnswerException;
import org.entrazscaler.text.WireJson;
import org.jspecify.annotations.Nullable;

/**
 * Makes the text of Zscaler's answer a JSON object, as Camel's Jackson data format does; a text
 * that is none is a failure of its own, of which nothing is concluded.
 */
public final class ZscalerJson extends JacksonDataFormat {

  /** Reads with {@link WireJson}. */
  public ZscalerJson() {
    super(WireJson.mapper(), JsonNode.class);
  }

  /**
   * Reads one answer of success.
   *
   * @param exchange the exchange
   * @param text the text of the answer; null if there is none
   * @return an object, or null of an answer without content, as it is allowed after a write
   * @throws ScimAnswerException if the text is no JSON object
   */
  @Override
  public @Nullable Object unmarshal(Exchange exchange, @Nullable Object text) throws Exception {
    if (text == null || text.toString().isBlank()) {
      return null;
    }
    try {
      return ScimAnswers.object((JsonNode) super.unmarshal(exchange, text));
    } catch (JsonProcessingException mistake) {
      throw ScimAnswers.notJson(text.toString(), mistake);
    }
  }
}
