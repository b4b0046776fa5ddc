package org.entrazscaler.ondemand;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.entrazscaler.graph.DirectoryChange;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.graph.PageTrail;
import org.entrazscaler.link.Link;
import org.jspecify.annotations.Nullable;

/**
 * One object that a person has asked for by name: what is still to be asked of Graph, what was
 * found, and how things stood before. The value of the exchange variable {@link
 * org.entrazscaler.camel.ExchangeVariables#ON_DEMAND}. For one exchange, in one thread.
 */
final class OnDemandRequest {

  /**
   * One question to Graph: for an object, for those of a name, or, with a group, for that group and
   * for its members.
   */
  record Question(ObjectType type, String link, @Nullable String group, PageTrail trail) {

    Question(ObjectType type, String link, @Nullable String group) {
      this(type, link, group, new PageTrail(link, null));
    }

    /** The same question to the page that follows. */
    Question next(String nextLink) {
      return new Question(type, nextLink, group, trail);
    }
  }

  private final String name;
  private final Deque<Question> questions = new ArrayDeque<>();
  private final Map<ObjectKey, DirectoryChange> found = new LinkedHashMap<>();
  private @Nullable Question asked;
  private @Nullable ObjectKey key;
  private boolean read;
  private boolean locked;
  private @Nullable List<ObjectNode> match;
  private @Nullable Link linkBefore;
  private boolean heldBefore;

  OnDemandRequest(String name) {
    this.name = name;
  }

  /** By what the person has called it. */
  String name() {
    return name;
  }

  /**
   * The object that is called so.
   *
   * @return null if none is, or several are, or none is found yet
   */
  public @Nullable ObjectKey key() {
    return key;
  }

  ObjectKey knownKey() {
    return Objects.requireNonNull(key, "it is not known which object is meant");
  }

  void setKey(ObjectKey chosen) {
    key = chosen;
  }

  // --- questions ----------------------------------------------------------------------------

  /**
   * Whether something is still to be asked of Graph.
   *
   * @return false once it is found, or asked for in every way
   */
  public boolean hasNextQuestion() {
    return !questions.isEmpty();
  }

  void ask(Question question) {
    questions.add(question);
  }

  void askFirst(Question question) {
    questions.addFirst(question);
  }

  void clearQuestions() {
    questions.clear();
  }

  /** The next question, which from now on is the one that is answered. */
  Question next() {
    asked = questions.remove();
    return asked;
  }

  /** The question that was put. */
  Question asked() {
    return Objects.requireNonNull(asked, "nothing was asked");
  }

  // --- what is known ------------------------------------------------------------------------

  void addFound(DirectoryChange object) {
    found.put(new ObjectKey(object.type(), object.id()), object);
  }

  /** What Graph has shown, in the order in which it was found. */
  Map<ObjectKey, DirectoryChange> found() {
    return found;
  }

  List<ObjectKey> foundKeys() {
    return new ArrayList<>(found.keySet());
  }

  void setRead(boolean found) {
    read = found;
  }

  /** Whether Graph has just shown it. */
  boolean isRead() {
    return read;
  }

  void markLocked() {
    locked = true;
  }

  /** Whether it is claimed by the command. */
  boolean isLocked() {
    return locked;
  }

  /** Keeps how things stood before anything was planned. */
  void storePrevious(@Nullable Link link, boolean held) {
    linkBefore = link;
    heldBefore = held;
  }

  /** The link to the object in Zscaler before; null if there was none. */
  @Nullable Link linkBefore() {
    return linkBefore;
  }

  /** Whether a safeguard held what takes away. */
  boolean heldBefore() {
    return heldBefore;
  }

  void setMatch(List<ObjectNode> matching) {
    match = List.copyOf(matching);
  }

  /** What matching has found for it; null if nothing was asked. */
  @Nullable List<ObjectNode> match() {
    return match;
  }
}
