package org.entrazscaler.scim.schema;

/** The resources that are provisioned (RFC 7643, section 6). */
public enum ResourceType {
  /** An account. */
  USER("Users", SchemaUrn.USER),
  /** A group of accounts. */
  GROUP("Groups", SchemaUrn.GROUP);

  private final String endpoint;
  private final String schema;

  ResourceType(String endpoint, String schema) {
    this.endpoint = endpoint;
    this.schema = schema;
  }

  /**
   * The path of these resources below the tenant URL.
   *
   * @return the path without slashes
   */
  public String endpoint() {
    return endpoint;
  }

  /**
   * The core schema.
   *
   * @return its URN
   */
  public String schema() {
    return schema;
  }
}
