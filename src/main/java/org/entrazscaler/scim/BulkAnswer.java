package org.entrazscaler.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.entrazscaler.scim.schema.Fields;
import org.entrazscaler.scim.schema.SchemaUrn;
import org.entrazscaler.scim.schema.ScimAnswerException;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one operation of a bulk request (RFC 7644, section 3.7.3).
 *
 * @param status the HTTP status that the operation would have as a request of its own
 * @param body the body of that answer; null for none
 */
public record BulkAnswer(int status, @Nullable ObjectNode body) {

  /**
   * Reads the answers to the operations of a bulk request. An operation without a readable answer
   * is left out: it may have been carried out.
   *
   * @param answer the answer to {@link ScimRequests#bulk}; null if it is empty
   * @return the answers by the index of the operation
   * @throws ScimAnswerException if it is not the answer to a bulk request
   */
  public static Map<Integer, BulkAnswer> read(@Nullable ObjectNode answer) {
    JsonNode operations = answer == null ? null : Fields.get(answer, "Operations");
    JsonNode schemas = answer == null ? null : Fields.get(answer, "schemas");
    if (operations == null
        || !operations.isArray()
        || (schemas != null && !ScimAnswers.contains(schemas, SchemaUrn.BULK_RESPONSE))) {
      throw new ScimAnswerException("The answer is not the answer to a bulk request");
    }
    Map<Integer, BulkAnswer> answers = new HashMap<>();
    Map<Integer, BulkAnswer> repeated = new HashMap<>();
    for (JsonNode each : operations) {
      if (each instanceof ObjectNode operation) {
        Integer index = index(Fields.get(operation, "bulkId"));
        BulkAnswer read = of(operation);
        if (index != null && read != null && answers.put(index, read) != null) {
          repeated.put(index, read);
        }
      }
    }
    answers.keySet().removeAll(repeated.keySet());
    return answers;
  }

  private static @Nullable Integer index(@Nullable JsonNode bulkId) {
    String text = bulkId == null ? "" : bulkId.asText();
    return text.matches("\\d{1,9}") ? Integer.valueOf(text) : null;
  }

  private static @Nullable BulkAnswer of(ObjectNode operation) {
    JsonNode status = Fields.get(operation, "status");
    // Earlier drafts of the RFC had an object with the code.
    JsonNode code = status instanceof ObjectNode object ? Fields.get(object, "code") : status;
    String text = code == null ? "" : code.asText();
    if (!text.matches("[1-5]\\d\\d")) {
      return null;
    }
    JsonNode response = Fields.get(operation, "response");
    return new BulkAnswer(
        Integer.parseInt(text),
        response instanceof ObjectNode body ? body : located(Fields.text(operation, "location")));
  }

  /** A target need not return a resource that it has created, but its location has the id. */
  private static @Nullable ObjectNode located(@Nullable String location) {
    String id = location == null ? "" : location.substring(location.lastIndexOf('/') + 1);
    if (id.isBlank()
        || id.contains("?")
        || id.contains("%") && !id.matches(".*%[0-9A-Fa-f]{2}.*")) {
      return null;
    }
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", URLDecoder.decode(id.replace("+", "%2B"), StandardCharsets.UTF_8));
  }
}
