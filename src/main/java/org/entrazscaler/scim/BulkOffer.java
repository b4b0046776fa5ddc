package org.entrazscaler.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.entrazscaler.scim.schema.Fields;
import org.jspecify.annotations.Nullable;

/**
 * The bulk requests that a target accepts (RFC 7643, section 5).
 *
 * @param maxOperations the most operations in one request, at least 2
 * @param maxPayloadBytes the most bytes in the body of one request
 */
public record BulkOffer(int maxOperations, int maxPayloadBytes) {

  /** The limit if the target states none; Microsoft's example of a configuration has the same. */
  private static final int DEFAULT_PAYLOAD_BYTES = 1024 * 1024;

  /**
   * Reads the offer of a target.
   *
   * @param config the answer to {@link ScimRequests#readServiceProviderConfig}; null if it is empty
   * @return null if the target offers no bulk requests, or only requests with one operation
   */
  public static @Nullable BulkOffer of(@Nullable ObjectNode config) {
    JsonNode listed = config == null ? null : Fields.get(config, "bulk");
    if (!(listed instanceof ObjectNode bulk)) {
      return null;
    }
    JsonNode supported = Fields.get(bulk, "supported");
    if (supported == null || !supported.asText().equalsIgnoreCase("true")) {
      return null;
    }
    int operations = number(bulk, "maxOperations", 0);
    int bytes = number(bulk, "maxPayloadSize", DEFAULT_PAYLOAD_BYTES);
    return operations < 2 || bytes < 1 ? null : new BulkOffer(operations, bytes);
  }

  private static int number(ObjectNode object, String name, int otherwise) {
    JsonNode value = Fields.get(object, name);
    return value == null || !value.isNumber()
        ? otherwise
        : (int) Math.max(0, Math.min(Integer.MAX_VALUE, value.asLong()));
  }
}
