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

/** The accounts and groups in the target copy that have no link, and the adoption of accounts. */
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
   * Whether the state records which accounts in the target are managed.
   *
   * @return false before the first cycle, and after the links were lost or removed
   */
  public boolean isOwnershipKnown() {
    return facts.get(Facts.ACCOUNTS_CLAIMED).isPresent();
  }

  /** Records that every account in the target was checked. */
  public void markOwnershipKnown() {
    facts.put(Facts.ACCOUNTS_CLAIMED, "by their externalId");
  }

  /**
   * The objects in the target copy without a link. An object that the cycle has created is not
   * among them: it gets its link with its outcome.
   *
   * @param type users or groups
   * @return SCIM resources, read page by page; not thread-safe
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

  /** How many accounts without a link are managed according to their {@code externalId}. */
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
   * Adopts an account and marks its user pending, so that this cycle plans it by the ordinary
   * rules.
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
   * Adds a user from Entra's recycle bin to the source copy, which did not have it.
   *
   * @param user object id
   * @param properties what the source copy keeps of a user out of scope
   * @return the stored user
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
