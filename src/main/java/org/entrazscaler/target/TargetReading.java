package org.entrazscaler.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.entrazscaler.camel.ExchangeVariables;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.Link;
import org.entrazscaler.plan.Change;
import org.entrazscaler.plan.MatchQuery;
import org.entrazscaler.plan.UniqueChoice;
import org.entrazscaler.scim.ListPage;
import org.entrazscaler.scim.PagedRead;
import org.entrazscaler.scim.ScimAnswers;
import org.entrazscaler.scim.ScimRequest;
import org.entrazscaler.scim.ScimRequests;
import org.entrazscaler.scim.TargetReference;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.scim.schema.ResourceType;
import org.entrazscaler.scim.schema.ScimAnswerException;
import org.entrazscaler.scim.schema.ScimPath;
import org.entrazscaler.store.State;
import org.jspecify.annotations.Nullable;

/**
 * The steps of {@code read-zscaler.camel.yaml}: reads the target by pages where that is cheaper
 * than to look up each object, and finds what matches.
 */
public final class TargetReading {

  /** Fewer than this are looked up alone: a page would cost a request to learn that it is none. */
  private static final int MOST_LOOKUPS = 10;

  private static final ScimPath EXTERNAL_ID = ScimPath.parse("externalId");

  private final State state;
  private final Product product;
  private final ScimRequests requests;
  private final ScimAnswers canAnswer;
  private final TargetCopy copy;
  private final ShownMemberships memberships;
  private final OddEntries oddEntries;
  private final boolean everything;
  private final Map<ObjectType, PagedRead> reads = new ConcurrentHashMap<>();
  private final Set<ObjectType> whole = EnumSet.noneOf(ObjectType.class);
  private final Map<ObjectType, Integer> lookedUp = new EnumMap<>(ObjectType.class);
  private final Set<String> reservedValues = new HashSet<>();
  private final Map<ObjectKey, ObjectKey> reservations = new ConcurrentHashMap<>();

  public TargetReading(State state, Product product, TargetCopy copy, boolean everything) {
    this.state = state;
    this.product = product;
    this.requests = new ScimRequests(product);
    this.canAnswer = new ScimAnswers(product);
    this.copy = copy;
    this.memberships = new ShownMemberships(state, product);
    this.oddEntries = new OddEntries(state);
    this.everything = everything;
  }

  /** Forgets what earlier cycles read and gave. */
  public void reset() {
    reads.clear();
    copy.reset();
    memberships.reset();
    oddEntries.reset();
    whole.clear();
    lookedUp.clear();
    reservedValues.clear();
    reservations.clear();
  }

  /**
   * Whether another page is to be read: while pages are fewer than the objects to be matched or
   * looked up, or while everything is wanted.
   *
   * @param type users or groups
   * @return false if there is nothing more to read, or if looking up alone is cheaper
   */
  public boolean hasNextPage(@Variable(ExchangeVariables.OBJECT_TYPE) ObjectType type) {
    PagedRead read = reads.get(type);
    if (read != null && read.isEnded()) {
      return false;
    }
    if (whole.contains(type)) {
      return true;
    }
    Integer expected = lookedUp.get(type);
    int candidates = expected == null ? state.entitlement().candidates(type, everything) : expected;
    if (candidates <= MOST_LOOKUPS) {
      return false;
    }
    return read == null || read.remainingPages() <= candidates;
  }

  /**
   * From now on so many objects are to be looked up, and none to be matched.
   *
   * @param type users or groups
   * @param objects at least 0
   */
  public void expectLookups(ObjectType type, int objects) {
    lookedUp.put(type, objects);
  }

  /**
   * From now on everything is wanted, whatever it costs.
   *
   * @param type users or groups
   */
  public void readAll(@Variable(ExchangeVariables.OBJECT_TYPE) ObjectType type) {
    whole.add(type);
  }

