package org.entrazscaler.outcome;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.entrazscaler.camel.ExchangeVariables;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.Link;
import org.entrazscaler.link.Origin;
import org.entrazscaler.link.StoredChange;
import org.entrazscaler.plan.Change;
import org.entrazscaler.plan.MatchQuery;
import org.entrazscaler.scim.BulkAnswer;
import org.entrazscaler.scim.ScimError;
import org.entrazscaler.scim.ScimRequest;
import org.entrazscaler.zscaler.ZscalerException;
import org.jspecify.annotations.Nullable;

/**
 * One planned change on its way to Zscaler: the exchange variable {@code write} of the routes that
 * write. It contains the data of the state when the object was locked, so that the state is not
 * read again, and the outcomes since then. The outcomes of a user are collected here and recorded
 * together after its last request. One thread at a time uses it.
 */
public final class Write {

  /** Kinds of intents. An intent is recorded before its request is sent. */
  public static final String CREATING = "create";

  public static final String CHANGING = "change";
  public static final String DELETING = "delete";

  private static final Object UNLOCKED = new Object();

  private final StoredChange planned;
  private final Object lockOwner;
  private final long window;
  private final @Nullable String displayName;
  private final Set<String> referencedUsers;
  private final Supplier<Optional<Link>> groupLink;
  private final String changeId = UUID.randomUUID().toString();
  private final List<Outcome> outcomes = new ArrayList<>();
  private final List<Runnable> afterwards = new ArrayList<>();

  private long began = System.nanoTime();
  private @Nullable Change change;
  private @Nullable Link link;
  private @Nullable String intent;
  private boolean open;
  private @Nullable BulkAnswer bulkAnswer;
  private @Nullable ScimRequest intentRequest;

  private final List<RefusedParts.Part> refusedParts = new ArrayList<>();
  private boolean partAccepted;
  private @Nullable AttributePortions attributes;
  private @Nullable MemberPortions members;
  private @Nullable ObjectKey formerGroup;
  private boolean unfinished;
  private boolean bare;
  private MemberChunk chunk = MemberChunk.NONE;
  private List<ObjectNode> found = List.of();
  private Deque<MatchQuery> forms = new ArrayDeque<>();
  private @Nullable ZscalerException refused;
  private @Nullable ScimRequest refusedRequest;
  private @Nullable ScimError nameRefused;

  /**
   * A change of a user of a window.
   *
   * @param due the planned change with its data of the state
   * @param lockOwner the owner of the lock
   * @param window the number of groups of outcomes that were recorded before the state was read
   */
  public Write(DueChange due, Object lockOwner, long window) {
    this(due, lockOwner, window, Optional::empty);
  }

  /**
   * A single change.
   *
   * @param due the planned change with its data of the state
   * @param lockOwner the owner of the lock
   * @param groupLink the link of a group, which changes with each chunk of members
   */
  public Write(DueChange due, Object lockOwner, Supplier<Optional<Link>> groupLink) {
    this(due, lockOwner, 0, groupLink);
  }

  private Write(DueChange due, Object lockOwner, long window, Supplier<Optional<Link>> groupLink) {
    this.planned = due.planned();
    this.lockOwner = lockOwner;
    this.window = window;
    this.groupLink = groupLink;
    this.displayName =
        due.source() == null ? null : due.source().properties().path("displayName").asText(null);
    this.referencedUsers = due.referencedUsers();
    this.link = due.link();
    this.intent = link == null ? null : link.intent();
    this.open = intent != null;
    Change read = Change.of(planned);
    boolean made = link != null && link.targetId() == null && CREATING.equals(intent);
    this.change = made ? read.withOrigin(Origin.CREATED) : read;
  }

  /** A change of an object that is not locked, for which a query is sent. */
  public static Write unlocked(StoredChange planned) {
    return new Write(new DueChange(planned, null, true, null, Set.of()), UNLOCKED, Optional::empty);
  }

  /** The write of an exchange. */
  public static Write at(Exchange exchange) {
    return Objects.requireNonNull(of(exchange), "The exchange has no write.");
  }

  /** The write of an exchange, or null. */
  public static @Nullable Write of(Exchange exchange) {
    return exchange.getVariable(ExchangeVariables.WRITE, Write.class);
  }

  /** Starts the measurement of the duration. */
  public void startTimer() {
    began = System.nanoTime();
  }

