package org.entrazscaler.mapping.schema;

import java.util.List;
import java.util.Optional;

/**
 * What was made of a schema.
 *
 * @param users of its mapping of users; empty if it has none
 * @param groups of its mapping of groups; empty if it has none
 * @param notes what was left out or is different here
 */
public record ImportedSchema(
    Optional<ImportedObject> users, Optional<ImportedObject> groups, List<Note> notes) {

  /** Copies the list. */
  public ImportedSchema {
    notes = List.copyOf(notes);
  }
}
