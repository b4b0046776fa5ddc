package org.entrazscaler.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.entrazscaler.entra.GraphJson;
import org.jspecify.annotations.Nullable;

/** The payloads in Graph's documentation, and short JSON for tests. */
public final class GraphExamples {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Exchange EXCHANGE = new DefaultExchange(new DefaultCamelContext());

  private GraphExamples() {}

  static String text(String file) {
    try (InputStream in = GraphExamples.class.getResourceAsStream("graph/" + file + ".json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode example(String file) {
    return answer(text(file));
  }

  /** The JSON of an answer with this text, as the routes read it. */
  static JsonNode answer(@Nullable String text) {
    try {
      return (JsonNode) new GraphJson().unmarshal(EXCHANGE, text);
    } catch (RuntimeException failure) {
      throw failure;
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** JSON, written with single quotes. */
  static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static ObjectNode object(String text) {
    return (ObjectNode) json(text);
  }
}
