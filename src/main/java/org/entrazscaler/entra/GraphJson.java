package org.entrazscaler.entra;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;
import org.apache.camel.component.jackson.JacksonDataFormat;
import org.entrazscaler.graph.GraphAnswers;
import org.entrazscaler.text.WireJson;
import org.jspecify.annotations.Nullable;

/**
 * Parses an answer of Graph as JSON, as Camel's Jackson data format does. A text that is not JSON
 * counts as no answer: the same request may succeed later.
 */
public final class GraphJson extends JacksonDataFormat {

  /** Reads with {@link WireJson}. */
  public GraphJson() {
    super(WireJson.mapper(), JsonNode.class);
  }

  /**
   * Parses one answer with a 2xx status.
   *
   * @param exchange the exchange
   * @param text the text of the answer; null if there is none
   * @return a {@link JsonNode}
   * @throws EntraUnavailableException if there is no text, or if it is not JSON
   */
  @Override
  public Object unmarshal(Exchange exchange, @Nullable Object text) throws Exception {
    if (text == null || text.toString().isBlank()) {
      throw new EntraUnavailableException(GraphAnswers.empty());
    }
    try {
      return super.unmarshal(exchange, text);
    } catch (JsonProcessingException failure) {
      throw new EntraUnavailableException(GraphAnswers.notJson(text.toString(), failure));
    }
  }
}
