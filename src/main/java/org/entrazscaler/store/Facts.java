package org.entrazscaler.store;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Single facts that outlive a cycle, by name. */
public final class Facts {

  /** Fingerprint of the mappings, filters and settings that the state was brought in line with. */
  public static final String IN_FORCE = "in-force";

  /** Present when a person asked for an initial cycle. */
  public static final String RESTART = "restart";

  /** The Tenant URL that the links belong to. */
  public static final String TENANT_URL = "tenant-url";

  /** The tenant's default domain, as {@code DefaultDomain()} gives it. */
  public static final String DEFAULT_DOMAIN = "default-domain";

  /** The enterprise application's roles: JSON object from role id to what the functions read. */
  public static final String APP_ROLES = "app-roles";

  /** Cause of the last failure of a whole cycle that was notified, to say it once. */
  public static final String NOTIFIED_CAUSE = "notified-cause";

  /** Present since the assignments came back empty, until what follows from it is decided. */
  public static final String ASSIGNMENTS_EMPTIED = "assignments-emptied";

  /** Present once every account of the target was asked for its owner: links are all there. */
  public static final String ACCOUNTS_CLAIMED = "accounts-claimed";

  /** The last reconciliation: what was read, and what it was to do. */
  public static final String RECONCILIATION = "reconciliation";

  /** Fingerprint of the mappings that were compared with the target's own schemas. */
  public static final String COMPARED = "compared-mappings";

  private final Jdbi jdbi;

  Facts(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Reads a fact.
   *
   * @param name its name
   * @return its content, empty where it is not known
   */
  public Optional<String> get(String name) {
    return jdbi.withHandle(
        h ->
            h.createQuery("select content from fact where name = :name")
                .bind("name", name)
                .mapTo(String.class)
                .findOne());
  }

  /**
   * Records a fact.
   *
   * @param name its name
   * @param content its content
   */
  public void put(String name, String content) {
    jdbi.useTransaction(h -> put(h, name, content));
  }

  public static void put(Handle h, String name, String content) {
    int updated =
        h.createUpdate("update fact set content = :content where name = :name")
            .bind("name", name)
            .bind("content", content)
            .execute();
    if (updated == 0) {
      h.createUpdate("insert into fact (name, content) values (:name, :content)")
          .bind("name", name)
          .bind("content", content)
          .execute();
    }
  }

  /**
   * Forgets a fact.
   *
   * @param name its name
   */
  public void remove(String name) {
    jdbi.useTransaction(h -> remove(h, name));
  }

  public static void remove(Handle h, String name) {
    h.createUpdate("delete from fact where name = :name").bind("name", name).execute();
  }
}
