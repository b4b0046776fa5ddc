package org.entrazscaler.expression.function;

import static org.entrazscaler.expression.function.Parameter.required;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code AppRoleAssignments}. Documented only in the Graph function-schema example. Returns the
 * roles, like the other role functions, as their values.
 */
final class AppRoleAssignments extends SimpleFunction {

  AppRoleAssignments() {
    super(
        Signature.of(
            "AppRoleAssignments",
            ValueType.VALUES,
            "The values of all roles of the user in the application.",
            required("source", ValueType.ROLES)));
  }

  @Override
  @Nullable Object evaluate(Call call) {
    List<String> roles = new ArrayList<>();
    for (String assignment : call.values(0)) {
      roles.add(RoleAssignments.role(assignment));
    }
    return roles.isEmpty() ? null : List.copyOf(roles);
  }
}
