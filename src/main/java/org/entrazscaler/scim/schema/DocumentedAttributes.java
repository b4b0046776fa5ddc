package org.entrazscaler.scim.schema;

import static org.entrazscaler.scim.schema.SchemaUrn.ENTERPRISE_USER;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The attributes in the documentation of a product. Sources: Zscaler, Understanding SCIM and SAML
 * &amp; SCIM Configuration Guides (ZIA); About SCIM (ZPA); Microsoft's provisioning tutorials of
 * each product; IBM Security Verify, Zscaler supported attributes; Ranges &amp; Limitations.
 *
 * @param required attributes without which the product refuses the resource
 * @param expected attributes that Microsoft's tutorial marks "required by Zscaler"
 * @param others other supported attributes
 * @param characters maximum length in characters, enforced
 * @param advisedCharacters maximum length in characters, only in the guide of a partner
 */
record DocumentedAttributes(
    Set<ScimPath> required,
    Set<ScimPath> expected,
    Set<ScimPath> others,
    Map<ScimPath, Integer> characters,
    Map<ScimPath, Integer> advisedCharacters) {

  private static final int LONGEST_NAME = 128;
  private static final int LONGEST_STREET = 64;
  private static final int LONGEST_WORKFLOW_VALUE = 32;

  static DocumentedAttributes of(ResourceType type, Product product) {
    if (type == ResourceType.GROUP) {
      return group(product);
    }
    return switch (product) {
      case ZIA -> ziaUser();
      case ZPA -> zpaUser();
      case ZIDENTITY -> zidentityUser();
    };
  }

  private static DocumentedAttributes group(Product product) {
    return new DocumentedAttributes(
        paths("displayName"),
        product == Product.ZPA ? paths("displayName") : paths("displayName", "externalId"),
        paths("externalId", "members"),
        product == Product.ZIA ? Map.of(ScimPath.parse("displayName"), LONGEST_NAME) : Map.of(),
        Map.of());
  }

  private static DocumentedAttributes ziaUser() {
    String address = "addresses[type eq \"work\"].";
    return new DocumentedAttributes(
        paths("userName"),
        paths("userName", "externalId", "active", "displayName", ENTERPRISE_USER + ":department"),
        paths(
            "name.givenName",
            "name.familyName",
            "title",
            "preferredLanguage",
            "emails[type eq \"work\"].value",
            address + "formatted",
            address + "streetAddress",
            address + "locality",
            address + "region",
            address + "postalCode",
            address + "country",
            "addresses[type eq \"home\"].country",
            "phoneNumbers[type eq \"work\"].value",
            "phoneNumbers[type eq \"mobile\"].value",
            "phoneNumbers[type eq \"fax\"].value",
            ENTERPRISE_USER + ":employeeNumber",
            ENTERPRISE_USER + ":manager",
            ENTERPRISE_USER + ":manager.value"),
        Map.of(
            ScimPath.parse("userName"), LONGEST_NAME,
            ScimPath.parse("displayName"), LONGEST_NAME,
            ScimPath.parse(ENTERPRISE_USER + ":department"), LONGEST_NAME),
        // SAML & SCIM Configuration Guide for Okta.
        Map.ofEntries(
            Map.entry(ScimPath.parse(address + "streetAddress"), LONGEST_STREET),
            Map.entry(ScimPath.parse("title"), LONGEST_WORKFLOW_VALUE),
            Map.entry(ScimPath.parse("preferredLanguage"), LONGEST_WORKFLOW_VALUE),
            Map.entry(ScimPath.parse(address + "locality"), LONGEST_WORKFLOW_VALUE),
            Map.entry(ScimPath.parse(address + "region"), LONGEST_WORKFLOW_VALUE),
            Map.entry(ScimPath.parse(address + "postalCode"), LONGEST_WORKFLOW_VALUE),
            Map.entry(ScimPath.parse(address + "country"), LONGEST_WORKFLOW_VALUE),
            Map.entry(
                ScimPath.parse("phoneNumbers[type eq \"work\"].value"), LONGEST_WORKFLOW_VALUE),
            Map.entry(
                ScimPath.parse("phoneNumbers[type eq \"mobile\"].value"), LONGEST_WORKFLOW_VALUE),
            Map.entry(
                ScimPath.parse(ENTERPRISE_USER + ":employeeNumber"), LONGEST_WORKFLOW_VALUE)));
  }

  private static DocumentedAttributes zpaUser() {
    return new DocumentedAttributes(
        paths("userName"),
        paths("userName"),
        paths(
            "active",
            "displayName",
            "emails.value",
            "emails[type eq \"work\"].value",
            "name.givenName",
            "name.familyName",
            "name.formatted",
            "nickName",
            "title",
            "userType",
            "externalId",
            ENTERPRISE_USER + ":costCenter",
            ENTERPRISE_USER + ":department",
            ENTERPRISE_USER + ":division",
            ENTERPRISE_USER + ":organization"),
        Map.of(),
        Map.of());
  }

  private static DocumentedAttributes zidentityUser() {
    String address = "addresses[type eq \"work\"].";
    return new DocumentedAttributes(
        paths("userName"),
        paths("displayName", "primaryEmail"),
        paths(
            "active",
            "title",
            "emails",
            "emails[type eq \"work\"].value",
            "emails[type eq \"home\"].value",
            "preferredLanguage",
            "name.givenName",
            "name.familyName",
            "name.formatted",
            address + "formatted",
            address + "streetAddress",
            address + "locality",
            address + "region",
            address + "postalCode",
            address + "country",
            "phoneNumbers[type eq \"work\"].value",
            "phoneNumbers[type eq \"mobile\"].value",
            "externalId",
            "nickName",
            "userType",
            "timezone",
            ENTERPRISE_USER + ":costCenter",
            ENTERPRISE_USER + ":organization",
            ENTERPRISE_USER + ":division",
            ENTERPRISE_USER + ":department",
            ENTERPRISE_USER + ":manager"),
        Map.of(),
        Map.of());
  }

  private static Set<ScimPath> paths(String... texts) {
    Set<ScimPath> paths = new LinkedHashSet<>();
    for (String text : List.of(texts)) {
      paths.add(ScimPath.parse(text));
    }
    return paths;
  }

  boolean contains(ScimPath path) {
    return required.contains(path) || expected.contains(path) || others.contains(path);
  }
}
