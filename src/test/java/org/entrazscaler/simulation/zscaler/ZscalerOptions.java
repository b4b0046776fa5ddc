package org.entrazscaler.simulation.zscaler;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The behaviour of the simulated Zscaler. Immutable: each method with an argument returns a changed
 * copy. Start with {@link #zia()}, {@link #zpa()} or {@link #zidentity()}, whose values follow the
 * documentation of the product; where the documentation says nothing, the value is the most
 * difficult one for a careless client.
 */
public final class ZscalerOptions {

  private final SimulatedProduct product;
  private int port;
  private @Nullable String secretToken;
  private Clock clock = Clock.systemUTC();
  private double requestsPerSecond;
  private ThrottleStyle throttleStyle = ThrottleStyle.SECONDS;
  private int blockedAboveConcurrent;
  private boolean bodyIdWins;
  private Set<String> domains = Set.of();
  private boolean systemEntries;
  private boolean administratorsDeletable;
  private int defaultPage;
  private int maximumPage;
  private boolean itemsPerPage = true;
  private boolean schemasOnListItems;
  private boolean activeAsText;
  private boolean departmentTwice;
  private boolean membersReadable;
  private boolean membersInLists;
  private boolean groupsShown = true;
  private boolean blanksTaken;
  private boolean uniqueGroupNames = true;
  private boolean groupPatchWithoutPath;
  private boolean valueArrayRemovalIgnoresValue;
  private boolean groupPutKeepsMissing;
  private boolean unknownPatchPathsIgnored;
  private int unknownMemberStatus = 400;
  private int additionsUntilKnown;
  private Duration replicaLag = Duration.ZERO;
  private int groupsPerUser;
  private CapOverflow capOverflow;
  private boolean inactiveDeletes;
  private boolean renamingDeletes;
  private boolean primaryEmailRequired;
  private boolean displayNameRequired;
  private boolean lengthsChecked = true;
  private Set<String> patchMediaTypes =
      Set.of("application/scim+json", "application/json", "application/json-patch+json");
  private int bulkOperations;
  private Duration idleTimeout = Duration.ZERO;
  private List<String> customAttributes = List.of();

  private ZscalerOptions(SimulatedProduct product) {
    this.product = product;
    boolean zia = product == SimulatedProduct.ZIA;
    boolean zpa = product == SimulatedProduct.ZPA;
    requestsPerSecond = zia ? 5 : 50;
    bodyIdWins = zia;
    systemEntries = !zpa;
    defaultPage = zia ? 1000 : zpa ? 10 : 100;
    maximumPage = zia ? 1000 : 100;
    schemasOnListItems = !zia;
    activeAsText = zpa;
    departmentTwice = zia;
    membersReadable = zia;
    groupPatchWithoutPath = zia;
    groupPutKeepsMissing = zpa;
    groupsPerUser = zia ? 128 : 1000;
    capOverflow = zia ? CapOverflow.REFUSE : CapOverflow.SILENTLY_DROP;
    inactiveDeletes = zpa;
    renamingDeletes = zpa;
    primaryEmailRequired = product == SimulatedProduct.ZIDENTITY;
    displayNameRequired = zia;
    bulkOperations = zia ? 100 : 0;
  }

  private ZscalerOptions(ZscalerOptions other) {
    product = other.product;
    port = other.port;
    secretToken = other.secretToken;
    clock = other.clock;
    requestsPerSecond = other.requestsPerSecond;
    throttleStyle = other.throttleStyle;
    blockedAboveConcurrent = other.blockedAboveConcurrent;
    bodyIdWins = other.bodyIdWins;
    domains = other.domains;
    systemEntries = other.systemEntries;
    administratorsDeletable = other.administratorsDeletable;
    defaultPage = other.defaultPage;
    maximumPage = other.maximumPage;
    itemsPerPage = other.itemsPerPage;
    schemasOnListItems = other.schemasOnListItems;
    activeAsText = other.activeAsText;
    departmentTwice = other.departmentTwice;
    membersReadable = other.membersReadable;
    membersInLists = other.membersInLists;
    groupsShown = other.groupsShown;
    blanksTaken = other.blanksTaken;
    uniqueGroupNames = other.uniqueGroupNames;
    groupPatchWithoutPath = other.groupPatchWithoutPath;
    valueArrayRemovalIgnoresValue = other.valueArrayRemovalIgnoresValue;
    groupPutKeepsMissing = other.groupPutKeepsMissing;
    unknownPatchPathsIgnored = other.unknownPatchPathsIgnored;
    unknownMemberStatus = other.unknownMemberStatus;
    additionsUntilKnown = other.additionsUntilKnown;
    replicaLag = other.replicaLag;
    groupsPerUser = other.groupsPerUser;
    capOverflow = other.capOverflow;
    inactiveDeletes = other.inactiveDeletes;
    renamingDeletes = other.renamingDeletes;
    primaryEmailRequired = other.primaryEmailRequired;
    displayNameRequired = other.displayNameRequired;
    lengthsChecked = other.lengthsChecked;
    patchMediaTypes = other.patchMediaTypes;
    bulkOperations = other.bulkOperations;
    idleTimeout = other.idleTimeout;
    customAttributes = other.customAttributes;
  }

  private interface Change {
    void on(ZscalerOptions copy);
  }

  private ZscalerOptions with(Change change) {
    ZscalerOptions copy = new ZscalerOptions(this);
    change.on(copy);
    return copy;
  }

  /**
   * Zscaler Internet Access as documented: 5 requests per second, pages of up to 1,000, disabling
   * keeps the user.
   */
  public static ZscalerOptions zia() {
    return new ZscalerOptions(SimulatedProduct.ZIA);
  }

  /**
   * Zscaler Private Access as documented: pages of 10 to 100, no members in groups, disabling
   * deletes the user.
   */
  public static ZscalerOptions zpa() {
    return new ZscalerOptions(SimulatedProduct.ZPA);
  }

  /**
   * ZIdentity as documented: a primary e-mail is mandatory, system entries are listed, 50 requests
   * per second.
   */
  public static ZscalerOptions zidentity() {
    return new ZscalerOptions(SimulatedProduct.ZIDENTITY);
  }

  /** The port; 0, the default, means a free one. Read only at the start. */
  public ZscalerOptions port(int port) {
    return with(copy -> copy.port = port);
  }

  /** The first Secret Token; random by default. Read only at the start. */
  public ZscalerOptions secretToken(String token) {
    return with(copy -> copy.secretToken = token);
  }

  /** The clock of {@code meta} and of HTTP dates. Read only at the start. */
  public ZscalerOptions clock(Clock clock) {
    return with(copy -> copy.clock = clock);
  }

  /**
   * Requests per second before 429 (token bucket, with a burst of one second); 0 means no limit.
   */
  public ZscalerOptions requestsPerSecond(double requestsPerSecond) {
    return with(copy -> copy.requestsPerSecond = requestsPerSecond);
  }

  /** How a 429 of the rate limit gives the delay. */
  public ZscalerOptions throttleStyle(ThrottleStyle throttleStyle) {
    return with(copy -> copy.throttleStyle = throttleStyle);
  }

  /**
   * Above this number of simultaneous requests the answer is 401 "Resource Access Blocked"; 0, the
   * default, means no limit.
   */
  public ZscalerOptions blockedAboveConcurrent(int requests) {
    return with(copy -> copy.blockedAboveConcurrent = requests);
  }

  /**
   * Whether an {@code id} in the body of PUT or PATCH overrides the one in the path
   * (scim-for-keycloak #114).
   */
  public ZscalerOptions bodyIdWins(boolean bodyIdWins) {
    return with(copy -> copy.bodyIdWins = bodyIdWins);
  }

  /**
   * The registered login domains; a userName of another domain is refused with 400. None: all are
   * accepted.
   */
  public ZscalerOptions domains(String... domains) {
    return with(
        copy ->
            copy.domains =
                Set.of(domains).stream()
                    .map(domain -> domain.toLowerCase(Locale.ROOT))
                    .collect(Collectors.toUnmodifiableSet()));
  }

  /** Whether the built-in administrator and system entries are listed. Read only at the start. */
  public ZscalerOptions systemEntries(boolean systemEntries) {
    return with(copy -> copy.systemEntries = systemEntries);
  }

  /**
   * Whether deleting a user deletes the linked administrator; false answers 409 "Admin user cannot
   * be deleted".
   */
  public ZscalerOptions administratorsDeletable(boolean administratorsDeletable) {
    return with(copy -> copy.administratorsDeletable = administratorsDeletable);
  }

  /** The number of resources on a page without {@code count}, and the maximum. */
  public ZscalerOptions page(int defaultPage, int maximumPage) {
    return with(
        copy -> {
          copy.defaultPage = defaultPage;
          copy.maximumPage = maximumPage;
        });
  }

  /** Whether lists contain {@code itemsPerPage}. */
  public ZscalerOptions itemsPerPage(boolean itemsPerPage) {
    return with(copy -> copy.itemsPerPage = itemsPerPage);
  }

  /** Whether the resources in lists have {@code schemas}. */
  public ZscalerOptions schemasOnListItems(boolean schemasOnListItems) {
    return with(copy -> copy.schemasOnListItems = schemasOnListItems);
  }

  /** Whether {@code active} is answered as the text "true" or "false". */
  public ZscalerOptions activeAsText(boolean activeAsText) {
    return with(copy -> copy.activeAsText = activeAsText);
  }

  /** Whether the department is answered at the top level and in the enterprise extension. */
  public ZscalerOptions departmentTwice(boolean departmentTwice) {
    return with(copy -> copy.departmentTwice = departmentTwice);
  }

  /** Whether a group that is read by its id, created or replaced shows its members. */
  public ZscalerOptions membersReadable(boolean membersReadable) {
    return with(copy -> copy.membersReadable = membersReadable);
  }

  /** Whether blanks at the ends of values are removed, and several blanks become one. */
  public ZscalerOptions blanksTaken(boolean taken) {
    return with(copy -> copy.blanksTaken = taken);
  }

  /** Whether a user shows its groups; RFC 7643 calls this a view that a server may not have. */
  public ZscalerOptions groupsShown(boolean shown) {
    return with(copy -> copy.groupsShown = shown);
  }

  /** Whether groups in lists show their members. */
  public ZscalerOptions membersInLists(boolean membersInLists) {
    return with(copy -> copy.membersInLists = membersInLists);
  }

  /** Whether a second group of the same displayName (letter case ignored) is refused with 409. */
  public ZscalerOptions uniqueGroupNames(boolean uniqueGroupNames) {
    return with(copy -> copy.uniqueGroupNames = uniqueGroupNames);
  }

  /** Whether a PATCH of a group may add without a path; false answers 400. */
  public ZscalerOptions groupPatchWithoutPath(boolean groupPatchWithoutPath) {
    return with(copy -> copy.groupPatchWithoutPath = groupPatchWithoutPath);
  }

  /**
   * Whether {@code {"op":"remove","path":"members","value":[…]}} removes all members, as a strict
   * server does that ignores the value (entra-provisioning 7.4). By default only the members in the
   * value are removed.
   */
  public ZscalerOptions valueArrayRemovalIgnoresValue(boolean valueArrayRemovalIgnoresValue) {
    return with(copy -> copy.valueArrayRemovalIgnoresValue = valueArrayRemovalIgnoresValue);
  }

  /**
   * Whether PUT of a group keeps attributes that are missing in the body, as the example of ZPA
   * shows.
   */
  public ZscalerOptions groupPutKeepsMissing(boolean groupPutKeepsMissing) {
    return with(copy -> copy.groupPutKeepsMissing = groupPutKeepsMissing);
  }

  /**
   * Whether PATCH ignores an unknown path; by default it answers 400. POST and PUT always ignore
   * unknown attributes. Read only at the start.
   */
  public ZscalerOptions unknownPatchPathsIgnored(boolean unknownPatchPathsIgnored) {
    return with(copy -> copy.unknownPatchPathsIgnored = unknownPatchPathsIgnored);
  }

  /** The status, 400 or 404, of a group write with a member that does not exist. */
  public ZscalerOptions unknownMemberStatus(int unknownMemberStatus) {
    return with(copy -> copy.unknownMemberStatus = unknownMemberStatus);
  }

  /**
   * This number of group writes that add a new user do not know it, as if they reached a replica
   * that lags behind, and are answered as for a member that does not exist. 0, the default: each
   * one knows it.
   */
  public ZscalerOptions additionsUntilKnown(int additionsUntilKnown) {
    return with(copy -> copy.additionsUntilKnown = additionsUntilKnown);
  }

  /**
   * The same for group writes within this time after the user was created, by the clock of the
   * server. Zero, the default: each one knows it.
   */
  public ZscalerOptions replicaLag(Duration replicaLag) {
    return with(copy -> copy.replicaLag = replicaLag);
  }

  /** The number of groups that a user may have, and what happens above it. */
  public ZscalerOptions groupsPerUser(int groupsPerUser, CapOverflow capOverflow) {
    return with(
        copy -> {
          copy.groupsPerUser = groupsPerUser;
          copy.capOverflow = capOverflow;
        });
  }

  /** Whether {@code active=false} deletes the user. */
  public ZscalerOptions inactiveDeletes(boolean inactiveDeletes) {
    return with(copy -> copy.inactiveDeletes = inactiveDeletes);
  }

  /**
   * Whether a changed userName deletes the former user: a new user with a new id and without
   * memberships replaces it.
   */
  public ZscalerOptions renamingDeletes(boolean renamingDeletes) {
    return with(copy -> copy.renamingDeletes = renamingDeletes);
  }

  /** Whether a user without a primary e-mail is refused with 400. */
  public ZscalerOptions primaryEmailRequired(boolean primaryEmailRequired) {
    return with(copy -> copy.primaryEmailRequired = primaryEmailRequired);
  }

  /** Whether a user without a displayName is refused with 400. */
  public ZscalerOptions displayNameRequired(boolean displayNameRequired) {
    return with(copy -> copy.displayNameRequired = displayNameRequired);
  }

  /**
   * Whether too long values are refused with 400 (128 characters for names, 1 to 128 for others).
   */
  public ZscalerOptions lengthsChecked(boolean lengthsChecked) {
    return with(copy -> copy.lengthsChecked = lengthsChecked);
  }

  /** The media types that PATCH accepts; others are answered with 415. */
  public ZscalerOptions patchMediaTypes(String... patchMediaTypes) {
    return with(copy -> copy.patchMediaTypes = Set.of(patchMediaTypes));
  }

  /**
   * The number of operations that {@code /Bulk} accepts in one request; 0: not offered. Read only
   * at the start.
   */
  public ZscalerOptions bulkOperations(int bulkOperations) {
    return with(copy -> copy.bulkOperations = bulkOperations);
  }

  /**
   * The idle time after an answer before a connection is closed; zero, the default, means never.
   * Read only at the start.
   */
  public ZscalerOptions idleTimeout(Duration idleTimeout) {
    return with(copy -> copy.idleTimeout = idleTimeout);
  }

  /**
   * The names of text attributes of the ZIdentity extension {@link ScimService#CUSTOM}. Read only
   * at the start.
   */
  public ZscalerOptions customAttributes(String... customAttributes) {
    return with(copy -> copy.customAttributes = List.of(customAttributes));
  }

  SimulatedProduct product() {
    return product;
  }

  int port() {
    return port;
  }

  @Nullable String secretToken() {
    return secretToken;
  }

  Clock clock() {
    return clock;
  }

  double requestsPerSecond() {
    return requestsPerSecond;
  }

  ThrottleStyle throttleStyle() {
    return throttleStyle;
  }

  int blockedAboveConcurrent() {
    return blockedAboveConcurrent;
  }

  boolean bodyIdWins() {
    return bodyIdWins;
  }

  Set<String> domains() {
    return domains;
  }

  boolean systemEntries() {
    return systemEntries;
  }

  boolean administratorsDeletable() {
    return administratorsDeletable;
  }

  int defaultPage() {
    return defaultPage;
  }

  int maximumPage() {
    return maximumPage;
  }

  boolean itemsPerPage() {
    return itemsPerPage;
  }

  boolean schemasOnListItems() {
    return schemasOnListItems;
  }

  boolean activeAsText() {
    return activeAsText;
  }

  boolean departmentTwice() {
    return departmentTwice;
  }

  boolean membersReadable() {
    return membersReadable;
  }

  boolean blanksTaken() {
    return blanksTaken;
  }

  boolean groupsShown() {
    return groupsShown;
  }

  boolean membersInLists() {
    return membersInLists;
  }

  boolean uniqueGroupNames() {
    return uniqueGroupNames;
  }

  boolean groupPatchWithoutPath() {
    return groupPatchWithoutPath;
  }

  boolean valueArrayRemovalIgnoresValue() {
    return valueArrayRemovalIgnoresValue;
  }

  boolean groupPutKeepsMissing() {
    return groupPutKeepsMissing;
  }

  boolean unknownPatchPathsIgnored() {
    return unknownPatchPathsIgnored;
  }

  int additionsUntilKnown() {
    return additionsUntilKnown;
  }

  Duration replicaLag() {
    return replicaLag;
  }

  int unknownMemberStatus() {
    return unknownMemberStatus;
  }

  int groupsPerUser() {
    return groupsPerUser;
  }

  CapOverflow capOverflow() {
    return capOverflow;
  }

  boolean inactiveDeletes() {
    return inactiveDeletes;
  }

  boolean renamingDeletes() {
    return renamingDeletes;
  }

  boolean primaryEmailRequired() {
    return primaryEmailRequired;
  }

  boolean displayNameRequired() {
    return displayNameRequired;
  }

  boolean lengthsChecked() {
    return lengthsChecked;
  }

  Set<String> patchMediaTypes() {
    return patchMediaTypes;
  }

  int bulkOperations() {
    return bulkOperations;
  }

  Duration idleTimeout() {
    return idleTimeout;
  }

  List<String> customAttributes() {
    return customAttributes;
  }
}
