package org.entrazscaler.target;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.entrazscaler.scim.ScimAnswers;
import org.entrazscaler.scim.ScimRequest;
import org.entrazscaler.scim.ScimRequests;
import org.entrazscaler.scim.TargetGroup;
import org.entrazscaler.scim.TargetReference;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.scim.schema.ResourceType;
import org.entrazscaler.scim.schema.ScimAnswerException;
import org.entrazscaler.store.State;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out where the target shows memberships. A server may leave out {@code groups} of a user
 * (RFC 7643, section 4.1.2), and a value that is not sent is not necessarily empty (section 2.5).
 * If one user shows groups, a user that shows none is in no group. If no user shows groups, the
 * groups are requested; if these show no members either, memberships are not known, and nothing is
 * concluded. Thread-safe.
 */
public final class ShownMemberships {

  private static final Logger LOG = LoggerFactory.getLogger(ShownMemberships.class);

  /** The message for unknown memberships. */
  public static final String UNKNOWN =
      "Zscaler shows neither the groups of its users nor the members of its groups: memberships"
          + " are not known, nothing is concluded, and no recorded membership is removed.";

  private final State state;
  private final Product product;
  private final ScimRequests requests;
  private final ScimAnswers answers;
  private final Set<String> showing = ConcurrentHashMap.newKeySet();
  private final Set<String> notShowing = ConcurrentHashMap.newKeySet();
  private volatile boolean usersRead;
  private volatile boolean usersShow;
  private volatile boolean usersShowNone;
  private volatile boolean reported;

  ShownMemberships(State state, Product product) {
    this.state = state;
    this.product = product;
    this.requests = new ScimRequests(product);
    this.answers = new ScimAnswers(product);
  }

  /** Forgets the results of an earlier cycle. */
  void reset() {
    showing.clear();
    notShowing.clear();
    usersRead = false;
    usersShow = false;
    usersShowNone = false;
    reported = false;
  }

  /** Adds a user that was read. */
  void addUser(ObjectNode resource, Set<String> groups) {
    usersRead = true;
    if (!groups.isEmpty()) {
      usersShow = true;
    } else if (ScimAnswers.shows(resource, "groups")) {
      usersShowNone = true;
    }
  }

  /** Adds a group of a list; some servers include its members. */
  void addListedGroup(ObjectNode resource) {
    if (!usersShow && ScimAnswers.shows(resource, "members") && isReadable(resource)) {
      add(answers.groupWithMembers(resource));
    }
  }

  /** Nothing is concluded from an odd group. */
  private static boolean isReadable(ObjectNode resource) {
    return ScimAnswers.oddity(ResourceType.GROUP, resource) == null;
  }

  private void add(TargetGroup group) {
    if (ScimAnswers.shows(group.attributes(), "members")) {
      showing.add(group.id());
      List<TargetReference> members = group.members();
      state
          .groupMemberships()
          .put(
              group.id(),
              members == null ? List.of() : members.stream().map(TargetReference::id).toList());
    } else {
      notShowing.add(group.id());
    }
  }

  /** Whether users were read and none showed a group, so that the groups must be requested. */
  public boolean needsGroupRequests() {
    return usersRead && !usersShow;
  }

  /**
   * The managed groups that must be requested with their members.
   *
   * @return SCIM ids, without the groups whose members a list has shown
   */
  public Iterator<String> groups() {
    return new Unasked(state.groupMemberships().groups());
  }

  private final class Unasked implements Iterator<String> {
    private final Iterator<String> all;
    private @Nullable String next;

    private Unasked(Iterator<String> all) {
      this.all = all;
    }

    @Override
    public boolean hasNext() {
      while (next == null && all.hasNext()) {
        String id = all.next();
        next = showing.contains(id) ? null : id;
      }
      return next != null;
    }

    @Override
    public String next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      String id = Objects.requireNonNull(next);
      next = null;
      return id;
    }
  }

  /**
   * The request for one group with its members.
   *
   * @param group SCIM {@code id}
   */
  public ScimRequest request(@Body String group) {
    return requests.readGroup(group, true);
  }

  /** Stores the members of a group if the answer shows them. */
  public void addRequestedGroup(@Body ObjectNode answer) {
    ObjectNode resource = answers.resource(answer);
    if (isReadable(resource)) {
      add(answers.groupWithMembers(resource));
    }
  }

  /**
   * Whether the members of a group are known.
   *
   * @param id SCIM {@code id} of the group
   */
  public boolean isKnown(String id) {
    return usersShow
        || showing.contains(id)
        || notShowing.contains(id) && (usersShowNone || !showing.isEmpty());
  }

  /** Whether groups were requested and none showed members. */
  public boolean isUnknown() {
    return needsGroupRequests() && !usersShowNone && showing.isEmpty() && !notShowing.isEmpty();
  }

  /** Logs once in a cycle that memberships are not shown. */
  public void reportUnknown() {
    if (!reported) {
      reported = true;
      LOG.warn("{}", UNKNOWN);
    }
  }

  /**
   * The groups of a user in an answer.
   *
   * @param answer the answer, or null
   * @return SCIM ids; empty if it shows none
   */
  public Set<String> groupsOf(@Nullable ObjectNode answer) {
    if (answer == null) {
      return Set.of();
    }
    try {
      return answers.answeredUser(answer).groups().stream()
          .map(TargetReference::id)
          .collect(Collectors.toSet());
    } catch (ScimAnswerException e) {
      // The request was carried out; the answer is not needed.
      return Set.of();
    }
  }

  /** Whether a group is requested with its members. */
  public boolean requestsMembers() {
    return product.groupShowsMembers() || needsGroupRequests();
  }

  /**
   * The members of a group in an answer. If the product shows members, a group that shows none has
   * none, unless it must have managed members.
   *
   * @param group the answer
   * @param source object id of the group
   * @return SCIM ids, or null if they are not known
   */
  @Nullable
  public List<String> members(TargetGroup group, String source) {
    List<TargetReference> members = group.members();
    boolean shown = ScimAnswers.shows(group.attributes(), "members");
    if (!shown && needsGroupRequests()) {
      reportUnknown();
    }
    if (members == null || (!shown && state.groupMemberships().hasCertainMembers(source))) {
      return null;
    }
    return members.stream().map(TargetReference::id).toList();
  }
}
