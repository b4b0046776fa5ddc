package org.entrazscaler.mapping.schema;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The result of importing one object mapping.
 *
 * @param enabled whether the mapping is enabled in Entra
 * @param actions the target object actions, as in {@code provisioning.user-actions}: {@code
 *     create}, {@code update}, {@code delete}
 * @param rows the entries of the mapping, one line each, at least one
 * @param filter the scoping filter in the language {@code scope}; empty if it has no equivalent
 */
public record ImportedObject(
    boolean enabled, Set<String> actions, List<String> rows, Optional<String> filter) {

  /** Copies the collections. */
  public ImportedObject {
    actions = Set.copyOf(actions);
    rows = List.copyOf(rows);
  }
}
