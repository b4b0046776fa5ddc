package org.entrazscaler.directory;

import static org.entrazscaler.directory.SourceAttribute.first;
import static org.entrazscaler.directory.SourceAttribute.named;
import static org.entrazscaler.directory.SourceAttribute.of;
import static org.entrazscaler.directory.SourceAttribute.part;
import static org.entrazscaler.directory.SourceAttribute.same;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.entrazscaler.directory.SourceAttribute.Form;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.language.NearestName;
import org.jspecify.annotations.Nullable;

/**
 * The table that maps Entra's source names to Graph's properties, for users and for groups. Names
 * are case-sensitive, as Entra's extension attributes are ("Tutorial - Customize user provisioning
 * attribute-mappings"). Graph's own property names are also allowed, unless they mean something
 * else in Entra. Directory extensions, {@code extension_<application id>_<name>}, are recognized by
 * their form.
 */
public final class SourceAttributes {

  /** The user's roles in the enterprise application; computed, only for the role functions. */
  public static final String ROLES = "appRoleAssignments";

  private static final String IS_SOFT_DELETED = "IsSoftDeleted";
  private static final String ON_PREMISES_EXTENSIONS = "onPremisesExtensionAttributes";
  private static final int EXTENSION_ATTRIBUTES = 15;
  private static final Pattern DIRECTORY_EXTENSION =
      Pattern.compile("extension_[0-9A-Fa-f]{32}_[A-Za-z0-9_]+");

  /** Always read: accountEnabled tells whether the user is blocked. */
  private static final List<String> ALWAYS_OF_USERS = List.of("id", "accountEnabled");

  /** Always read: assignments count only for security groups. */
  private static final List<String> ALWAYS_OF_GROUPS = List.of("id", "securityEnabled", "members");

  private static final Map<String, SourceAttribute> USERS = table(users());
  private static final Map<String, SourceAttribute> GROUPS = table(groups());

  private SourceAttributes() {}

  /** Whether a source name is known. Names are case-sensitive. */
  public static boolean isKnown(ObjectType type, String name) {
    return find(type, name) != null;
  }

