package org.entrazscaler.simulation.zscaler;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.captaingoldfish.scim.sdk.common.constants.ScimType;
import de.captaingoldfish.scim.sdk.common.exceptions.BadRequestException;
import de.captaingoldfish.scim.sdk.common.resources.complex.Meta;

/** JSON without the node types of the library. */
final class Json {

  static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /**
   * Parses an object.
   *
   * @throws BadRequestException if the text is not a JSON object
   */
  static ObjectNode object(String text) {
    try {
      if (MAPPER.readTree(text) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException unreadable) {
      throw new BadRequestException(
          "The body is not JSON", unreadable, ScimType.RFC7644.INVALID_SYNTAX);
    }
    throw new BadRequestException("The body is not a JSON object", ScimType.RFC7644.INVALID_SYNTAX);
  }

  /**
   * A copy in plain Jackson nodes; the nodes of the library also contain their schema, which needs
   * much memory.
   */
  static ObjectNode copyOf(JsonNode node) {
    return object(node.toString());
  }

  static Meta meta(Stored row, String resourceType) {
    return Meta.builder()
        .resourceType(resourceType)
        .created(row.created)
        .lastModified(row.modified)
        .build();
  }
}
