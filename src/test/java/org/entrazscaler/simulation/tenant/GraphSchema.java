package org.entrazscaler.simulation.tenant;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The property names of Graph v1.0 (Microsoft Graph documentation, "user resource type", "group
 * resource type", "List users"). Directory extensions are added when they are registered. Safe for
 * use by several threads.
 */
final class GraphSchema {

  private static final Set<String> USER =
      names(
          "accountEnabled ageGroup assignedLicenses assignedPlans authorizationInfo businessPhones city"
              + " companyName consentProvidedForMinor country createdDateTime creationType"
              + " customSecurityAttributes deletedDateTime department displayName employeeHireDate"
              + " employeeId employeeLeaveDateTime employeeOrgData employeeType externalUserState"
              + " externalUserStateChangeDateTime faxNumber givenName id identities imAddresses"
              + " isManagementRestricted isResourceAccount jobTitle lastPasswordChangeDateTime"
              + " legalAgeGroupClassification licenseAssignmentStates mail mailNickname mobilePhone"
              + " officeLocation onPremisesDistinguishedName onPremisesDomainName"
              + " onPremisesExtensionAttributes onPremisesImmutableId onPremisesLastSyncDateTime"
              + " onPremisesProvisioningErrors onPremisesSamAccountName onPremisesSecurityIdentifier"
              + " onPremisesSyncEnabled onPremisesUserPrincipalName otherMails passwordPolicies"
              + " passwordProfile postalCode preferredDataLocation preferredLanguage provisionedPlans"
              + " proxyAddresses securityIdentifier serviceProvisioningErrors showInAddressList"
              + " signInActivity signInSessionsValidFromDateTime state streetAddress surname usageLocation"
              + " userPrincipalName userType");

  /** Stored outside the directory: they cause no delta changes, and a list cannot deliver them. */
  private static final Set<String> USER_OUTSIDE_DIRECTORY =
      names(
          "aboutMe birthday hireDate interests mailboxSettings mySite pastProjects preferredName"
              + " responsibilities schools skills");

  private static final Set<String> GROUP =
      names(
          "allowExternalSenders assignedLabels assignedLicenses autoSubscribeNewMembers classification"
              + " createdDateTime deletedDateTime description displayName expirationDateTime groupTypes"
              + " hasMembersWithLicenseErrors hideFromAddressLists hideFromOutlookClients id"
              + " isArchived isAssignableToRole isManagementRestricted isSubscribedByMail"
              + " licenseProcessingState mail mailEnabled mailNickname membershipRule"
              + " membershipRuleProcessingState onPremisesDomainName onPremisesLastSyncDateTime"
              + " onPremisesNetBiosName onPremisesProvisioningErrors onPremisesSamAccountName"
              + " onPremisesSecurityIdentifier onPremisesSyncEnabled preferredDataLocation"
              + " preferredLanguage proxyAddresses renewedDateTime securityEnabled securityIdentifier"
              + " serviceProvisioningErrors theme uniqueName unseenCount visibility");

  private static final Set<String> OTHER =
      names(
          "accountEnabled appId appRoles createdDateTime deviceId displayName id servicePrincipalType");

  private static final Map<ObjectKind, Set<String>> LINKS =
      Map.of(
          ObjectKind.USER, names("manager"),
          ObjectKind.GROUP, names("members owners"));

  private static final Set<String> COLLECTIONS =
      names(
          "appRoles assignedLabels assignedLicenses assignedPlans businessPhones groupTypes identities"
              + " imAddresses licenseAssignmentStates onPremisesProvisioningErrors otherMails"
              + " provisionedPlans proxyAddresses serviceProvisioningErrors");

  private static final Map<ObjectKind, List<String>> DEFAULTS =
      Map.of(
          ObjectKind.USER,
          List.of(
              "businessPhones",
              "displayName",
              "givenName",
              "jobTitle",
              "mail",
              "mobilePhone",
              "officeLocation",
              "preferredLanguage",
              "surname",
              "userPrincipalName"),
          ObjectKind.GROUP,
          List.of(
              "createdDateTime",
              "description",
              "displayName",
              "groupTypes",
              "mail",
              "mailEnabled",
              "mailNickname",
              "securityEnabled",
              "visibility"),
          ObjectKind.DEVICE,
          List.of("deviceId", "displayName"),
          ObjectKind.SERVICE_PRINCIPAL,
          List.of(
              "accountEnabled",
              "appId",
              "appRoles",
              "createdDateTime",
              "displayName",
              "servicePrincipalType"));

  private final Set<String> userExtensions = ConcurrentHashMap.newKeySet();

  /** Registers a directory extension of users ({@code extension_<app id>_<name>}). */
  void registerUserExtension(String name) {
    userExtensions.add(name);
  }

  /** Whether Graph stores this property of such an object in the directory. */
  boolean stored(ObjectKind kind, String name) {
    return switch (kind) {
      case USER -> USER.contains(name) || userExtensions.contains(name);
      case GROUP -> GROUP.contains(name);
      default -> OTHER.contains(name);
    };
  }

  /** Whether {@code $select} may name it, for a single object or a delta query. */
  boolean selectable(ObjectKind kind, String name) {
    return stored(kind, name) || link(kind, name) || outsideDirectory(kind, name);
  }

  boolean outsideDirectory(ObjectKind kind, String name) {
    return kind == ObjectKind.USER && USER_OUTSIDE_DIRECTORY.contains(name);
  }

  boolean link(ObjectKind kind, String name) {
    return LINKS.getOrDefault(kind, Set.of()).contains(name);
  }

  boolean collection(String name) {
    return COLLECTIONS.contains(name);
  }

  /** The properties that are returned without {@code $select}, besides {@code id}. */
  List<String> defaults(ObjectKind kind) {
    return DEFAULTS.getOrDefault(kind, List.of());
  }

  private static Set<String> names(String names) {
    return Set.of(names.split(" "));
  }
}
