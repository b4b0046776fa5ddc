package org.entrazscaler.simulation.zscaler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Adapts outgoing bodies: the correct answer of the library is changed into the form of the
 * published answers of the product (zscaler-scim 1.5 and 1.6).
 */
final class OutgoingBody {

  /** The kind of request that the resource answers; the published {@code meta} differs. */
  enum Place {
    LIST,
    SINGLE,
    UPDATE
  }

  private final ZscalerOptions options;
  private final boolean users;

  OutgoingBody(ZscalerOptions options, boolean users) {
    this.options = options;
    this.users = users;
  }

  void shapeList(ObjectNode list) {
    if (!options.itemsPerPage()) {
      list.remove("itemsPerPage");
    }
    if (!list.has("Resources")) {
      list.putArray("Resources");
    }
    for (JsonNode item : list.path("Resources")) {
      if (item instanceof ObjectNode resource) {
        shape(resource, Place.LIST);
        if (!options.schemasOnListItems()) {
          resource.remove("schemas");
        }
      }
    }
  }

  void shape(ObjectNode resource, Place place) {
    boolean zia = options.product() == SimulatedProduct.ZIA;
    if (zia && resource.get("meta") instanceof ObjectNode meta) {
      switch (place) {
        case LIST -> meta.remove(List.of("created", "lastModified"));
        case UPDATE -> meta.remove(List.of("created", "location"));
        case SINGLE -> {}
      }
    }
    if (!users) {
      return;
    }
    if (!options.groupsShown()) {
      resource.remove("groups");
    }
    if (options.activeAsText() && resource.has("active")) {
      resource.put("active", resource.get("active").asText());
    }
    JsonNode department = resource.path(ScimService.ENTERPRISE).get("department");
    if (options.departmentTwice() && department != null) {
      resource.set("department", department);
    }
    if (zia && place == Place.LIST) {
      if (!resource.has("name")) {
        resource.putObject("name").put("familyName", "").put("givenName", "");
      }
      if (!resource.has("emails")) {
        resource.putArray("emails");
      }
    }
  }
}
