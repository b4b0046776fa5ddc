package org.entrazscaler.scim.schema;

import java.util.Locale;

/**
 * The Zscaler products with SCIM provisioning, and their differences. Each rule names the page of
 * Zscaler's help that documents it.
 */
public enum Product {
  /** Zscaler Internet Access. */
  ZIA(5, 2, 1000, 128, MemberAddition.WITHOUT_PATH),
  /** Zscaler Private Access. */
  ZPA(50, 10, 100, 1000, MemberAddition.WITH_PATH),
  /** ZIdentity. */
  ZIDENTITY(50, 10, 100, 1000, MemberAddition.WITH_PATH);

  /** The form of an operation that adds members to a group. */
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
   * The name of the product as Zscaler writes it.
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
   * The number of requests at the same time: 2 for ZIA, where sequential requests already reach the
   * pace (170 to 190 ms each, seen in scim-for-keycloak #114) and the answer to more is 401
   * "Resource Access Blocked" (zscaler-sdk-go); 10 for the others, which reach their pace with it
   * at that duration.
   *
   * @return at least 1
   */
  public int concurrentRequests() {
    return concurrentRequests;
  }

  /**
   * The {@code count} of a list request: 1,000 for ZIA (Understanding SCIM), 100 for ZPA, whose
   * default is 10 and whose maximum is 100 (SCIM API Examples), 100 for ZIdentity (SCIM API
   * Examples). The answer may contain fewer resources.
   *
   * @return resources per page
   */
  public int pageSize() {
    return pageSize;
  }

  /**
   * The maximum number of groups of one user: 128 for ZIA (Understanding SCIM), 1,000 for ZPA,
   * which does not sync further ones, and for ZIdentity (Ranges &amp; Limitations).
   *
   * @return the limit
   */
  public int groupsPerUser() {
    return groupsPerUser;
  }

  /**
   * The number of groups from which on a user gets a warning: 127 for ZIA, because Ranges &amp;
   * Limitations says "127 by default" and Understanding SCIM says 128; for others the limit.
   *
   * @return the number, at most {@link #groupsPerUser}
   */
  public int groupsPerUserWarning() {
    return this == ZIA ? 127 : groupsPerUser;
  }

  /**
   * The form of a PATCH that adds members to a group.
   *
   * @return the form in the SCIM API Examples of the product
   */
  public MemberAddition memberAddition() {
    return memberAddition;
  }

  /**
   * The name of an operation in a PATCH: in lower case (RFC 7644, section 3.5.2), but capitalised
   * for ZIdentity (SCIM API Examples).
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
   * Whether {@code active=false} deletes the user: on ZPA ("When active=false, Zscaler deletes this
   * user", About SCIM). ZIA and ZIdentity keep the user and disable it.
   *
   * @return true for ZPA
   */
  public boolean inactiveMeansDeleted() {
    return this == ZPA;
  }

  /**
   * Whether a change of {@code userName} deletes the previous data of the user and ends its
   * session: on ZPA (release notes 2020).
   *
   * @return true for ZPA
   */
  public boolean renameMeansDeleted() {
    return this == ZPA;
  }

  /**
   * Whether the answer to {@code GET /Groups/ID} contains the members: for ZIA (SCIM API Examples).
   * The others show memberships only in {@code groups} of each user. No product documents members
   * in {@code GET /Groups}, and ZPA denies it (SCIM API Examples).
   *
   * @return true for ZIA
   */
  public boolean groupShowsMembers() {
    return this == ZIA;
  }

  /**
   * The media type of requests and accepted answers (RFC 7644, section 3.1). ZPA's examples also
   * show {@code application/json}.
   *
   * @return {@code application/scim+json}
   */
  public String mediaType() {
    return "application/scim+json";
  }
}
