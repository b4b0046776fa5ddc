package org.entrazscaler.store;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Single named values that are kept between cycles. */
public final class Facts {

  /** Fingerprint of the mappings, filters and settings of the last evaluation. */
  public static final String IN_FORCE = "in-force";

  /** Present when a person asked for an initial cycle. */
  public static final String RESTART = "restart";

  /** The Tenant URL to which the links belong. */
  public static final String TENANT_URL = "tenant-url";

  /** The tenant's default domain, the result of {@code DefaultDomain()}. */
  public static final String DEFAULT_DOMAIN = "default-domain";

  /** The enterprise application's roles: a JSON object of {@code AppRole.json} by role id. */
  public static final String APP_ROLES = "app-roles";

  /** Cause of the last failed cycle that a mail has reported, so that it is reported once. */
  public static final String NOTIFIED_CAUSE = "notified-cause";

  /** Present after the list of assignments was unexpectedly empty, until a person has decided. */
  public static final String ASSIGNMENTS_EMPTIED = "assignments-emptied";

  /** Present when the owner of every account in the target was looked up: all links exist. */
  public static final String ACCOUNTS_CLAIMED = "accounts-claimed";

  /** The last reconciliation: what was read, and its mode. */
  public static final String RECONCILIATION = "reconciliation";

  /** Fingerprint of the mappings that were compared with the schemas of the target. */
  public static final String COMPARED = "compared-mappings";

  private final Jdbi jdbi;

  Facts(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The content of a fact; empty if it is absent. */
  public Optional<String> get(String name) {
    return jdbi.withHandle(
        h ->
            h.createQuery("select content from fact where name = :name")
                .bind("name", name)
                .mapTo(String.class)
                .findOne());
  }

  /** Stores a fact. */
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

  /** Deletes a fact. */
  public void remove(String name) {
    jdbi.useTransaction(h -> remove(h, name));
  }

  public static void remove(Handle h, String name) {
    h.createUpdate("delete from fact where name = :name").bind("name", name).execute();
  }
}
