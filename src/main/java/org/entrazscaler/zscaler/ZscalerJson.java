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
 * Parses an answer of Zscaler as a JSON object, as Camel's Jackson data format does. A text that is
 * not a JSON object is an error, and nothing is concluded from it.
 */
public final class ZscalerJson extends JacksonDataFormat {

  /** Reads with {@link WireJson}. */
  public ZscalerJson() {
    super(WireJson.mapper(), JsonNode.class);
  }

  /**
   * Parses one answer with a 2xx status.
   *
   * @param exchange the exchange
   * @param text the text of the answer; null if there is none
   * @return an object; null if the answer has no body, which is allowed after a write
   * @throws ScimAnswerException if the text is not a JSON object
   */
  @Override
  public @Nullable Object unmarshal(Exchange exchange, @Nullable Object text) throws Exception {
    if (text == null || text.toString().isBlank()) {
      return null;
    }
    try {
      return ScimAnswers.object((JsonNode) super.unmarshal(exchange, text));
    } catch (JsonProcessingException failure) {
      throw ScimAnswers.notJson(text.toString(), failure);
    }
  }
}