  /** All known names except directory extensions, in alphabetical order. */
  public static SortedSet<String> names(ObjectType type) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(rows(type).keySet()));
  }

  /** The known name that is most similar to an unknown one; empty if none is similar. */
  public static Optional<String> nearest(ObjectType type, String name) {
    return Optional.ofNullable(NearestName.among(name, rows(type).keySet()));
  }

  /**
   * The {@code $select} of a delta query: the properties that the names need and those that the
   * program always needs. Computed attributes are not requested from Graph.
   *
   * @param sourceNames the names that mappings and filters read
   * @return Graph's properties, each once; first those that are always read, then the others in
   *     alphabetical order
   * @throws UnknownSourceAttributeException if a name is not in the table
   */
  public static List<String> select(ObjectType type, Collection<String> sourceNames) {
    LinkedHashSet<String> select =
        new LinkedHashSet<>(type == ObjectType.USER ? ALWAYS_OF_USERS : ALWAYS_OF_GROUPS);
    TreeSet<String> needed = new TreeSet<>();
    for (String name : sourceNames) {
      String property = require(type, name).property();
      if (!property.isEmpty()) {
        needed.add(property);
      }
    }
    select.addAll(needed);
    return List.copyOf(select);
  }

  static SourceAttribute require(ObjectType type, String name) {
    SourceAttribute attribute = find(type, name);
    if (attribute == null) {
      throw new UnknownSourceAttributeException(
          "Entra has no source attribute \""
              + name
              + "\" of a "
              + type.word()
              + nearest(type, name).map(near -> "; did you mean \"" + near + "\"?").orElse(""));
    }
    return attribute;
  }

  private static @Nullable SourceAttribute find(ObjectType type, String name) {
    SourceAttribute attribute = rows(type).get(name);
    if (attribute == null && DIRECTORY_EXTENSION.matcher(name).matches()) {
      return same(name);
    }
    return attribute;
  }

  private static Map<String, SourceAttribute> rows(ObjectType type) {
    return type == ObjectType.USER ? USERS : GROUPS;
  }

  private static List<SourceAttribute> users() {
    List<SourceAttribute> rows =
        new ArrayList<>(
            List.of(
                // Entra's names that differ from Graph's
                of("objectId", "id", Form.IDENTITY),
                named("mobile", "mobilePhone"),
                first("telephoneNumber", "businessPhones"),
                named("physicalDeliveryOfficeName", "officeLocation"),
                named("facsimileTelephoneNumber", "faxNumber"),
                named("immutableId", "onPremisesImmutableId"),
                named("dirSyncEnabled", "onPremisesSyncEnabled"),
                named("lastDirSyncTime", "onPremisesLastSyncDateTime"),
                first("sipProxyAddress", "imAddresses"),
                named("originalUserPrincipalName", "userPrincipalName"),
                // Entra's names that are not a property
                of("userPrincipalName", "userPrincipalName", Form.GUEST_NAME),
                of("manager", "manager", Form.REFERENCE),
                of(IS_SOFT_DELETED, "", Form.SOFT_DELETED),
                of(ROLES, "", Form.ROLES),
                part("employeeOrgData.costCenter", "employeeOrgData", "costCenter"),
                part("employeeOrgData.division", "employeeOrgData", "division"),
                // Graph's names
                of("id", "id", Form.IDENTITY)));
    for (String name :
        List.of(
            "accountEnabled",
            "ageGroup",
            "businessPhones",
            "city",
            "companyName",
            "consentProvidedForMinor",
            "country",
            "createdDateTime",
            "creationType",
            "department",
            "displayName",
            "employeeHireDate",
            "employeeId",
            "employeeType",
            "externalUserState",
            "faxNumber",
            "givenName",
            "imAddresses",
            "jobTitle",
            "legalAgeGroupClassification",
            "mail",
            "mailNickname",
            "mobilePhone",
            "officeLocation",
            "onPremisesDistinguishedName",
            "onPremisesDomainName",
            "onPremisesImmutableId",
            "onPremisesLastSyncDateTime",
            "onPremisesSamAccountName",
            "onPremisesSecurityIdentifier",
            "onPremisesSyncEnabled",
            "onPremisesUserPrincipalName",
            "otherMails",
            "postalCode",
            "preferredLanguage",
            "proxyAddresses",
            "securityIdentifier",
            "showInAddressList",
            "state",
            "streetAddress",
            "surname",
            "usageLocation",
            "userType")) {
      rows.add(same(name));
    }
    for (int number = 1; number <= EXTENSION_ATTRIBUTES; number++) {
      String name = "extensionAttribute" + number;
      rows.add(part(name, ON_PREMISES_EXTENSIONS, name));
    }
    return rows;
  }

  private static List<SourceAttribute> groups() {
    List<SourceAttribute> rows =
        new ArrayList<>(
            List.of(
                of("objectId", "id", Form.IDENTITY),
                of("id", "id", Form.IDENTITY),
                of("members", "members", Form.REFERENCE),
                of(IS_SOFT_DELETED, "", Form.SOFT_DELETED),
                named("dirSyncEnabled", "onPremisesSyncEnabled"),
                named("lastDirSyncTime", "onPremisesLastSyncDateTime")));
    for (String name :
        List.of(
            "classification",
            "createdDateTime",
            "description",
            "displayName",
            "expirationDateTime",
            "groupTypes",
            "isAssignableToRole",
            "mail",
            "mailEnabled",
            "mailNickname",
            "membershipRule",
            "onPremisesDomainName",
            "onPremisesLastSyncDateTime",
            "onPremisesNetBiosName",
            "onPremisesSamAccountName",
            "onPremisesSecurityIdentifier",
            "onPremisesSyncEnabled",
            "preferredDataLocation",
            "preferredLanguage",
            "proxyAddresses",
            "renewedDateTime",
            "securityEnabled",
            "securityIdentifier",
            "theme",
            "visibility")) {
      rows.add(same(name));
    }
    return rows;
  }

  private static Map<String, SourceAttribute> table(List<SourceAttribute> rows) {
    Map<String, SourceAttribute> table = new TreeMap<>();
    for (SourceAttribute row : rows) {
      if (table.put(row.name(), row) != null) {
        throw new IllegalStateException("Twice in the table of source names: " + row.name());
      }
    }
    return Collections.unmodifiableMap(table);
  }
}
