package org.entrazscaler.scim.schema;

import java.time.Duration;
import java.util.Locale;

/**
 * The Zscaler products that take accounts by SCIM, and how each differs from the others.
 * "Documented" means Zscaler's help pages; the page is named with each rule.
 */
public enum Product {
  /** Zscaler Internet Access. */
  ZIA(5, 2, 1000, 128, MemberAddition.WITHOUT_PATH),
  /** Zscaler Private Access. */
  ZPA(50, 10, 100, 1000, MemberAddition.WITH_PATH),
  /** ZIdentity. */
  ZIDENTITY(50, 10, 100, 1000, MemberAddition.WITH_PATH);

  /** How an operation names the members that it adds to a group. */
  public enum MemberAddition {
    /** No {@code path}; the value is {@code {"members": [...]}} (ZIA, SCIM API Examples). */
    WITHOUT_PATH,
    /** {@code "path": "members"}; the value is the list (ZPA and ZIdentity, SCIM API Examples). */
    WITH_PATH
  }

  private final int requestsPerSecond;
  private final int concurrentRequests;
  private final int pageSize;
  private final int groupsPerUser;
  private final MemberAddition memberAddition;

  Product(
      int requestsPerSecond,
      int concurrentRequests,
      int pageSize,
      int groupsPerUser,
      MemberAddition memberAddition) {
    this.requestsPerSecond = requestsPerSecond;
    this.concurrentRequests = concurrentRequests;
    this.pageSize = pageSize;
    this.groupsPerUser = groupsPerUser;
    this.memberAddition = memberAddition;
  }

  /**
   * The value of the setting {@code zscaler.product}.
   *
   * @return {@code zia}, {@code zpa} or {@code zidentity}
   */
  public String settingValue() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The product's name as Zscaler writes it.
   *
   * @return {@code ZIA}, {@code ZPA} or {@code ZIdentity}
   */
  public String title() {
    return this == ZIDENTITY ? "ZIdentity" : name();
  }

  /**
   * The published limit of the pace: 5 for ZIA (Ranges &amp; Limitations, SCIM API Examples), 50
   * SCIM updates for ZPA (Ranges &amp; Limitations), 50 for ZIdentity (Ranges &amp; Limitations).
   *
   * @return requests per second
   */
  public int requestsPerSecond() {
    return requestsPerSecond;
  }

  /**
   * How many requests may be under way at once: 2 for ZIA, where one request after another already
   * reaches the pace (170 to 190 ms each, seen in scim-for-keycloak #114) and more is answered with
   * 401 "Resource Access Blocked" (zscaler-sdk-go); 10 for the others, which fills their pace at
   * that duration.
   *
   * @return at least 1
   */
  public int concurrentRequests() {
    return concurrentRequests;
  }

  /**
   * The {@code count} to ask of a list: 1,000 for ZIA (Understanding SCIM), 100 for ZPA, whose
   * default is 10 and whose maximum is 100 (SCIM API Examples), 100 for ZIdentity (SCIM API
   * Examples). The answer may hold fewer.
   *
   * @return resources per page
   */
  public int pageSize() {
    return pageSize;
  }

  /**
   * The groups one user can be in: 128 for ZIA (Understanding SCIM), 1,000 for ZPA, where further
   * ones are not synced, and for ZIdentity (Ranges &amp; Limitations).
   *
   * @return the limit
   */
  public int groupsPerUser() {
    return groupsPerUser;
  }

  /**
   * From which number of groups a user deserves a warning: 127 for ZIA, because the page Ranges
   * &amp; Limitations says "127 by default" where Understanding SCIM says 128; else the limit
   * itself.
   *
   * @return the number, at most {@link #groupsPerUser}
   */
  public int groupsPerUserWarning() {
    return this == ZIA ? 127 : groupsPerUser;
  }

  /**
   * How members are added to a group by PATCH.
   *
   * @return the form that the product's SCIM API Examples show
   */
  public MemberAddition memberAddition() {
    return memberAddition;
  }

  /**
   * The operation's name in a PATCH: in lower case (RFC 7644, section 3.5.2), but capitalised for
   * ZIdentity (SCIM API Examples).
   *
   * @param operation {@code add}, {@code replace} or {@code remove}
   * @return the text of {@code op}
   */
  public String operationName(String operation) {
    return this == ZIDENTITY
        ? operation.substring(0, 1).toUpperCase(Locale.ROOT) + operation.substring(1)
        : operation;
  }

  /**
   * Whether {@code active=false} deletes the user: on ZPA it does ("When active=false, Zscaler
   * deletes this user", About SCIM); ZIA and ZIdentity keep the record and disable it.
   *
   * @return true for ZPA
   */
  public boolean inactiveMeansDeleted() {
    return this == ZPA;
  }

  /**
   * Whether another {@code userName} deletes the user's former data and ends the session: on ZPA
   * (release notes 2020).
   *
   * @return true for ZPA
   */
  public boolean renameMeansDeleted() {
    return this == ZPA;
  }

  /**
   * Whether the answer to {@code GET /Groups/ID} has the members: for ZIA (SCIM API Examples). The
   * others show membership in {@code groups} of each user only.
   *
   * @return true for ZIA
   */
  public boolean groupShowsMembers() {
    return this == ZIA;
  }

  /**
   * Whether {@code GET /Groups} has the members of each group. No product documents that, and ZPA
   * denies it (SCIM API Examples); {@code groups} of each user shows membership on all of them.
   *
   * @return false
   */
  public boolean groupListShowsMembers() {
    return false;
  }

  /**
   * How long an unused connection may be kept: ZIA closes it after 10 s ({@code Keep-Alive:
   * timeout=10}, seen in scim-for-keycloak #114), so that it is given up before. The others publish
   * nothing and are treated alike.
   *
   * @return 8 s
   */
  public Duration keepAlive() {
    return Duration.ofSeconds(8);
  }

  /**
   * The media type of requests and of the answers asked for (RFC 7644, section 3.1). ZPA's examples
   * show {@code application/json} as well.
   *
   * @return {@code application/scim+json}
   */
  public String mediaType() {
    return "application/scim+json";
  }
}
