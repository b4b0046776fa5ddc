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
import java.util.function.Supplier;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.entrazscaler.camel.ExchangeVariables;
import org.entrazscaler.camel.MappingsInForce;
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
 * The steps of {@code read-zscaler.camel.yaml}: reads the target by pages if that takes fewer
 * requests than looking up each object, and finds matching objects.
 */
public final class TargetReading {

  /**
   * Up to this number of objects, each is looked up: to learn the number of pages costs a request.
   */
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

  public TargetReading(
      State state,
      Product product,
      Supplier<MappingsInForce> inForce,
      boolean dryRun,
      boolean everything) {
    this.state = state;
    this.product = product;
    this.requests = new ScimRequests(product);
    this.canAnswer = new ScimAnswers(product);
    this.copy = new TargetCopy(state.target(), inForce, dryRun);
    this.memberships = new ShownMemberships(state, product);
    this.oddEntries = new OddEntries(state);
    this.everything = everything;
  }

  /** Forgets the results and reservations of earlier cycles. */
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
   * Whether another page must be read: there are fewer pages than objects to match or look up, or
   * everything must be read.
   *
   * @param type users or groups
   * @return false if there are no more pages, or single look-ups take fewer requests
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

  /** Sets the number of objects to look up; none is matched. */
  public void expectLookups(ObjectType type, int objects) {
    lookedUp.put(type, objects);
  }

  /** Reads the whole list, whatever it costs. */
  public void readAll(@Variable(ExchangeVariables.OBJECT_TYPE) ObjectType type) {
    whole.add(type);
  }

  /** The progress of reading a list in this cycle; null if it was not started. */
  @Nullable
  public PagedRead read(ObjectType type) {
    return reads.get(type);
  }

  /**
   * Whether all objects of the target were read in this cycle, so that an object that was not read
   * does not exist; false also if the list was partial, or had an entry that could be any object.
   */
  public boolean isComplete(ObjectType type) {
    return isReadToEnd(type) && !oddEntries.hidesObjects(type);
  }

  /** Whether the members of a group were read in this cycle. */
  public boolean areMembersRead(String groupId) {
    return isComplete(ObjectType.USER) && memberships().isKnown(groupId);
  }

  /** Whether a list was read to its end in this cycle, even with odd entries. */
  public boolean isReadToEnd(ObjectType type) {
    PagedRead read = reads.get(type);
    return read != null && read.isEnded() && !read.isPartial();
  }

  /** The odd entries in the lists of this cycle. */
  public OddEntries oddEntries() {
    return oddEntries;
  }

  /** A request that any SCIM service answers and that needs the token. */
  public ScimRequest probeRequest() {
    return requests.list(ResourceType.USER, 1, 1);
  }

  /**
   * Whether a list of the target contained fewer objects in this cycle than its total; false until
   * a list was read to its end.
   */
  public boolean hasPartialList() {
    return reads.values().stream().anyMatch(read -> read.isEnded() && read.isPartial());
  }

  /** The request for the next page of a list. */
  public ScimRequest pageRequest(@Variable(ExchangeVariables.OBJECT_TYPE) ObjectType type) {
    PagedRead read = reads.computeIfAbsent(type, t -> new PagedRead());
    return requests.list(resourceType(type), read.startIndex(), product.pageSize());
  }

  /**
   * Adds the requested page.
   *
   * @param answer the page; null if the answer is empty
   * @param type users or groups
   * @throws ScimAnswerException if it is not a list
   */
  public void addPage(
      @Body @Nullable ObjectNode answer, @Variable(ExchangeVariables.OBJECT_TYPE) ObjectType type) {
    ListPage page = canAnswer.list(answer);
    page.unreadable().forEach(sentence -> oddEntries.addUnreadable(type, sentence));
    page.resources().forEach(resource -> add(type, resource));
    Objects.requireNonNull(reads.get(type)).add(page);
  }

  private void add(ObjectType type, ObjectNode resource) {
    oddEntries.check(type, resource);
    Set<String> groups = groups(type, resource);
    copy.add(type, resource, groups);
    if (type == ObjectType.USER) {
      memberships.addUser(resource, groups);
    } else {
      memberships.addListedGroup(resource);
    }
  }

  /** Where the target shows memberships. */
  public ShownMemberships memberships() {
    return memberships;
  }

  /** Applies a write to the target copy. */
  public void applyWrite(Change change, String id) {
    PagedRead read = reads.get(change.key().type());
    boolean whole = isReadToEnd(change.key().type());
    copy.applyWrite(change, id, read != null && !read.isEnded(), whole);
  }

  /** Removes from the target copy what was deleted or turned out to be gone. */
  public void remove(Change change) {
    remove(change.key().type(), change.knownTargetId());
  }

  /** The same for an object without a change. */
  public void remove(ObjectType type, String id) {
    copy.forget(type, id);
  }

  // --- objects that the lists did not contain ----------------------------------------------------

  /**
   * Managed objects that the whole list did not contain: each is requested before it counts as
   * gone.
   *
   * @param type users or groups
   * @return SCIM ids; none after a partial list, from which nothing can be concluded
   */
  public Iterator<String> unlisted(@Variable(ExchangeVariables.OBJECT_TYPE) ObjectType type) {
    return isReadToEnd(type)
        ? state.comparison().unreadTargetIds(type)
        : Collections.emptyIterator();
  }

