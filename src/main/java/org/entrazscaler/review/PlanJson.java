package org.entrazscaler.review;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The JSON form of a plan. It is documented in {@code docs/semantics.md} and changes only with
 * {@link #VERSION}. The member {@code summary} is for readers and is not read back.
 */
public final class PlanJson {

  /** The version of the JSON form. */
  public static final int VERSION = 1;

  private static final String FORMAT = "entra-zscaler-plan";
  private static final List<String> FRAME = List.of("format", "version", "summary");

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .serializationInclusion(JsonInclude.Include.ALWAYS)
          .build();

  private record Document(
      String format, int version, Summary summary, @JsonUnwrapped SavedPlan plan) {}

  private PlanJson() {}

  /** Writes a plan as indented JSON with a line feed at the end. */
  public static String write(SavedPlan plan) {
    try {
      return MAPPER
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(new Document(FORMAT, VERSION, Summary.of(plan), plan))
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The plan cannot be written as JSON", e);
    }
  }

  /**
   * Whether an output is a plan, and not a message that says why there is none.
   *
   * @param text output of the command
   */
  public static boolean isPlan(String text) {
    return text.startsWith("{");
  }

  /**
   * Reads a plan.
   *
   * @param text output of {@link #write}
   * @throws PlanException if the text is not a plan, or a plan of another version
   */
  public static SavedPlan read(String text) {
    try {
      JsonNode tree = MAPPER.readTree(text);
      if (!(tree instanceof ObjectNode plan)
          || !plan.path("format").asText().equals(FORMAT)
          || !plan.path("version").isInt()) {
        throw new PlanException(
            "This is not a plan: it does not begin with \"format\": \"" + FORMAT + "\".");
      }
      int version = plan.path("version").asInt();
      if (version != VERSION) {
        throw new PlanException(
            "The plan has the form of version "
                + version
                + "; this program reads version "
                + VERSION
                + ". Create it again with plan --save.");
      }
      plan.remove(FRAME);
      return MAPPER.treeToValue(plan, SavedPlan.class);
    } catch (JsonMappingException e) {
      throw new PlanException("The plan is damaged at " + place(e) + ": " + reason(e), e);
    } catch (JsonProcessingException e) {
      throw new PlanException(
          "This is not a plan, or it is damaged: no JSON at line "
              + e.getLocation().getLineNr()
              + ", column "
              + e.getLocation().getColumnNr()
              + ".",
          e);
    }
  }

  private static String place(JsonMappingException e) {
    StringBuilder place = new StringBuilder();
    for (JsonMappingException.Reference reference : e.getPath()) {
      if (reference.getFieldName() == null) {
        place.append('[').append(reference.getIndex()).append(']');
      } else {
        place.append(place.isEmpty() ? "" : ".").append(reference.getFieldName());
      }
    }
    return place.isEmpty() ? "its beginning" : place.toString();
  }

  private static String reason(JsonMappingException e) {
    Throwable cause = e.getCause();
    if (cause instanceof NullPointerException || cause instanceof IllegalArgumentException) {
      return cause.getMessage() + ".";
    }
    return e.getOriginalMessage() + ".";
  }
}
