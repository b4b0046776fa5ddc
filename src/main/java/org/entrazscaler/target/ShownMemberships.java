package org.entrazscaler.target;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
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
 * Where the target shows who is in which group. {@code groups} of a user is a view that a server
 * may leave out (RFC 7643, section 4.1.2), and what is not sent is not thereby empty (section 2.5).
 * As soon as one user shows it, a user who does not is in no group. Where none does, the groups are
 * asked; where these show no members either, nothing is known, and nothing follows from it. Safe
 * for use by several threads.
 */
public final class ShownMemberships {

  private static final Logger LOG = LoggerFactory.getLogger(ShownMemberships.class);

  /** What people are told. */
  public static final String UNKNOWN =
      "Zscaler shows neither the groups of its users nor the members of its groups: who is in which"
          + " group is not known, nothing is concluded about it, and nothing is forgotten.";

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

  /** Forgets what an earlier cycle read. */
  void reset() {
    showing.clear();
    notShowing.clear();
    usersRead = false;
    usersShow = false;
    usersShowNone = false;
    reported = false;
  }

  /** Takes notice of a user who was read. */
  void addUser(ObjectNode resource, Set<String> groups) {
    usersRead = true;
    if (!groups.isEmpty()) {
      usersShow = true;
    } else if (ScimAnswers.shows(resource, "groups")) {
      usersShowNone = true;
    }
  }

  /** Takes notice of a group of a list, which some servers show with its members. */
  void addListedGroup(ObjectNode resource) {
    if (!usersShow && ScimAnswers.shows(resource, "members") && isReadable(resource)) {
      add(answers.groupWithMembers(resource));
    }
  }

  /** Of a group that is odd nothing is known. */
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

  /**
   * Whether users were read and none of them showed a group, so that the groups have to be asked.
   *
   * @return false as long as no user was read
   */
  public boolean needsGroupRequests() {
    return usersRead && !usersShow;
  }

  /**
   * The groups of ours that are to be asked for their members.
   *
   * @return SCIM ids, without those of which a list has shown the members
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
      String id = next;
      next = null;
      return id;
    }
  }

  /**
   * Asks for one group with its members.
   *
   * @param group its SCIM id
   * @return the request
   */
  public ScimRequest request(@Body String group) {
    return requests.readGroup(group, true);
  }

  /**
   * Keeps which members a group has, if the answer shows them.
   *
   * @param answer Zscaler's
   */
  public void addRequestedGroup(@Body ObjectNode answer) {
    ObjectNode resource = answers.resource(answer);
    if (isReadable(resource)) {
      add(answers.groupWithMembers(resource));
    }
  }

  /**
   * Whether the members of a group are among what was read.
   *
   * @param id SCIM {@code id} of the group
   * @return false if nothing is known of them
   */
  public boolean isKnown(String id) {
    return usersShow
        || showing.contains(id)
        || notShowing.contains(id) && (usersShowNone || !showing.isEmpty());
  }

  /** Whether groups were asked and none of them showed anything. */
  public boolean isUnknown() {
    return needsGroupRequests() && !usersShowNone && showing.isEmpty() && !notShowing.isEmpty();
  }

  /** Tells once in a cycle that memberships are not shown. */
  public void reportUnknown() {
    if (!reported) {
      reported = true;
      LOG.warn("{}", UNKNOWN);
    }
  }

  /**
   * The groups that an answer shows a user to be in.
   *
   * @param answer the answer, or null if there is none
   * @return SCIM ids; none if it shows none
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
      // What was to be done is done; nothing else follows from the answer.
      return Set.of();
    }
  }

  /** Whether a group is asked with its members. */
  public boolean requestsMembers() {
    return product.groupShowsMembers() || needsGroupRequests();
  }

  /**
   * The members that the answer to a question about one group shows. Where the product is known to
   * show them, a group without any has none, unless members of ours have to be in it.
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