  /**
   * How far a list of the target was read in this cycle.
   *
   * @param type users or groups
   * @return null if it was not begun
   */
  @Nullable
  public PagedRead read(ObjectType type) {
    return reads.get(type);
  }

  /**
   * Whether all that the target holds was read in this cycle, so that what is not among it is not
   * there; false also after a read that was partial, or that brought an entry which could be
   * anybody.
   */
  public boolean isComplete(ObjectType type) {
    return isReadToEnd(type) && !oddEntries.hidesObjects(type);
  }

  /** Whether a list was read to its end in this cycle, whatever its entries tell. */
  public boolean isReadToEnd(ObjectType type) {
    PagedRead read = reads.get(type);
    return read != null && read.isEnded() && !read.isPartial();
  }

  /** What was odd in the lists of this cycle. */
  public OddEntries oddEntries() {
    return oddEntries;
  }

  /**
   * A question that any SCIM service answers, and that needs the token.
   *
   * @return the request
   */
  public ScimRequest anyQuestion() {
    return requests.list(ResourceType.USER, 1, 1);
  }

  /**
   * Whether a list of the target brought fewer objects in this cycle than it said that there are.
   *
   * @return false as long as no list was read to its end
   */
  public boolean hasPartialList() {
    return reads.values().stream().anyMatch(read -> read.isEnded() && read.isPartial());
  }

  /**
   * Asks for the next page of a list.
   *
   * @param type users or groups
   * @return the request
   */
  public ScimRequest pageRequest(@Variable(ExchangeVariables.OBJECT_TYPE) ObjectType type) {
    PagedRead read = reads.computeIfAbsent(type, t -> new PagedRead());
    return requests.list(resourceType(type), read.startIndex(), product.pageSize());
  }

  /**
   * Takes the page that was asked for.
   *
   * @param answer the page; null if the answer is empty
   * @param type users or groups
   * @throws ScimAnswerException if it is no list
   */
  public void addPage(
      @Body @Nullable ObjectNode answer, @Variable(ExchangeVariables.OBJECT_TYPE) ObjectType type) {
    ListPage page = canAnswer.list(answer);
    page.unreadable().forEach(sentence -> oddEntries.addUnreadable(type, sentence));
    page.resources().forEach(resource -> add(type, resource));
    reads.get(type).received(page);
  }

  private void add(ObjectType type, ObjectNode resource) {
    oddEntries.check(type, resource);
    Set<String> groups = groups(type, resource);
    copy.read(type, resource, groups);
    if (type == ObjectType.USER) {
      memberships.addUser(resource, groups);
    } else {
      memberships.addListedGroup(resource);
    }
  }

  /** Where the target shows who is in which group. */
  public ShownMemberships memberships() {
    return memberships;
  }

  /** What was read follows what is written. */
  public void written(Change change, String id) {
    PagedRead read = reads.get(change.key().type());
    boolean whole = isReadToEnd(change.key().type());
    copy.written(change, id, read != null && !read.isEnded(), whole);
  }

  /** What was read follows what is deleted, or turns out to be gone. */
  public void gone(Change change) {
    gone(change.key().type(), change.knownTargetId());
  }

  /** The same of an object that no change is about. */
  public void gone(ObjectType type, String id) {
    copy.forget(type, id);
  }

  // --- what the lists did not show ----------------------------------------------------------

  /**
   * Objects of ours that the whole list did not show: each is asked for before it counts as gone.
   *
   * @param type users or groups
   * @return SCIM ids; none after a list that was partial, from which nothing follows
   */
  public Iterator<String> unlisted(@Variable(ExchangeVariables.OBJECT_TYPE) ObjectType type) {
    return isReadToEnd(type) ? state.comparison().unreadTargetIds(type) : Collections.emptyIterator();
  }

  /**
   * Asks for one of them.
   *
   * @param id SCIM id
   * @param type users or groups
   * @return the request
   */
  public ScimRequest unlistedRequest(
      @Body String id, @Variable(ExchangeVariables.OBJECT_TYPE) ObjectType type) {
    return type == ObjectType.USER ? requests.readUser(id) : requests.readGroup(id, false);
  }

