package org.entrazscaler.target;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.link.Link;
import org.entrazscaler.plan.MatchQuery;
import org.jspecify.annotations.Nullable;

/**
 * The results of the target copy for the queries of all objects of a chunk, and the links of the
 * found objects, read together. Immutable after it is filled.
 */
public final class ReadAnswers {

  private record Question(String path, String value) {
    static Question of(MatchQuery query) {
      return new Question(query.path().toString(), query.value().toLowerCase(Locale.ROOT));
    }
  }

  private final Map<Question, List<ObjectNode>> answers = new HashMap<>();
  private final Map<String, Link> links = new HashMap<>();
  private final Set<String> targetIds = new HashSet<>();
  private final Set<ObjectKey> together;

  public ReadAnswers(Set<ObjectKey> together) {
    this.together = together;
  }

  /** Whether an object is planned in the same chunk. */
  public boolean isPlannedTogether(ObjectKey key) {
    return together.contains(key);
  }

  public void add(MatchQuery query, List<ObjectNode> answer) {
    answers.put(Question.of(query), answer);
    answer.forEach(resource -> targetIds.add(resource.path("id").asText()));
  }

  /** The ids of all found target objects. */
  public Set<String> targetIds() {
    return targetIds;
  }

  public void add(Link link) {
    links.put(link.knownTargetId(), link);
  }

  /** The result of a query; null if the query is not among them. */
  @Nullable List<ObjectNode> find(MatchQuery query) {
    return answers.get(Question.of(query));
  }

  /** The link of a target object; null if the object was not found. */
  @Nullable
  public Optional<Link> link(String targetId) {
    return targetIds.contains(targetId) ? Optional.ofNullable(links.get(targetId)) : null;
  }
}
