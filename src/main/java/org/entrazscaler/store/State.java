package org.entrazscaler.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import javax.sql.DataSource;
import org.entrazscaler.cycle.CycleStore;
import org.entrazscaler.deadletter.ParkedStore;
import org.entrazscaler.journal.ProvisioningLog;
import org.entrazscaler.link.HandoverStore;
import org.entrazscaler.link.LinkStore;
import org.entrazscaler.link.MemberDifferences;
import org.entrazscaler.link.NameStore;
import org.entrazscaler.link.WrittenMembers;
import org.entrazscaler.outcome.DueChanges;
import org.entrazscaler.outcome.Outcomes;
import org.entrazscaler.plan.PlanStore;
import org.entrazscaler.planning.PlanningStore;
import org.entrazscaler.quarantine.QuarantineStore;
import org.entrazscaler.reconcile.AccountStore;
import org.entrazscaler.reconcile.ComparisonStore;
import org.entrazscaler.reconcile.DifferenceStore;
import org.entrazscaler.safeguard.HoldStore;
import org.entrazscaler.source.Entitlement;
import org.entrazscaler.source.SourceStore;
import org.entrazscaler.source.SourceUpdater;
import org.entrazscaler.target.GroupMemberships;
import org.entrazscaler.target.TargetStore;
import org.entrazscaler.undo.UndoStore;

/** The opened state with its parts. Safe for use by several threads. */
public final class State implements AutoCloseable {

  /** What a cycle forgets when it begins. */
  private static final Set<String> OF_ONE_CYCLE =
      Set.of(
          "planned_change",
          "member_difference",
          "target_object",
          "target_created",
          "target_key",
          "target_member");

  private final StateDatabase database;
  private final Clock clock;
  private final Facts facts;
  private final SourceStore source;
  private final Entitlement entitlement;
  private final SourceUpdater sourceUpdater;
  private final HandoverStore handovers;
  private final NameStore names;
  private final LinkStore links;
  private final WrittenMembers writtenMembers;
  private final MemberDifferences memberDifferences;
  private final GroupMemberships groupMemberships;
  private final TargetStore target;
  private final PlanStore plan;
  private final PlanningStore planning;
  private final DueChanges due;
  private final ParkedStore parked;
  private final CycleStore cycles;
  private final ProvisioningLog log;
  private final UndoStore undo;
  private final Outcomes outcomes;
  private final HoldStore holds;
  private final QuarantineStore quarantine;
  private final AccountStore accounts;
  private final DifferenceStore differences;
  private final ComparisonStore comparison;

  private State(StateDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
    this.facts = new Facts(database.jdbi());
    this.source = new SourceStore(database.jdbi());
    this.entitlement = new Entitlement(database.jdbi(), source.memberships());
    this.sourceUpdater = new SourceUpdater(database.jdbi(), clock, source, entitlement);
    this.handovers = new HandoverStore(database.jdbi(), source);
    this.names = new NameStore(database.jdbi(), source);
    this.links = new LinkStore(database.jdbi(), source, handovers, names);
    this.writtenMembers = new WrittenMembers(database.jdbi(), source);
    this.memberDifferences = new MemberDifferences(database.jdbi(), source);
    this.target = new TargetStore(database.jdbi());
    this.groupMemberships = new GroupMemberships(database.jdbi(), target);
    this.plan = new PlanStore(database.jdbi());
    this.planning = new PlanningStore(database.jdbi(), entitlement);
    this.due = new DueChanges(database.jdbi());
    this.parked = new ParkedStore(database.jdbi(), source);
    this.cycles = new CycleStore(database.jdbi());
    this.log = new ProvisioningLog(database.jdbi());
    this.holds = new HoldStore(facts);
    this.quarantine = new QuarantineStore(facts);
    this.undo = new UndoStore(database.jdbi(), source);
    this.differences = new DifferenceStore(database.jdbi());
    this.outcomes = new Outcomes(database.jdbi(), source, links, handovers, names, log);
    this.accounts = new AccountStore(database.jdbi(), facts, source, target, outcomes);
    this.comparison = new ComparisonStore(database.jdbi(), source, target, outcomes, names);
  }

  /**
   * Opens, locks and migrates the state, creating it where there is none.
   *
   * @param address where it lies
   * @param workingDirectory what a relative path in the address counts from
   * @param clock tells the present
   * @return the opened state, to be closed
   * @throws StateBusyException if another instance has it
   * @throws StateException if it cannot be opened or migrated
   */
  public static State open(StateAddress address, Path workingDirectory, Clock clock) {
    return new State(StateDatabase.open(address, workingDirectory), clock).loaded();
  }

