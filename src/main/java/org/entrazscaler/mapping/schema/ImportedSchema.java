package org.entrazscaler.mapping.schema;

import java.util.List;
import java.util.Optional;

/**
 * The result of importing a schema.
 *
 * @param users the mapping of users; empty if there is none
 * @param groups the mapping of groups; empty if there is none
 * @param notes what was left out or has a different effect
 */
public record ImportedSchema(
    Optional<ImportedObject> users, Optional<ImportedObject> groups, List<Note> notes) {

  /** Copies the list. */
  public ImportedSchema {
    notes = List.copyOf(notes);
  }
}