  /**
   * The request for one of them.
   *
   * @param id SCIM id
   * @param type users or groups
   */
  public ScimRequest unlistedRequest(
      @Body String id, @Variable(ExchangeVariables.OBJECT_TYPE) ObjectType type) {
    return type == ObjectType.USER ? requests.readUser(id) : requests.readGroup(id, false);
  }

  /**
   * Adds one that exists nevertheless.
   *
   * @param answer the object; null if the answer is empty
   * @param type users or groups
   * @throws ScimAnswerException if it is not a resource
   */
  public void addUnlisted(
      @Body @Nullable ObjectNode answer, @Variable(ExchangeVariables.OBJECT_TYPE) ObjectType type) {
    add(type, canAnswer.resource(answer));
  }

  /** The {@code externalId} of a target object in lower case, as Entra writes object ids. */
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

  /**
   * A group that the answer hides may be any group to which the account was added, so the account
   * counts as a member of all of them.
   */
  private List<String> writtenGroups(String account) {
    return state.writtenMembers().groups(account).stream()
        .map(group -> state.links().find(ObjectKey.group(group)).map(Link::targetId))
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * Whether the target copy can answer all queries for an object; false if Zscaler must be asked.
   */
  public boolean canAnswer(@Variable(ExchangeVariables.SUBJECT) Subject subject) {
    return isComplete(subject.key().type());
  }

  /** Answers the queries of a chunk from the target copy. */
  public ReadAnswers read(ObjectType type, List<MatchQuery> questions, Set<ObjectKey> together) {
    ReadAnswers answers = new ReadAnswers(together);
    copy.find(type, questions).forEach(answers::add);
    return answers;
  }

  /**
   * Answers the queries for an object from the target copy, in the way of {@link #addMatchAnswer}.
   */
  public void matchInCopy(@Body Subject subject) {
    subject.found(
        findInCopy(
            subject.key().type(), Objects.requireNonNull(subject.queries()), subject.answers()));
  }

  /** Answers queries from the target copy. */
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

  /** The request for the next matching attribute. */
  public ScimRequest matchRequest(@Variable(ExchangeVariables.SUBJECT) Subject subject) {
    return request(subject, Objects.requireNonNull(subject.queries()).element());
  }

  /**
   * Adds the answer to it.
   *
   * @param answer the list; null if the answer is empty
   * @throws ScimAnswerException if it is not a list
   */
  public void addMatchAnswer(
      @Body @Nullable ObjectNode answer, @Variable(ExchangeVariables.SUBJECT) Subject subject) {
    Deque<MatchQuery> queries = Objects.requireNonNull(subject.queries());
    List<ObjectNode> found = answer(subject.key().type(), queries.remove(), answer);
    subject.found(withAnswer(subject.found(), found, queries));
  }

  /** The answer of Zscaler to a query; in a dry run corrected by the writes of the dry run. */
  public List<ObjectNode> answer(
      ObjectType type, MatchQuery question, @Nullable ObjectNode answer) {
    return copy.correct(type, question, canAnswer.page(answer).resources());
  }

  /**
   * Adds the answer to one query. The first query with a result decides; a later one is still sent
   * if the found object is not a result of it, because another object would be a contradiction.
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

  // --- reservations and unique values
  // --------------------------------------------------------------

  /**
   * Reserves a target object for the source object that adopts it in this cycle.
   *
   * @param key the source object
   * @param targetId SCIM {@code id}
   * @return false if it is reserved for another one
   */
  public boolean reserve(ObjectKey key, String targetId) {
    ObjectKey first = reservations.putIfAbsent(new ObjectKey(key.type(), targetId), key);
    return first == null || first.equals(key);
  }

  /** Reserves a value for an object that is created in this cycle. */
  public void reserveValue(ObjectType type, MatchQuery value) {
    reservedValues.add(reservationKey(type, value));
  }

  /**
   * Whether the current candidate value is reserved for another object of this cycle.
   *
   * @param subject a new object with a value to choose
   */
  public boolean isReserved(@Variable(ExchangeVariables.SUBJECT) Subject subject) {
    return reservedValues.contains(reservationKey(subject.key().type(), choice(subject).query()));
  }

  /** Values that differ only in case are equal, as RFC 7643 section 4.1.1 says for userName. */
  private static String reservationKey(ObjectType type, MatchQuery value) {
    return type + " " + value.path() + " " + value.value().toLowerCase(Locale.ROOT);
  }

  /**
   * Rejects the current candidate value, because it is reserved for another object of this cycle.
   */
  public void skipReserved(@Variable(ExchangeVariables.SUBJECT) Subject subject) {
    choice(subject).answer(true);
  }

  /** Finds out from the target copy whether the current candidate value is taken. */
  public void chooseInCopy(@Variable(ExchangeVariables.SUBJECT) Subject subject) {
    UniqueChoice choice = choice(subject);
    choice.answer(!copy.find(subject.key().type(), choice.query()).isEmpty());
  }

  /** The request that finds out whether the current candidate value is taken. */
  public ScimRequest choiceRequest(@Variable(ExchangeVariables.SUBJECT) Subject subject) {
    return request(subject, choice(subject).query());
  }

  /**
   * Adds the answer to it.
   *
   * @param answer the list; null if the answer is empty
   * @throws ScimAnswerException if it is not a list
   */
  public void addChoiceAnswer(
      @Body @Nullable ObjectNode answer, @Variable(ExchangeVariables.SUBJECT) Subject subject) {
    UniqueChoice choice = choice(subject);
    choice.answer(!answer(subject.key().type(), choice.query(), answer).isEmpty());
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
