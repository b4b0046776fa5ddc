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
 * One named object: the remaining questions to Graph, what was found, and the state before. The
 * value of the exchange variable {@link org.entrazscaler.camel.ExchangeVariables#ON_DEMAND}. Not
 * thread-safe.
 */
final class OnDemandRequest {

  /**
   * One question to Graph: for an object, for objects with a name or, with a group, for that group
   * and for its members.
   */
  record Question(ObjectType type, String link, @Nullable String group, PageTrail trail) {

    Question(ObjectType type, String link, @Nullable String group) {
      this(type, link, group, new PageTrail(link, null));
    }

    /** The same question for the next page. */
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

  /** The name that was given. */
  String name() {
    return name;
  }

  /**
   * The key of the object.
   *
   * @return null if no object or several objects have the name, or before the search
   */
  public @Nullable ObjectKey key() {
    return key;
  }

  ObjectKey knownKey() {
    return Objects.requireNonNull(key, "no object is chosen");
  }

  void setKey(ObjectKey chosen) {
    key = chosen;
  }

  // --- questions ----------------------------------------------------------------------------

  /** Whether Graph must be asked another question. */
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

  /** Takes the next question; it becomes the current one. */
  Question next() {
    asked = questions.remove();
    return asked;
  }

  /** The current question. */
  Question asked() {
    return Objects.requireNonNull(asked, "no question was asked");
  }

  // --- results ------------------------------------------------------------------------------

  void addFound(DirectoryChange object) {
    found.put(new ObjectKey(object.type(), object.id()), object);
  }

  /** What Graph returned, in its order. */
  Map<ObjectKey, DirectoryChange> found() {
    return found;
  }

  List<ObjectKey> foundKeys() {
    return new ArrayList<>(found.keySet());
  }

  void setRead(boolean found) {
    read = found;
  }

  /** Whether Graph returned the object just now. */
  boolean isRead() {
    return read;
  }

  void markLocked() {
    locked = true;
  }

  /** Whether this thread has locked the object. */
  boolean isLocked() {
    return locked;
  }

  /** Stores the state before anything is planned. */
  void storePrevious(@Nullable Link link, boolean held) {
    linkBefore = link;
    heldBefore = held;
  }

  /** The link before; null if there was none. */
  @Nullable Link linkBefore() {
    return linkBefore;
  }

  /** Whether a safeguard held removals before. */
  boolean heldBefore() {
    return heldBefore;
  }

  void setMatch(List<ObjectNode> matching) {
    match = List.copyOf(matching);
  }

  /** What matching found; null if Zscaler was not asked. */
  @Nullable List<ObjectNode> match() {
    return match;
  }
}
