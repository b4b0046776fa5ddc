package org.entrazscaler.undo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of {@code undo}.
 *
 * @param undoes id of the cycle to undo
 * @param cycle id of the cycle that has undone it; null for a dry run
 * @param result result of the undo, as {@link org.entrazscaler.cycle.CycleRecord} has it
 * @param counts numbers of the undo
 */
record UndoJson(
    String undoes,
    boolean applied,
    @Nullable String cycle,
    String result,
    @Nullable String reason,
    ObjectNode counts,
    List<Step> steps,
    List<LeftOut> leftOut) {

  /**
   * What is or would be undone of one object.
   *
   * @param type {@code user} or {@code group}
   * @param id object id
   * @param action the action, as the provisioning log names it
   * @param status the status, as the provisioning log names it
   * @param held whether a safeguard holds it
   * @param targetId SCIM {@code id}; null if there is no target object
   * @param joining names of the members that join
   * @param leaving names of the members that leave
   */
  record Step(
      String type,
      String id,
      @Nullable String name,
      String action,
      String status,
      boolean held,
      @Nullable String targetId,
      @Nullable String reason,
      List<Change> changes,
      List<String> joining,
      List<String> leaving) {}

  /** An attribute that changes; null for no value. */
  record Change(String path, @Nullable JsonNode before, @Nullable JsonNode after) {}

  /**
   * What is not undone.
   *
   * @param what the attribute or member; null for the whole object
   */
  record LeftOut(String type, String id, String name, @Nullable String what, String reason) {

    LeftOut(UndoPlan.LeftOut left) {
      this(left.key().type().word(), left.key().id(), left.name(), left.what(), left.reason());
    }
  }
}