  // --- the object and the change
  // -------------------------------------------------------------------

  public ObjectKey key() {
    return planned.key();
  }

  /** The change as it was planned. */
  public StoredChange planned() {
    return planned;
  }

  /** The owner of the lock. */
  public Object lockOwner() {
    return lockOwner;
  }

  /** Whether the object is locked and the state was read. */
  boolean isLocked() {
    return lockOwner != UNLOCKED;
  }

  /** The number of groups of outcomes that were recorded before the state was read. */
  public long window() {
    return window;
  }

  /** The source object's displayName in Entra, or null if it has none. */
  @Nullable String displayName() {
    return displayName;
  }

  /** Object ids of the users that the object refers to, such as its manager. */
  public Set<String> referencedUsers() {
    return referencedUsers;
  }

  /** The id of the change in the provisioning log. */
  String changeId() {
    return changeId;
  }

  /** The start of the change, as {@link System#nanoTime}. */
  long began() {
    return began;
  }

  /**
   * The part of the change that is still to be sent, compared with the current values of the
   * target.
   *
   * @return null if its target object is gone, or a later pass plans the change again
   */
  public @Nullable Change change() {
    return change;
  }

  /** The change, which must exist. */
  public Change knownChange() {
    return Objects.requireNonNull(change, "The change was dropped.");
  }

  public void setChange(Change other) {
    change = other;
  }

  /** Drops the change: the object is matched or planned again. */
  public void dropChange() {
    change = null;
  }

  /** The link after all outcomes so far. */
  public Optional<Link> link() {
    return isGroup() ? groupLink.get() : Optional.ofNullable(link);
  }

  private boolean isGroup() {
    return key().type() == ObjectType.GROUP;
  }

  // --- intents ----------------------------------------------------------------------------------

  /** The kind of intent of the change; null if it sends nothing. */
  @Nullable
  public String intentKind() {
    return switch (knownChange().action()) {
      case CREATE -> CREATING;
      case DELETE -> DELETING;
      case UPDATE, DISABLE, EMPTY -> knownChange().values().isEmpty() ? null : CHANGING;
    };
  }

  /** Whether a write of the object was started and its outcome is not known. */
  public boolean isOutcomeUnknown() {
    return isGroup() ? groupLink.get().map(Link::intent).isPresent() : open && bulkAnswer == null;
  }

  /** The recorded intent of the user; null for none. */
  @Nullable
  public String intent() {
    return intent;
  }

  /** The intent of a write that is not sent yet was recorded. */
  public void intentRecorded(String kind) {
    intent = kind;
  }

  /** Sets the request whose intent is recorded. */
  public void setIntentRequest(ScimRequest request) {
    intentRequest = request;
  }

  /**
   * A request is about to be sent: if it is the one with the intent, its outcome is not known from
   * now on.
   */
  public void sent(ScimRequest request) {
    open |= request == intentRequest;
  }

  /** Whether a request is the one with the intent, not a query. */
  public boolean isIntentRequest(ScimRequest request) {
    return request == intentRequest;
  }

  /** The started write was certainly not carried out. */
  public void setNotCarriedOut() {
    open = false;
  }

  /** The intent was withdrawn from the state. */
  public void intentWithdrawn() {
    open = false;
    intent = null;
    if (link != null) {
      link = link.targetId() == null ? null : link.withIntent(null);
    }
  }

  /** Whether the state has an intent of a write that was certainly not carried out. */
  public boolean needsWithdrawal() {
    return !isGroup() && intent != null && !open;
  }

  // --- bulk requests ----------------------------------------------------------------------------

  /** The creation was sent in a bulk request: until its answer is known, so is its outcome not. */
  public void sentInBulk() {
    open = true;
  }

  /** Sets the answer to the creation in a bulk request, which its own request then gets. */
  public void setBulkAnswer(BulkAnswer answer) {
    bulkAnswer = answer;
  }

  /** Whether the creation was answered in a bulk request and its own request did not get it yet. */
  public boolean hasBulkAnswer() {
    return bulkAnswer != null;
  }

  /** Returns the answer to the creation in a bulk request, once. */
  public BulkAnswer takeBulkAnswer() {
    BulkAnswer answer = Objects.requireNonNull(bulkAnswer, "No bulk request was answered.");
    bulkAnswer = null;
    return answer;
  }

