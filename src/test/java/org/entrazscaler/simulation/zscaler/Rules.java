package org.entrazscaler.simulation.zscaler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.captaingoldfish.scim.sdk.common.constants.ScimType;
import de.captaingoldfish.scim.sdk.common.exceptions.BadRequestException;
import java.util.List;
import java.util.Locale;

/**
 * What Zscaler refuses in a user or a group with 400: unregistered domains, and missing or too long
 * values.
 */
final class Rules {

  private static final int NAME_LENGTH = 128;
  private static final int STREET_LENGTH = 64;
  private static final int SHORT_LENGTH = 32;

  private Rules() {}

  static void checkUser(ObjectNode user, ZscalerOptions options) {
    String userName = user.path("userName").asText();
    if (userName.isBlank()) {
      throw refused("userName is required");
    }
    boolean loginName = options.product() != SimulatedProduct.ZPA;
    String domain = userName.substring(userName.indexOf('@') + 1).toLowerCase(Locale.ROOT);
    if (loginName && (domain.isEmpty() || userName.indexOf('@') < 1)) {
      throw refused("userName '" + userName + "' is not of the form user@domain");
    }
    if (!options.domains().isEmpty() && !options.domains().contains(domain)) {
      throw refused("The domain '" + domain + "' is not registered for this organization");
    }
    if (options.displayNameRequired() && user.path("displayName").asText().isBlank()) {
      throw refused("displayName is required");
    }
    if (options.primaryEmailRequired() && !hasPrimaryEmail(user)) {
      throw refused("A primary email is required");
    }
    if (options.lengthsChecked()) {
      checkUserLengths(user, userName);
    }
  }

  static void checkGroup(ObjectNode group, ZscalerOptions options) {
    if (group.path("displayName").asText().isBlank()) {
      throw refused("displayName is required");
    }
    if (options.lengthsChecked()) {
      checkLength("displayName", group.path("displayName"), NAME_LENGTH);
    }
  }

  private static boolean hasPrimaryEmail(ObjectNode user) {
    for (JsonNode email : user.path("emails")) {
      if (email.path("primary").asBoolean() && !email.path("value").asText().isBlank()) {
        return true;
      }
    }
    return false;
  }

  /** The lengths from the help page and the configuration guide for Okta (zscaler-scim 1.4). */
  private static void checkUserLengths(ObjectNode user, String userName) {
    if (userName.length() > NAME_LENGTH) {
      throw tooLong("userName", NAME_LENGTH);
    }
    checkLength("displayName", user.path("displayName"), NAME_LENGTH);
    for (String attribute : List.of("title", "preferredLanguage", "locale")) {
      checkLength(attribute, user.path(attribute), SHORT_LENGTH);
    }
    JsonNode enterprise = user.path(ScimService.ENTERPRISE);
    checkLength("department", enterprise.path("department"), NAME_LENGTH);
    checkLength("employeeNumber", enterprise.path("employeeNumber"), SHORT_LENGTH);
    checkLength("manager", enterprise.path("manager").path("value"), NAME_LENGTH);
    for (JsonNode address : user.path("addresses")) {
      checkLength("streetAddress", address.path("streetAddress"), STREET_LENGTH);
      for (String part : List.of("locality", "region", "postalCode", "country")) {
        checkLength(part, address.path(part), SHORT_LENGTH);
      }
    }
    for (JsonNode phone : user.path("phoneNumbers")) {
      checkLength("phoneNumbers", phone.path("value"), SHORT_LENGTH);
    }
  }

  private static void checkLength(String attribute, JsonNode value, int most) {
    if (value.asText().length() > most) {
      throw tooLong(attribute, most);
    }
  }

  private static BadRequestException tooLong(String attribute, int most) {
    return refused(attribute + " is longer than " + most + " characters");
  }

  static BadRequestException refused(String message) {
    return new BadRequestException(message, ScimType.RFC7644.INVALID_VALUE);
  }
}
