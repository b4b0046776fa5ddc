package org.entrazscaler.planning;

import java.util.function.Supplier;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.apache.camel.util.ObjectHelper;
import org.entrazscaler.camel.ExchangeVariables;
import org.entrazscaler.camel.MappingsInForce;
import org.entrazscaler.entra.SourceUnclearException;
import org.entrazscaler.entra.TenantReader;
import org.entrazscaler.link.Link;
import org.entrazscaler.mapping.MappedObject;
import org.entrazscaler.plan.Candidate;
import org.entrazscaler.plan.Decision;
import org.entrazscaler.quarantine.FailureHandling;
import org.entrazscaler.scope.FilterException;
import org.entrazscaler.settings.ProvisioningSettings.Deprovision;
import org.entrazscaler.source.Presence;
import org.entrazscaler.source.StoredObject;
import org.entrazscaler.store.State;
import org.entrazscaler.target.Subject;
import org.jspecify.annotations.Nullable;

/**
 * The steps of {@code plan.camel.yaml} that evaluate a source object: its scope, and its mapping.
 */
public final class ScopeEvaluation {

  private final State state;
  private final boolean everything;
  private final boolean lenient;
  private final Supplier<MappingsInForce> inForce;

  /**
   * @param everything whether all users and groups of the tenant are provisioned, assigned or not
   * @param deprovision what happens to the account of a user who leaves the scope
   */
  public ScopeEvaluation(
      State state, boolean everything, Deprovision deprovision, Supplier<MappingsInForce> inForce) {
    this.state = state;
    this.everything = everything;
    this.lenient = deprovision == Deprovision.KEEP;
    this.inForce = inForce;
  }

  /**
   * Handles an object for which Entra gives no clear answer. If it is out of scope in any case, it
   * loses its access; otherwise it is not changed.
   *
   * @param exception the answer of Entra
   */
  public void handleUnclearSource(
      @Variable(ExchangeVariables.SUBJECT) Subject subject,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception exception) {
    SourceUnclearException unclear =
        ObjectHelper.getException(SourceUnclearException.class, exception);
    Candidate candidate = candidateBeforeFilter(subject);
    if (candidate.entitled() || candidate.lenient()) {
      throw unclear;
    }
    subject.unclear(FailureHandling.refusal(unclear));
  }

  /**
   * Prepares the object for its scoping filter: until the filter is evaluated, the object counts as
   * passed.
   */
  public void assumeInScope(@Body Subject subject) {
    subject.setCandidate(candidateBeforeFilter(subject));
  }

  /**
   * Handles a filter that fails: the object keeps its former scope. For an object that is out of
   * scope in any case the filter does not matter.
   *
   * @param exception the error of the filter
   */
  public void handleFilterFailure(
      @Variable(ExchangeVariables.SUBJECT) Subject subject,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception exception) {
    subject.filterFailed();
    if (subject.candidate().withFilterResult(true).inScope()) {
      subject.unclear(
          new Decision.Refuse(
              "InvalidExpression",
              String.valueOf(
                  ObjectHelper.getException(FilterException.class, exception).getMessage()),
              "Correct the value in Entra, or the scoping filter. Until then the object keeps"
                  + " its scope."));
    }
  }

  /**
   * Sets the scope of the object from the result of its filter.
   *
   * @param let the result of the filter; null counts as false
   * @return the same object
   */
  public Subject applyFilterResult(
      @Variable(ExchangeVariables.SUBJECT) Subject subject,
      @Variable(ExchangeVariables.IN_SCOPE) @Nullable Boolean let) {
    boolean passes =
        subject.hasFilterFailed() ? subject.stored().inScope() : Boolean.TRUE.equals(let);
    Candidate candidate = subject.candidate().withFilterResult(passes).unclear(subject.unclear());
    subject.setFilterResult(
        candidate, isMappingNeeded(candidate, state.planning().known(subject).link()));
    return subject;
  }

  /**
   * Whether the object must be mapped. An object that is out of scope and has no account, or is
   * only deleted, keeps too few properties to be mapped, and its expressions must not fail.
   */
  private static boolean isMappingNeeded(Candidate candidate, @Nullable Link link) {
    boolean onlyDeleted =
        candidate.stored().presence() == Presence.DELETED
            && link != null
            && link.targetId() != null;
    return candidate.inScope() || (link != null && !onlyDeleted);
  }

  /** Stores the result of the mapping. */
  public void storeMapped(
      @Body Subject subject, @Variable(ExchangeVariables.MAPPED) MappedObject mapped) {
    subject.setMapped(mapped);
  }

  private Candidate candidateBeforeFilter(Subject subject) {
    StoredObject stored = subject.stored();
    boolean user = subject.isUser();
    boolean entitled =
        everything
            || (state.planning().known(subject).entitled()
                && (user || stored.properties().path("securityEnabled").asBoolean(true)));
    return new Candidate(
        stored,
        entitled,
        true,
        user && lenient,
        TenantReader.roles(state, inForce.get(), stored.key()));
  }
}
