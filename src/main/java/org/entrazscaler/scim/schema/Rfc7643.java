package org.entrazscaler.scim.schema;

import static org.entrazscaler.scim.schema.ScimAttribute.complex;
import static org.entrazscaler.scim.schema.ScimAttribute.multiple;
import static org.entrazscaler.scim.schema.ScimAttribute.of;
import static org.entrazscaler.scim.schema.ScimAttribute.string;

import java.util.List;
import java.util.stream.Stream;
import org.entrazscaler.scim.schema.ScimAttribute.Mutability;
import org.entrazscaler.scim.schema.ScimAttribute.Type;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of users and groups in RFC 7643 (sections 3.1, 4.1, 4.2, 4.3, 8.7.1), and further
 * attributes that Zscaler documents.
 */
final class Rfc7643 {

  /** Attributes of every resource (section 3.1). */
  private static final List<ScimAttribute> COMMON =
      List.of(
          string("id").exact().with(Mutability.READ_ONLY),
          string("externalId").exact(),
          string("schemas").with(Mutability.READ_ONLY),
          complex(
                  "meta",
                  string("resourceType").exact(),
                  of("created", Type.DATE_TIME),
                  of("lastModified", Type.DATE_TIME),
                  of("location", Type.REFERENCE).exact(),
                  string("version").exact())
              .with(Mutability.READ_ONLY));

  /** Sections 4.1.1 and 4.1.2. */
  static final List<ScimAttribute> USER =
      List.of(
          string("userName").asRequired(),
          complex(
              "name",
              string("formatted"),
              string("familyName"),
              string("givenName"),
              string("middleName"),
              string("honorificPrefix"),
              string("honorificSuffix")),
          string("displayName"),
          string("nickName"),
          of("profileUrl", Type.REFERENCE),
          string("title"),
          string("userType"),
          string("preferredLanguage"),
          string("locale"),
          string("timezone"),
          of("active", Type.BOOLEAN),
          string("password").with(Mutability.WRITE_ONLY),
          values("emails"),
          values("phoneNumbers"),
          values("ims"),
          multiple(
              "photos",
              of("value", Type.REFERENCE).exact(),
              string("display"),
              string("type"),
              of("primary", Type.BOOLEAN)),
          multiple(
              "addresses",
              string("formatted"),
              string("streetAddress"),
              string("locality"),
              string("region"),
              string("postalCode"),
              string("country"),
              string("type"),
              of("primary", Type.BOOLEAN)),
          multiple(
                  "groups",
                  string("value").exact(),
                  of("$ref", Type.REFERENCE),
                  string("display"),
                  string("type"))
              .with(Mutability.READ_ONLY),
          values("entitlements"),
          values("roles"),
          multiple(
              "x509Certificates",
              of("value", Type.BINARY).exact(),
              string("display"),
              string("type"),
              of("primary", Type.BOOLEAN)),
          // Microsoft's ZIdentity tutorial lists it beside the e-mail addresses.
          string("primaryEmail"));

  /** Section 4.2. */
  static final List<ScimAttribute> GROUP =
      List.of(
          string("displayName").asRequired(),
          multiple(
              "members",
              string("value").exact().with(Mutability.IMMUTABLE),
              of("$ref", Type.REFERENCE).with(Mutability.IMMUTABLE),
              string("type").with(Mutability.IMMUTABLE),
              string("display")));

  /** Section 4.3. */
  static final List<ScimAttribute> ENTERPRISE_USER =
      List.of(
          string("employeeNumber"),
          string("costCenter"),
          string("organization"),
          string("division"),
          string("department"),
          complex(
              "manager",
              string("value").exact(),
              of("$ref", Type.REFERENCE),
              string("displayName").with(Mutability.READ_ONLY)));

  private Rfc7643() {}

  /** The multi-valued attributes of section 2.4. */
  private static ScimAttribute values(String name) {
    return multiple(
        name, string("value"), string("display"), string("type"), of("primary", Type.BOOLEAN));
  }

  /** An attribute of users, or else of groups; null if neither has it. */
  static @Nullable ScimAttribute find(@Nullable String schema, String name) {
    ScimAttribute ofUser = find(ResourceType.USER, schema, name);
    return ofUser == null ? find(ResourceType.GROUP, schema, name) : ofUser;
  }

  static @Nullable ScimAttribute find(ResourceType type, @Nullable String schema, String name) {
    if (schema == null) {
      ScimAttribute own = find(type == ResourceType.USER ? USER : GROUP, name);
      return own == null ? find(COMMON, name) : own;
    }
    return type == ResourceType.USER && schema.equals(SchemaUrn.ENTERPRISE_USER)
        ? find(ENTERPRISE_USER, name)
        : null;
  }

  /** Whether a schema is an extension that RFC 7643 does not define. */
  static boolean isCustom(@Nullable String schema) {
    return schema != null && !schema.equals(SchemaUrn.ENTERPRISE_USER);
  }

  /** The names of the attributes of a schema for a resource type. */
  static List<String> names(ResourceType type, @Nullable String schema) {
    if (schema != null) {
      return type == ResourceType.USER ? names(ENTERPRISE_USER) : List.of();
    }
    List<ScimAttribute> own = type == ResourceType.USER ? USER : GROUP;
    return Stream.of(own, COMMON).map(Rfc7643::names).flatMap(List::stream).toList();
  }

  private static List<String> names(List<ScimAttribute> attributes) {
    return attributes.stream().map(ScimAttribute::name).toList();
  }

  private static @Nullable ScimAttribute find(List<ScimAttribute> attributes, String name) {
    for (ScimAttribute attribute : attributes) {
      if (attribute.name().equalsIgnoreCase(name)) {
        return attribute;
      }
    }
    return null;
  }
}
