package org.entrazscaler.expression.function;

import static org.entrazscaler.expression.function.Parameter.required;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code SingleAppRoleAssignment}. Of several assignments Entra sends any one; here it is the first
 * one, so that the value does not vary.
 */
final class SingleAppRoleAssignment extends SimpleFunction {

  SingleAppRoleAssignment() {
    super(
        Signature.of(
            "SingleAppRoleAssignment",
            ValueType.TEXT,
            "The value of the user's role in the application; if there are several roles, of"
                + " the first.",
            required("appRoleAssignments", ValueType.ROLES)));
  }

  @Override
  @Nullable Object evaluate(Call call) {
    List<String> assignments = call.values(0);
    return assignments.isEmpty() ? null : RoleAssignments.role(assignments.get(0));
  }
}
