package org.entrazscaler.scim.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The URNs of schemas and messages (RFC 7643, section 10.3.1; RFC 7644, section 8.2). */
public final class SchemaUrn {

  static final String USER = "urn:ietf:params:scim:schemas:core:2.0:User";
  static final String GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
  public static final String ENTERPRISE_USER =
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
  public static final String PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
  public static final String LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
  public static final String BULK_REQUEST = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";
  public static final String BULK_RESPONSE = "urn:ietf:params:scim:api:messages:2.0:BulkResponse";

  private static final List<String> CORE = List.of(USER, GROUP);

  private SchemaUrn() {}

  /** The URN of a schema in its usual letter case; null for a core schema, which has no prefix. */
  static @Nullable String extension(String urn) {
    if (CORE.stream().anyMatch(urn::equalsIgnoreCase)) {
      return null;
    }
    return urn.equalsIgnoreCase(ENTERPRISE_USER) ? ENTERPRISE_USER : urn;
  }

  static boolean isSchemaAlone(String text) {
    return text.equalsIgnoreCase(ENTERPRISE_USER) || CORE.stream().anyMatch(text::equalsIgnoreCase);
  }
}
