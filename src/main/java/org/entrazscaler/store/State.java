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

/** The opened state with its stores. Safe for use by several threads. */
public final class State implements AutoCloseable {

  /** The tables that a cycle empties when it begins. */
  private static final Set<String> TABLES_OF_ONE_CYCLE =
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
   * Opens, locks and migrates the state. Creates it if it does not exist.
   *
   * @param workingDirectory base of a relative path in the address
   * @return the opened state, which the caller closes
   * @throws StateBusyException if another instance has the state
   * @throws StateException if it cannot be opened or migrated
   */
  public static State open(StateAddress address, Path workingDirectory, Clock clock) {
    return new State(StateDatabase.open(address, workingDirectory), clock).loaded();
  }

  /**
   * Copies the state at one moment into a private state in memory, which disappears when it is
   * closed. While a cycle runs, the copy contains what a program would find after a crash at that
   * moment: writes that were started are intents, and what is not done is pending. The tables of
   * the running cycle are not copied.
   *
   * @param excludedTables names of further tables that are not copied
   * @return the copy, which the caller closes
   */
  public State copy(Set<String> excludedTables) {
    StateDatabase copy = StateDatabase.open(StateAddress.inMemory(), Path.of(""));
    try {
      Set<String> empty = new HashSet<>(excludedTables);
      empty.addAll(TABLES_OF_ONE_CYCLE);
      new StateCopy(database.jdbi(), copy.jdbi(), empty).run();
      return new State(copy, clock).loaded();
    } catch (RuntimeException | SQLException e) {
      copy.close();
      throw new StateException("The state cannot be copied: " + StateDatabase.text(e), e);
    }
  }

  /**
   * A state in a database that is already open, locked and migrated.
   *
   * @param database supplies connections; stays open when the state is closed
   */
  public static State in(DataSource database, Clock clock) {
    return new State(StateDatabase.in(database), clock).loaded();
  }

  /**
   * A state without a database, for the check of routes, whose steps are never executed. Each
   * access to the database fails. Need not be closed.
   */
  public static State unopened(Clock clock) {
    return new State(StateDatabase.none(), clock);
  }

  /** Loads what some stores keep in memory. No constructor of a store reads the database. */
  private State loaded() {
    source.load();
    handovers.load();
    names.load();
    log.load();
    return this;
  }

  /** Single facts. */
  public Facts facts() {
    return facts;
  }

  /** The source copy: users and groups as last read from Entra. */
  public SourceStore source() {
    return source;
  }

  /** The assignments to the enterprise application. */
  public Entitlement entitlement() {
    return entitlement;
  }

  /** Updates the source copy. */
  public SourceUpdater sourceUpdater() {
    return sourceUpdater;
  }

  /** The links between objects in Entra and Zscaler. */
  public LinkStore links() {
    return links;
  }

  /** The objects in Zscaler that were handed over to another object in Entra. */
  public HandoverStore handovers() {
    return handovers;
  }

  /** The unique names in Zscaler, and the objects that wait for one. */
  public NameStore names() {
    return names;
  }

  /** The managed members of groups. */
  public WrittenMembers writtenMembers() {
    return writtenMembers;
  }

  /** The differences between required and current members of planned groups. */
  public MemberDifferences memberDifferences() {
    return memberDifferences;
  }

  /** The members that were read of managed groups. */
  public GroupMemberships groupMemberships() {
    return groupMemberships;
  }

  /** The target copy. */
  public TargetStore target() {
    return target;
  }

  /** The planned changes of the running cycle. */
  public PlanStore plan() {
    return plan;
  }

  /** Reads the state of many objects at once, for planning. */
  public PlanningStore planning() {
    return planning;
  }

  /** Reads planned changes, for writing. */
  public DueChanges due() {
    return due;
  }

  /** The dead-letter list. */
  public ParkedStore parked() {
    return parked;
  }

  /** The cycles. */
  public CycleStore cycles() {
    return cycles;
  }

  /** The provisioning log. */
  public ProvisioningLog log() {
    return log;
  }

  /** The hold of a safeguard. */
  public HoldStore holds() {
    return holds;
  }

  /** The quarantine. */
  public QuarantineStore quarantine() {
    return quarantine;
  }

  /** The values and memberships that {@code undo} has restored. */
  public UndoStore undo() {
    return undo;
  }

  /** The owners of accounts without a link. */
  public AccountStore accounts() {
    return accounts;
  }

  /** The differences that the last reconciliation has found. */
  public DifferenceStore differences() {
    return differences;
  }

  /** Compares the target copy with the required content. */
  public ComparisonStore comparison() {
    return comparison;
  }

  /** Records the outcomes of changes. */
  public Outcomes outcomes() {
    return outcomes;
  }

  /**
   * Runs several changes of the stores in one transaction. No outcome is recorded at the same time,
   * although the changes that an urgent pass has read may concern objects that are being written.
   *
   * @param work changes the stores, completely or not at all
   */
  public void inTransaction(Runnable work) {
    database.jdbi().useTransaction(h -> work.run());
  }

  /** Whether the database answers and this instance still has the lock. */
  public boolean isUp() {
    return database.isUp();
  }

  @Override
  public void close() {
    database.close();
  }
}
