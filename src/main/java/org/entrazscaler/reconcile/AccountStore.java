package org.entrazscaler.reconcile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.Link;
import org.entrazscaler.outcome.Outcome;
import org.entrazscaler.outcome.Outcomes;
import org.entrazscaler.source.SourceStore;
import org.entrazscaler.source.StoredObject;
import org.entrazscaler.store.Facts;
import org.entrazscaler.store.Json;
import org.entrazscaler.store.KeysetIterator;
import org.entrazscaler.target.TargetStore;
import org.jdbi.v3.core.Jdbi;

/** Whose the objects of the target are that no link names, among those that were read. */
public final class AccountStore {

  private static final String UNLINKED =
      " not exists (select 1 from link l where l.type = t.type and l.target_id = t.id)";

  private final Jdbi jdbi;
  private final Facts facts;
  private final SourceStore source;
  private final TargetStore target;
  private final Outcomes outcomes;

  public AccountStore(
      Jdbi jdbi, Facts facts, SourceStore source, TargetStore target, Outcomes outcomes) {
    this.jdbi = jdbi;
    this.facts = facts;
    this.source = source;
    this.target = target;
    this.outcomes = outcomes;
  }

  /**
   * Whether it is known which accounts of the target are ours.
   *
   * @return false at the very first, and after the links were lost or forgotten
   */
  public boolean isOwnershipKnown() {
    return facts.get(Facts.ACCOUNTS_CLAIMED).isPresent();
  }

  /** Records that every account of the target was looked at. */
  public void markOwnershipKnown() {
    facts.put(Facts.ACCOUNTS_CLAIMED, "by their externalId");
  }

  /**
   * The objects that were read and that no link names. What the cycle has created is not among
   * them: it gets its link with its outcome.
   *
   * @param type users or groups
   * @return their resources, read page by page while they are followed; not safe for use by several
   *     threads
   */
  public Iterator<ObjectNode> unlinked(ObjectType type) {
    return new KeysetIterator<>(
        resource -> resource.path("id").asText(),
        (after, limit) ->
            target
                .read()
                .withHandle(
                    h ->
                        h.createQuery(
                                "select t.resource from target_object t where t.type = :type"
                                    + " and t.id > :after and"
                                    + UNLINKED
                                    + " order by t.id fetch first :limit rows only")
                            .bind("type", type.name())
                            .bind("after", after)
                            .bind("limit", limit)
                            .map((rs, c) -> Json.object(rs.getString("resource")))
                            .list()));
  }

  /**
   * How many accounts that were read are ours by their {@code externalId}, beside those with a
   * link.
   *
   * @return at least 0
   */
  public int unlinkedManagedCount() {
    return target
        .read()
        .withHandle(
            h ->
                h.createQuery(
                        "select count(*) from target_key t join source_object s on s.type = 'USER'"
                            + " and s.id = t.content where t.type = 'USER' and t.path = 'externalId'"
                            + " and"
                            + UNLINKED)
                    .mapTo(Integer.class)
                    .one());
  }

  /**
   * Takes an account for ours. What becomes of it follows from the ordinary rules: its user is
   * looked at in this cycle.
   *
   * @param link from the user to the account
   */
  public void adopt(Link link) {
    jdbi.useTransaction(
        h -> {
          outcomes.record(h, List.of(new Outcome.Linked(link, List.of(), null)));
          source.markPending(h, link.key());
        });
  }

  /**
   * Takes in a user of Entra's recycle bin, of whom nothing was known.
   *
   * @param user object id
   * @param properties what is kept of somebody out of scope
   * @return the copy
   */
  public StoredObject addSoftDeleted(String user, ObjectNode properties) {
    ObjectKey key = ObjectKey.user(user);
    jdbi.useTransaction(
        h -> {
          h.createUpdate(
                  "insert into source_object (type, id, properties, complete, presence,"
                      + " security_enabled, round, in_scope, changed, pending) values ('USER', :id,"
                      + " :properties, false, 'SOFT_DELETED', true, 0, false, 0, false)")
              .bind("id", user)
              .bind("properties", Json.text(properties))
              .execute();
          source.markPending(h, key);
        });
    return source.find(key).orElseThrow();
  }
}
