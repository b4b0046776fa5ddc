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
import org.entrazscaler.scim.ScimError;
import org.entrazscaler.scim.ScimRequest;
import org.entrazscaler.zscaler.ZscalerException;
import org.jspecify.annotations.Nullable;

/**
 * One planned change on its way to Zscaler: the exchange variable {@code write} of the routes that
 * write. It has what the state knew when the object was claimed, so that the state is not asked
 * again, and what has become of the change since. What becomes of a user is collected here and
 * recorded once, after its last request. One thread at a time works on it.
 */
public final class Write {

  /** Kinds of intents; what is begun is recorded before it is sent. */
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
   * @param due the planned change, with what the state knows of it
   * @param owner who has claimed the object
   * @param window how many groups of outcomes were recorded before the state was asked
   */
  public Write(DueChange due, Object owner, long window) {
    this(due, owner, window, Optional::empty);
  }

  /**
   * A change by itself.
   *
   * @param due the planned change, with what the state knows of it
   * @param owner who has claimed the object
   * @param current the link of a group, which changes with each chunk of members
   */
  public Write(DueChange due, Object owner, Supplier<Optional<Link>> current) {
    this(due, owner, 0, current);
  }

  private Write(DueChange due, Object owner, long window, Supplier<Optional<Link>> current) {
    this.planned = due.planned();
    this.lockOwner = owner;
    this.window = window;
    this.groupLink = current;
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

  /** A change of an object that nobody has claimed, about which a question is asked. */
  public static Write unlocked(StoredChange planned) {
    return new Write(new DueChange(planned, null, true, null, Set.of()), UNLOCKED, Optional::empty);
  }

  /** The write that is at hand on an exchange. */
  public static Write at(Exchange exchange) {
    return Objects.requireNonNull(of(exchange), "No change is at hand.");
  }

  /** The write that is at hand on an exchange, or null where nothing is written. */
  public static @Nullable Write of(Exchange exchange) {
    return exchange.getVariable(ExchangeVariables.WRITE, Write.class);
  }

  /** Sending begins: from here on the duration counts. */
  public void startTimer() {
    began = System.nanoTime();
  }

  // --- what it is about ---------------------------------------------------------------------

  /**
   * The source object.
   *
   * @return never null
   */
  public ObjectKey key() {
    return planned.key();
  }

  /** The change as it was planned. */
  public StoredChange planned() {
    return planned;
  }

  /** Who has claimed the object. */
  public Object lockOwner() {
    return lockOwner;
  }

  /** Whether the object is claimed, and the state was asked about it. */
  boolean isLocked() {
    return lockOwner != UNLOCKED;
  }

  /** How many groups of outcomes were recorded before the state was asked about it. */
  public long window() {
    return window;
  }

  /** The source object's displayName in Entra, or null if it has none. */
  @Nullable String displayName() {
    return displayName;
  }

  /** Object ids of the users whom the object names, such as its manager. */
  public Set<String> referencedUsers() {
    return referencedUsers;
  }

  /** Names the change in the provisioning log. */
  String changeId() {
    return changeId;
  }

  /** Nanoseconds at which work on the change began, as {@link System#nanoTime} counts. */
  long began() {
    return began;
  }

  /**
   * The change at hand: what of it is still to be sent, against what the target holds by now.
   *
   * @return null once its target object is gone, or the change is left to a later pass
   */
  public @Nullable Change change() {
    return change;
  }

  /** The change at hand, which is one. */
  public Change knownChange() {
    return Objects.requireNonNull(change, "The change is not at hand any more.");
  }

  public void setChange(Change otherwise) {
    change = otherwise;
  }

  /** The change is not at hand any more: the object is matched or planned anew. */
  public void dropChange() {
    change = null;
  }

  /** The link as it is once all outcomes so far are recorded. */
  public Optional<Link> link() {
    return isGroup() ? groupLink.get() : Optional.ofNullable(link);
  }

  private boolean isGroup() {
    return key().type() == ObjectType.GROUP;
  }

  // --- what is begun ------------------------------------------------------------------------

  /** The kind of write by which it is carried out; null if nothing is to be sent. */
  @Nullable
  public String intentKind() {
    return switch (knownChange().action()) {
      case CREATE -> CREATING;
      case DELETE -> DELETING;
      case UPDATE, DISABLE, EMPTY -> knownChange().values().isEmpty() ? null : CHANGING;
    };
  }

  /** Whether a write of the object was begun of which the outcome is not known. */
  public boolean isOutcomeUnknown() {
    return isGroup() ? groupLink.get().map(Link::intent).isPresent() : open;
  }

  /** The kind of the intent that the state has of the user; null for none. */
  @Nullable
  public String intent() {
    return intent;
  }

  /** The state has the intent of a write from now on, which is not sent yet. */
  public void intentRecorded(String kind) {
    intent = kind;
  }

  /** The request is the one of which the intent is recorded. */
  public void setIntentRequest(ScimRequest request) {
    intentRequest = request;
  }

  /** A request is sent now: if it is the one that was begun, its outcome is not known any more. */
  public void sent(ScimRequest request) {
    open |= request == intentRequest;
  }

  /** Whether a request is the one that was begun, rather than a question beside it. */
  public boolean isIntentRequest(ScimRequest request) {
    return request == intentRequest;
  }

  /** What was begun has certainly not been carried out. */
  public void setNotCarriedOut() {
    open = false;
  }

  /** The state has no intent any more. */
  public void intentWithdrawn() {
    open = false;
    intent = null;
    if (link != null) {
      link = link.targetId() == null ? null : link.withIntent(null);
    }
  }

  /** Whether the state has an intent of a write that has certainly not been carried out. */
  public boolean needsWithdrawal() {
    return !isGroup() && intent != null && !open;
  }

  // --- what has become of it ----------------------------------------------------------------

  /**
   * Takes down what has become of the change; it is to be recorded after those before it.
   *
   * @param outcome what the state is to record
   * @param after what is done once it is recorded
   */
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

  /** What is to be recorded, in order; empty once it is. */
  public List<Outcome> outcomes() {
    return List.copyOf(outcomes);
  }

  /** All is recorded: does what was to be done then. */
  public void recorded() {
    outcomes.clear();
    List<Runnable> due = List.copyOf(afterwards);
    afterwards.clear();
    due.forEach(Runnable::run);
  }

  /** Nothing of it could be recorded. */
  public void forgetOutcomes() {
    outcomes.clear();
    afterwards.clear();
  }

  // --- on the way ---------------------------------------------------------------------------

  /** What Zscaler has refused of the change so far. */
  public List<RefusedParts.Part> refusedParts() {
    return refusedParts;
  }

  /** Whether Zscaler has taken a part of the change. */
  public boolean isPartAccepted() {
    return partAccepted;
  }

  public void partAccepted() {
    partAccepted = true;
  }

  /** In which portions its attributes are sent. */
  public AttributePortions attributes() {
    return Objects.requireNonNull(attributes, "No attributes are being sent.");
  }

  public void setAttributes(AttributePortions portions) {
    attributes = portions;
  }

  /** In which chunks the members of the group are sent. */
  public MemberPortions members() {
    return Objects.requireNonNull(members, "No members are being sent.");
  }

  public void setMembers(MemberPortions portions) {
    members = portions;
  }

  /** The group of the former holder that the account is taken out of. */
  public ObjectKey formerGroup() {
    return Objects.requireNonNull(formerGroup, "The account leaves no group.");
  }

  public void setFormerGroup(ObjectKey group) {
    formerGroup = group;
  }

  /** Whether the rest of the change is left for a later cycle. */
  public boolean isUnfinished() {
    return unfinished;
  }

  public void setUnfinished(boolean left) {
    unfinished = left;
  }

  /** Whether the group is made without its first members. */
  public boolean isWithoutMembers() {
    return bare;
  }

  public void omitMembers() {
    bare = true;
  }

  /** Members that the request at hand adds or removes. */
  public MemberChunk chunk() {
    return chunk;
  }

  public void setChunk(MemberChunk members) {
    chunk = members;
  }

  /**
   * What the target has of what is to be made.
   *
   * @return empty if nothing was found, or if it was not asked
   */
  public List<ObjectNode> found() {
    return found;
  }

  public void setFound(List<ObjectNode> resources) {
    found = resources;
  }

  /**
   * One question in each form in which the target may keep a value.
   *
   * @return those that are still to be asked
   */
  public Deque<MatchQuery> forms() {
    return forms;
  }

  public void setForms(Deque<MatchQuery> questions) {
    forms = questions;
  }

  /** Keeps a request that was refused while a question is asked about it. */
  public void keepRefused(@Nullable ZscalerException refusal, @Nullable ScimRequest request) {
    refused = refusal;
    refusedRequest = request;
  }

  /** What Zscaler said to a write about which a question is asked. */
  public ZscalerException refused() {
    return Objects.requireNonNull(refused, "Nothing was refused.");
  }

  /** That write, or null if nothing was sent. */
  @Nullable
  public ScimRequest refusedRequest() {
    return refusedRequest;
  }

  /** Why the name of the change at hand cannot be had; null if it may be. */
  @Nullable
  public ScimError nameRefused() {
    return nameRefused;
  }

  public void setNameRefused(ScimError refusal) {
    nameRefused = refusal;
  }
}
