package org.entrazscaler.planning;

import java.util.Set;
import org.entrazscaler.entra.EntraReader;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.outcome.Completion;
import org.entrazscaler.plan.Candidate;
import org.entrazscaler.plan.Change;
import org.entrazscaler.plan.Planners;
import org.entrazscaler.source.StoredObject;

/** Says with which data an object is complete. */
public final class Completions {

  private final Planners planners;
  private final EntraReader entra;

  public Completions(Planners planners, EntraReader entra) {
    this.planners = planners;
    this.entra = entra;
  }

  /** The completion of an evaluated object. */
  public Completion of(Candidate candidate) {
    return new Completion(
        candidate.key(),
        candidate.stored().changed(),
        candidate.inScope(),
        planners.of(candidate.key().type()).isMemberEligible(candidate),
        keptOutOfScope(candidate.key().type()));
  }

  /** The completion of an object whose planned change was carried out. */
  public Completion of(Change change) {
    return new Completion(
        change.key(),
        change.changed(),
        change.inScope(),
        change.memberEligible(),
        keptOutOfScope(change.key().type()));
  }

  /** The completion of an object that keeps its former scope. */
  public Completion unchanged(StoredObject stored) {
    return new Completion(
        stored.key(),
        stored.changed(),
        stored.inScope(),
        true,
        keptOutOfScope(stored.key().type()));
  }

  private Set<String> keptOutOfScope(ObjectType type) {
    return entra.propertiesOutOfScope(type);
  }
}
