package org.entrazscaler.plan;

import org.entrazscaler.graph.ObjectType;

/**
 * The planner of each type of object.
 *
 * @param users plans users
 * @param groups plans groups
 */
public record Planners(Planner users, Planner groups) {

  /** The planner of a type. */
  public Planner of(ObjectType type) {
    return type == ObjectType.USER ? users : groups;
  }
}