  /**
   * A copy in memory, as it is at one moment: nobody else sees what is done to it, and it is gone
   * when it is closed. While a cycle runs it is what a program would find that starts after a crash
   * at that moment: writes that are begun stand in it as intents, what is not done is pending. What
   * only that cycle needs is not copied.
   *
   * @param without tables of which nothing is needed, by name
   * @return another state, to be closed
   */
  public State copy(Set<String> without) {
    StateDatabase copy = StateDatabase.open(StateAddress.inMemory(), Path.of(""));
    try {
      Set<String> empty = new HashSet<>(without);
      empty.addAll(OF_ONE_CYCLE);
      new StateCopy(database.jdbi(), copy.jdbi(), empty).run();
      return new State(copy, clock).loaded();
    } catch (RuntimeException | SQLException e) {
      copy.close();
      throw new StateException("The state cannot be copied: " + StateDatabase.text(e), e);
    }
  }

  /**
   * A state in a database that is open, locked and migrated already.
   *
   * @param database gives connections to it; stays open when the state is closed
   * @param clock tells the present
   * @return never null
   */
  public static State in(DataSource database, Clock clock) {
    return new State(StateDatabase.in(database), clock).loaded();
  }

  /**
   * A state without a database, for steps that are built to be looked at and are never taken:
   * whatever needs the database fails.
   *
   * @param clock tells the present
   * @return another one each time; need not be closed
   */
  public static State unopened(Clock clock) {
    return new State(StateDatabase.none(), clock);
  }

  /** No part of the state asks the database when it is made; what some keep in memory they load. */
  private State loaded() {
    source.load();
    handovers.load();
    names.load();
    log.load();
    return this;
  }

  /**
   * Single facts.
   *
   * @return never null
   */
  public Facts facts() {
    return facts;
  }

  /**
   * The needed part of Entra.
   *
   * @return never null
   */
  public SourceStore source() {
    return source;
  }

  /**
   * Who is assigned to the enterprise application.
   *
   * @return never null
   */
  public Entitlement entitlement() {
    return entitlement;
  }

  /**
   * Takes in what Graph says.
   *
   * @return never null
   */
  public SourceUpdater sourceUpdater() {
    return sourceUpdater;
  }

  /**
   * The links to the target.
   *
   * @return never null
   */
  public LinkStore links() {
    return links;
  }

  /**
   * Which objects of the target have gone to another source object.
   *
   * @return never null
   */
  public HandoverStore handovers() {
    return handovers;
  }

  /**
   * Who has which name in the target, and who waits for one.
   *
   * @return never null
   */
  public NameStore names() {
    return names;
  }

  /**
   * The members of groups that were written.
   *
   * @return never null
   */
  public WrittenMembers writtenMembers() {
    return writtenMembers;
  }

  /**
   * By which members groups differ in the target.
   *
   * @return never null
   */
  public MemberDifferences memberDifferences() {
    return memberDifferences;
  }

  /**
   * Who was seen to be in groups of ours.
   *
   * @return never null
   */
  public GroupMemberships groupMemberships() {
    return groupMemberships;
  }

  /**
   * What the target holds, as read for matching.
   *
   * @return never null
   */
  public TargetStore target() {
    return target;
  }

  /**
   * What the cycle under way is going to do.
   *
   * @return never null
   */
  public PlanStore plan() {
    return plan;
  }

  /**
   * What planning reads of many objects at once.
   *
   * @return never null
   */
  public PlanningStore planning() {
    return planning;
  }

  /**
   * What writing reads of planned changes.
   *
   * @return never null
   */
  public DueChanges due() {
    return due;
  }

  /**
   * The dead-letter store.
   *
   * @return never null
   */
  public ParkedStore parked() {
    return parked;
  }

  /**
   * The cycles that were run.
   *
   * @return never null
   */
  public CycleStore cycles() {
    return cycles;
  }

  /**
   * The provisioning log.
   *
   * @return never null
   */
  public ProvisioningLog log() {
    return log;
  }

  /**
   * What a safeguard holds.
   *
   * @return never null
   */
  public HoldStore holds() {
    return holds;
  }

  /**
   * Why no full cycle is run for now.
   *
   * @return never null
   */
  public QuarantineStore quarantine() {
    return quarantine;
  }

  /**
   * What undo took back.
   *
   * @return never null
   */
  public UndoStore undo() {
    return undo;
  }

  /**
   * Whose the objects of the target are that no link names.
   *
   * @return never null
   */
  public AccountStore accounts() {
    return accounts;
  }

  /**
   * What reconciliations found.
   *
   * @return never null
   */
  public DifferenceStore differences() {
    return differences;
  }

  /**
   * What the target was seen to hold, against what it should hold.
   *
   * @return never null
   */
  public ComparisonStore comparison() {
    return comparison;
  }

  /**
   * What became of changes.
   *
   * @return never null
   */
  public Outcomes outcomes() {
    return outcomes;
  }

  /**
   * Does several things in one transaction, beside which no outcome is recorded: what is read of
   * Entra while changes are written touches the same objects.
   *
   * @param work what is done to the parts of this state, all of it or nothing
   */
  public void together(Runnable work) {
    database.jdbi().useTransaction(h -> work.run());
  }

  /**
   * Whether the database answers and is still this instance's alone.
   *
   * @return false if it does not, or if another instance has it now
   */
  public boolean up() {
    return database.up();
  }

  @Override
  public void close() {
    database.close();
  }
}
