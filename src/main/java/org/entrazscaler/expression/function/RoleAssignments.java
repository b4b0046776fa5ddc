package org.entrazscaler.expression.function;

import static org.entrazscaler.expression.function.Parameter.required;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code AppRoleAssignmentsComplex} and {@code AssertiveAppRoleAssignmentsComplex}. Each value of
 * {@code [appRoleAssignments]} is one role, as JSON text {@code {"id":…,"value":…,"displayName":…}}
 * (what Entra sends in a PATCH), or its bare value. Both functions return the roles unchanged; the
 * first one adds them to those in the target, the second one replaces those (tutorial "Customize
 * user provisioning attribute-mappings", provisioning a role to a SCIM app).
 */
final class RoleAssignments extends SimpleFunction {

  private static final ObjectMapper JSON = new ObjectMapper();

  private RoleAssignments(String name, String description) {
    super(
        Signature.of(
            name, ValueType.VALUES, description, required("appRoleAssignments", ValueType.ROLES)));
  }

  static RoleAssignments added() {
    return new RoleAssignments(
        "AppRoleAssignmentsComplex",
        "All roles of the user in the application, to be added to those in the target.");
  }

  static RoleAssignments replaced() {
    return new RoleAssignments(
        "AssertiveAppRoleAssignmentsComplex",
        "All roles of the user in the application, to replace those in the target.");
  }

  @Override
  @Nullable Object evaluate(Call call) {
    List<String> assignments = call.values(0);
    return assignments.isEmpty() ? null : assignments;
  }

  /** The value of a role in JSON; any other text is returned unchanged. */
  static String role(String assignment) {
    if (assignment.startsWith("{")) {
      try {
        JsonNode value = JSON.readTree(assignment).path("value");
        if (value.isTextual()) {
          return value.textValue();
        }
      } catch (JsonProcessingException e) {
        return assignment;
      }
    }
    return assignment;
  }
}
