package org.entrazscaler.write;

import java.util.function.BiConsumer;
import org.entrazscaler.outcome.EmptiedElements;
import org.entrazscaler.outcome.RefusedParts;
import org.entrazscaler.outcome.Write;

/** Creates the steps that write Zscaler, which the routes name by {@code ref}. */
public final class WriteBeans {

  private final RefusedParts parts;
  private final OutcomeQueue outcomes;
  private final LostAccounts lostAccounts;
  private final DueMembers dueMembers;
  private final RemovalFallback removalFallback;
  private final MemberSteps memberSteps;
  private final WriteSteps writeSteps;
  private final AccountHandover handover;
  private final NameOrder nameOrder;
  private final LockSteps lockSteps;
  private final WriteWindows writeWindows;
  private final BulkSteps bulkSteps;
  private final EarlyCreations earlyCreations;
  private final DryRunResponder dryRunResponder;
  private final AttributeParts attributeParts;

  /**
   * Creates the steps.
   *
   * @param onUnrecorded parks an object whose outcome cannot be recorded
   */
  public WriteBeans(WriteContext context, BiConsumer<Write, RuntimeException> onUnrecorded) {
    PlanValidity validity = new PlanValidity(context.cycle());
    this.outcomes = new OutcomeQueue(context.cycle(), validity, onUnrecorded, System::nanoTime);
    this.parts = new RefusedParts(context.records().log());
    this.lostAccounts = new LostAccounts(context);
    this.dueMembers = new DueMembers(context.state().memberDifferences(), context.planLimit());
    this.removalFallback = new RemovalFallback(parts);
    this.memberSteps = new MemberSteps(context, validity, dueMembers, parts, lostAccounts);
    this.writeSteps = new WriteSteps(context, memberSteps, dueMembers, outcomes);
    this.handover = new AccountHandover(context);
    this.nameOrder = new NameOrder(context, outcomes);
    this.lockSteps = new LockSteps(context, validity, handover);
    BulkLimits bulk = new BulkLimits(context.limits().bulk() && !context.cycle().dryRun());
    this.writeWindows = new WriteWindows(context, validity, handover, outcomes, bulk);
    this.bulkSteps = new BulkSteps(context, bulk, writeWindows, writeSteps);
    this.earlyCreations = new EarlyCreations(context, writeWindows);
    this.dryRunResponder = new DryRunResponder(context.cycle().dryRun());
    this.attributeParts =
        new AttributeParts(
            parts, validity, new EmptiedElements(context.state().log()), dryRunResponder);
  }

  /**
   * Registers the steps by the names of their classes.
   *
   * @param registry Camel's registry
   */
  public void register(BiConsumer<String, Object> registry) {
    registry.accept("refusedParts", parts);
    registry.accept("outcomeQueue", outcomes);
    registry.accept("lostAccounts", lostAccounts);
    registry.accept("removalFallback", removalFallback);
    registry.accept("memberSteps", memberSteps);
    registry.accept("writeSteps", writeSteps);
    registry.accept("accountHandover", handover);
    registry.accept("nameOrder", nameOrder);
    registry.accept("lockSteps", lockSteps);
    registry.accept("writeWindows", writeWindows);
    registry.accept("bulkSteps", bulkSteps);
    registry.accept("earlyCreations", earlyCreations);
    registry.accept("dryRunResponder", dryRunResponder);
    registry.accept("attributeParts", attributeParts);
  }

  /** The outcomes that wait to be recorded together. */
  public OutcomeQueue outcomes() {
    return outcomes;
  }

  /** Forgets the lost accounts of an earlier cycle. */
  public void reset() {
    lostAccounts.clear();
  }

  /** The members that still have to join or leave. */
  public DueMembers dueMembers() {
    return dueMembers;
  }

  /** What is done when Zscaler refuses a deletion. */
  public RemovalFallback removalFallback() {
    return removalFallback;
  }
}
