package org.entrazscaler.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.entrazscaler.directory.ScopeEvaluation;
import org.entrazscaler.directory.SourceAttributes;
import org.entrazscaler.directory.SourceObject;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.source.Presence;
import org.entrazscaler.source.StoredObject;
import org.jspecify.annotations.Nullable;

/**
 * A source object with everything that decides whether it is in scope.
 *
 * @param stored the source copy
 * @param entitled whether it is assigned, or all objects are in scope
 * @param passesFilter whether it passes the scoping filter
 * @param lenient whether leaving the scope does not count as soft-deleted ({@code
 *     provisioning.deprovision=keep})
 * @param roles the user's roles in the enterprise application, if a mapping uses them
 * @param unclear why its scope could not be evaluated; then it gets no access. Null if the scope is
 *     known
 */
public record Candidate(
    StoredObject stored,
    boolean entitled,
    boolean passesFilter,
    boolean lenient,
    List<String> roles,
    Decision.@Nullable Refuse unclear) {

  /** Copies the list. */
  public Candidate {
    roles = List.copyOf(roles);
  }

  /** A source object whose roles no mapping uses. */
  public Candidate(StoredObject stored, boolean entitled, boolean passesFilter, boolean lenient) {
    this(stored, entitled, passesFilter, lenient, List.of());
  }

  /** A source object whose scope is known. */
  public Candidate(
      StoredObject stored,
      boolean entitled,
      boolean passesFilter,
      boolean lenient,
      List<String> roles) {
    this(stored, entitled, passesFilter, lenient, roles, null);
  }

  /**
   * Replaces the source copy.
   *
   * @param read the source copy, read again
   */
  public Candidate withStored(StoredObject read) {
    return new Candidate(read, entitled, passesFilter, lenient, roles, unclear);
  }

  /** Sets the result of the scoping filter. */
  public Candidate withFilterResult(boolean passes) {
    return new Candidate(stored, entitled, passes, lenient, roles, unclear);
  }

  /** Sets why the scope could not be evaluated. */
  public Candidate unclear(Decision.@Nullable Refuse why) {
    return new Candidate(stored, entitled, passesFilter, lenient, roles, why);
  }

  public ObjectKey key() {
    return stored.key();
  }

  /** Whether it is in scope: it exists, is assigned and passes the filter. */
  public boolean inScope() {
    return entitled && passesFilter && stored.presence() == Presence.PRESENT;
  }

  /**
   * The object as expressions read it. {@code IsSoftDeleted} is true for an object that is
   * unassigned, does not pass the filter, or is soft-deleted or blocked (Entra, "How Application
   * Provisioning works").
   */
  public SourceObject source() {
    boolean gone = stored.presence() != Presence.PRESENT;
    return new SourceObject(
        key().type(),
        key().id(),
        stored.properties(),
        lenient
            ? new ScopeEvaluation(true, true, gone, roles)
            : new ScopeEvaluation(entitled, passesFilter, gone, roles));
  }

  /** Whether the {@code externalId} of a target object is the id of this object. */
  boolean isNamedBy(ObjectNode resource) {
    return resource.path("externalId").asText().equals(key().id());
  }

  /**
   * Whether its name is stored. False for an object out of scope of which only the id is stored.
   */
  public boolean hasName() {
    return !name().equals(key().id());
  }

  /** Its userPrincipalName or displayName; the object id if neither is stored. */
  public String name() {
    for (String attribute : new String[] {"userPrincipalName", "displayName"}) {
      if (SourceAttributes.isKnown(key().type(), attribute)
          && source().value(attribute) instanceof String name
          && !name.isEmpty()) {
        return name;
      }
    }
    return key().id();
  }
}