  /**
   * Takes one that is there all the same.
   *
   * @param answer the object; null if the answer is empty
   * @param type users or groups
   * @throws ScimAnswerException if it is no resource
   */
  public void addUnlisted(
      @Body @Nullable ObjectNode answer, @Variable(ExchangeVariables.OBJECT_TYPE) ObjectType type) {
    add(type, canAnswer.resource(answer));
  }

  /** The object id that a target object names as its source; those of Entra are in lower case. */
  public static Optional<String> externalId(ObjectNode resource) {
    return Optional.ofNullable(EXTERNAL_ID.read(resource))
        .filter(JsonNode::isTextual)
        .map(id -> id.textValue().strip().toLowerCase(Locale.ROOT))
        .filter(id -> !id.isEmpty());
  }

  private Set<String> groups(ObjectType type, ObjectNode resource) {
    Set<String> groups = new LinkedHashSet<>();
    if (type == ObjectType.USER) {
      for (TargetReference group : canAnswer.user(resource).groups()) {
        groups.add(group.id());
      }
      if (ScimAnswers.hidesReferences(resource, "groups")) {
        groups.addAll(writtenGroups(resource.path("id").asText()));
      }
    }
    return groups;
  }

  /** A group that is not named may be any into which the account was put: it counts as in them. */
  private List<String> writtenGroups(String account) {
    return state.writtenMembers().groups(account).stream()
        .map(group -> state.links().find(ObjectKey.group(group)).map(Link::targetId))
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * Whether what was read of the target answers every question about an object.
   *
   * @param subject the object at hand
   * @return false if Zscaler has to be asked
   */
  public boolean canAnswer(@Variable(ExchangeVariables.SUBJECT) Subject subject) {
    return isComplete(subject.key().type());
  }

  /** What was read answers these questions; asked once for all of a chunk. */
  public ReadAnswers read(ObjectType type, List<MatchQuery> questions, Set<ObjectKey> together) {
    ReadAnswers answers = new ReadAnswers(together);
    copy.find(type, questions).forEach(answers::add);
    return answers;
  }

  /**
   * Answers the questions about an object from what was read, as {@link #addMatchAnswer} takes the
   * answers.
   *
   * @param subject the object at hand
   */
  public void matchInCopy(@Body Subject subject) {
    subject.found(
        findInCopy(
            subject.key().type(), Objects.requireNonNull(subject.queries()), subject.answers()));
  }

  /** Answers queries from what was read. */
  public List<ObjectNode> findInCopy(
      ObjectType type, Deque<MatchQuery> queries, @Nullable ReadAnswers answers) {
    List<ObjectNode> found = List.of();
    while (!queries.isEmpty()) {
      MatchQuery query = queries.remove();
      List<ObjectNode> answer = answers == null ? null : answers.find(query);
      found = withAnswer(found, answer == null ? copy.find(type, query) : answer, queries);
    }
    return found;
  }

  /**
   * Asks for the next matching attribute.
   *
   * @param subject the object at hand
   * @return the request
   */
  public ScimRequest matchRequest(@Variable(ExchangeVariables.SUBJECT) Subject subject) {
    return request(subject, Objects.requireNonNull(subject.queries()).element());
  }

  /**
   * Takes the answer to it.
   *
   * @param answer the list; null if the answer is empty
   * @param subject the object at hand
   * @throws ScimAnswerException if it is no list
   */
  public void addMatchAnswer(
      @Body @Nullable ObjectNode answer, @Variable(ExchangeVariables.SUBJECT) Subject subject) {
    Deque<MatchQuery> queries = Objects.requireNonNull(subject.queries());
    List<ObjectNode> found = answer(subject.key().type(), queries.remove(), answer);
    subject.found(withAnswer(subject.found(), found, queries));
  }

  /** What Zscaler answers to a question; in a dry run as if all had been written. */
  public List<ObjectNode> answer(
      ObjectType type, MatchQuery question, @Nullable ObjectNode answer) {
    return copy.corrected(type, question, canAnswer.page(answer).resources());
  }

  /**
   * Takes the answer to one query. The first that has an answer decides; a later one is still put
   * if what was found is no answer to it, because another object that is would contradict.
   */
  private static List<ObjectNode> withAnswer(
      List<ObjectNode> before, List<ObjectNode> answer, Deque<MatchQuery> queries) {
    List<ObjectNode> found = new ArrayList<>(before);
    found.addAll(answer);
    if (found.size() > 1) {
      queries.clear();
    } else if (found.size() == 1) {
      queries.removeIf(query -> query.isAnsweredBy(found.get(0)));
    }
    return found;
  }

  // --- values that must be unique -----------------------------------------------------------

  /**
   * Keeps an object of the target for the one that is to adopt it in this cycle.
   *
   * @param key the source object
   * @param targetId SCIM {@code id}
   * @return false if another one is to adopt it
   */
  public boolean reserve(ObjectKey key, String targetId) {
    ObjectKey first = reservations.putIfAbsent(new ObjectKey(key.type(), targetId), key);
    return first == null || first.equals(key);
  }

  /** Keeps a value for an object that is to be made in this cycle. */
  public void reserveValue(ObjectType type, MatchQuery value) {
    reservedValues.add(reservationKey(type, value));
  }

  /**
   * Whether the value in question was promised to another object of this cycle.
   *
   * @param subject a new object, of which a value is to be chosen
   * @return false if Zscaler has to be asked
   */
  public boolean isReserved(@Variable(ExchangeVariables.SUBJECT) Subject subject) {
    return reservedValues.contains(
        reservationKey(subject.key().type(), choice(subject).question()));
  }

  /** As RFC 7643 section 4.1.1 has it for userName, case makes no other value. */
  private static String reservationKey(ObjectType type, MatchQuery value) {
    return type + " " + value.path() + " " + value.value().toLowerCase(Locale.ROOT);
  }

  /**
   * The value in question was promised to another object of this cycle.
   *
   * @param subject a new object, of which a value is to be chosen
   */
  public void skipReserved(@Variable(ExchangeVariables.SUBJECT) Subject subject) {
    choice(subject).answer(true);
  }

  /**
   * Answers from what was read whether the value in question is taken.
   *
   * @param subject a new object, of which a value is to be chosen
   */
  public void chooseInCopy(@Variable(ExchangeVariables.SUBJECT) Subject subject) {
    UniqueChoice choice = choice(subject);
    choice.answer(!copy.find(subject.key().type(), choice.question()).isEmpty());
  }

  /**
   * Asks whether the value in question is taken.
   *
   * @param subject a new object, of which a value is to be chosen
   * @return the request
   */
  public ScimRequest choiceRequest(@Variable(ExchangeVariables.SUBJECT) Subject subject) {
    return request(subject, choice(subject).question());
  }

  /**
   * Takes the answer to it.
   *
   * @param answer the list; null if the answer is empty
   * @param subject a new object, of which a value is to be chosen
   * @throws ScimAnswerException if it is no list
   */
  public void addChoiceAnswer(
      @Body @Nullable ObjectNode answer, @Variable(ExchangeVariables.SUBJECT) Subject subject) {
    UniqueChoice choice = choice(subject);
    choice.answer(!answer(subject.key().type(), choice.question(), answer).isEmpty());
  }

  private static UniqueChoice choice(Subject subject) {
    return Objects.requireNonNull(subject.unique());
  }

  private ScimRequest request(Subject subject, MatchQuery query) {
    return requests.find(
        resourceType(subject.key().type()), query.path(), TextNode.valueOf(query.value()));
  }

  public static ResourceType resourceType(ObjectType type) {
    return type == ObjectType.USER ? ResourceType.USER : ResourceType.GROUP;
  }
}