  // --- outcomes ---------------------------------------------------------------------------------

  /** Adds an outcome, to be recorded after the earlier ones. @@ after the outcome is recorded */
  public void add(Outcome outcome, Runnable after) {
    outcomes.add(outcome);
    afterwards.add(after);
    if (outcome instanceof Outcome.Linked linked) {
      link = linked.link();
      setIntent(link.intent());
    } else if (outcome instanceof Outcome.Completed) {
      if (link != null && link.targetId() == null) {
        link = null;
        setIntent(null);
      }
    } else if (outcome instanceof Outcome.Deleted) {
      link = null;
      setIntent(null);
    } else if (outcome instanceof Outcome.Lost lost) {
      link = null;
      setIntent(lost.intent());
    }
  }

  private void setIntent(@Nullable String next) {
    intent = next;
    open = next != null;
  }

  /** The outcomes that are not recorded yet, in order. */
  public List<Outcome> outcomes() {
    return List.copyOf(outcomes);
  }

  /** Runs the actions that wait for the outcomes to be recorded. */
  public void runAfterRecording() {
    outcomes.clear();
    List<Runnable> due = List.copyOf(afterwards);
    afterwards.clear();
    due.forEach(Runnable::run);
  }

  /** Drops the outcomes, because they could not be recorded. */
  public void forgetOutcomes() {
    outcomes.clear();
    afterwards.clear();
  }

  // --- progress ---------------------------------------------------------------------------------

  /** The parts that Zscaler has refused so far. */
  public List<RefusedParts.Part> refusedParts() {
    return refusedParts;
  }

  /** Whether Zscaler has accepted a part of the change. */
  public boolean isPartAccepted() {
    return partAccepted;
  }

  public void setPartAccepted() {
    partAccepted = true;
  }

  /** The portions in which its attributes are sent. */
  public AttributePortions attributes() {
    return Objects.requireNonNull(attributes, "No attributes are being sent.");
  }

  public void setAttributes(AttributePortions portions) {
    attributes = portions;
  }

  /** The chunks in which the members of the group are sent. */
  public MemberPortions members() {
    return Objects.requireNonNull(members, "No members are being sent.");
  }

  public void setMembers(MemberPortions portions) {
    members = portions;
  }

  /** The group of the former user from which the account is removed. */
  public ObjectKey formerGroup() {
    return Objects.requireNonNull(formerGroup, "The account leaves no group.");
  }

  public void setFormerGroup(ObjectKey group) {
    formerGroup = group;
  }

  /** Whether a later cycle carries out the rest of the change. */
  public boolean isUnfinished() {
    return unfinished;
  }

  public void setUnfinished(boolean left) {
    unfinished = left;
  }

  /** Whether the group is created without its first members. */
  public boolean isWithoutMembers() {
    return bare;
  }

  public void omitMembers() {
    bare = true;
  }

  /** The members that the current request adds or removes. */
  public MemberChunk chunk() {
    return chunk;
  }

  public void setChunk(MemberChunk members) {
    chunk = members;
  }

  /**
   * The existing target objects that match a creation.
   *
   * @return empty if none was found, or if the target was not asked
   */
  public List<ObjectNode> found() {
    return found;
  }

  public void setFound(List<ObjectNode> resources) {
    found = resources;
  }

  /**
   * The variants of a query that are still to be sent, one for each form in which the target may
   * store a value.
   */
  public Deque<MatchQuery> forms() {
    return forms;
  }

  public void setForms(Deque<MatchQuery> questions) {
    forms = questions;
  }

  /** Keeps a refused request while a query about it is sent. */
  public void keepRefused(@Nullable ZscalerException refusal, @Nullable ScimRequest request) {
    refused = refusal;
    refusedRequest = request;
  }

  /** The refusal of the kept request. */
  public ZscalerException refused() {
    return Objects.requireNonNull(refused, "Nothing was refused.");
  }

  /** The kept request, or null if none was sent. */
  @Nullable
  public ScimRequest refusedRequest() {
    return refusedRequest;
  }

  /** Why the new name is not available; null if it may be. */
  @Nullable
  public ScimError nameRefused() {
    return nameRefused;
  }

  public void setNameRefused(ScimError refusal) {
    nameRefused = refusal;
  }
}
