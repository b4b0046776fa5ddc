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
 * A source object with all that decides where it stands.
 *
 * @param stored the last read copy
 * @param entitled whether it is assigned, or everyone is in scope
 * @param passesFilter whether its scoping filter lets it through
 * @param lenient whether leaving the scope does not count as soft-deleted ({@code
 *     provisioning.deprovision=keep})
 * @param roles the user's roles on the enterprise application, where a mapping asks for them
 * @param unclear what keeps from saying where it stands, so that nothing is given to it; null where
 *     it is known
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

  /** A source object of which no mapping asks the roles. */
  public Candidate(StoredObject stored, boolean entitled, boolean passesFilter, boolean lenient) {
    this(stored, entitled, passesFilter, lenient, List.of());
  }

  /** A source object of which it is known where it stands. */
  public Candidate(
      StoredObject stored,
      boolean entitled,
      boolean passesFilter,
      boolean lenient,
      List<String> roles) {
    this(stored, entitled, passesFilter, lenient, roles, null);
  }

  /**
   * The same object, as it was read meanwhile.
   *
   * @param read the last read copy
   * @return a copy that stands where this one does
   */
  public Candidate withStored(StoredObject read) {
    return new Candidate(read, entitled, passesFilter, lenient, roles, unclear);
  }

  /**
   * The same object, now that its scoping filter has been asked.
   *
   * @param passes whether the filter lets it through
   * @return a copy
   */
  public Candidate withFilterResult(boolean passes) {
    return new Candidate(stored, entitled, passes, lenient, roles, unclear);
  }

  /**
   * The same object, of which it cannot be said where it stands.
   *
   * @param why what keeps from saying it; null for nothing
   * @return a copy
   */
  public Candidate unclear(Decision.@Nullable Refuse why) {
    return new Candidate(stored, entitled, passesFilter, lenient, roles, why);
  }

  /**
   * Which object it is.
   *
   * @return its key
   */
  public ObjectKey key() {
    return stored.key();
  }

  /**
   * Whether it is in scope.
   *
   * @return true if it is there, assigned and let through
   */
  public boolean inScope() {
    return entitled && passesFilter && stored.presence() == Presence.PRESENT;
  }

  /**
   * The object as expressions read it. {@code IsSoftDeleted} is true for one that is unassigned,
   * not let through by its filter, soft-deleted or blocked (Entra, "How Application Provisioning
   * works").
   *
   * @return the view
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

  /**
   * Whether a target object says that it is this object's.
   *
   * @param resource the target object
   * @return true if its {@code externalId} is the object id
   */
  public boolean isNamedBy(ObjectNode resource) {
    return resource.path("externalId").asText().equals(key().id());
  }

  /**
   * Whether what is kept of it has a name.
   *
   * @return false for one out of scope of which only its id is known
   */
  public boolean hasName() {
    return !name().equals(key().id());
  }

  /**
   * What people call it.
   *
   * @return userPrincipalName or displayName, or the object id where neither is kept
   */
  public String name() {
    for (String attribute : new String[] {"userPrincipalName", "displayName"}) {
      if (SourceAttributes.known(key().type(), attribute)
          && source().value(attribute) instanceof String name
          && !name.isEmpty()) {
        return name;
      }
    }
    return key().id();
  }
}
