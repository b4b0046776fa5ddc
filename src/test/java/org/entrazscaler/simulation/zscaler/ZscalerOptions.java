package org.entrazscaler.simulation.zscaler;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How the simulated Zscaler behaves. Immutable: each method with an argument returns a changed
 * copy. Start from {@link #zia()}, {@link #zpa()} or {@link #zidentity()}, whose values follow the
 * product's documentation; where the documentation is silent the value is the one that gives a
 * careless client the most trouble.
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
   * Zscaler Internet Access as documented: 5 requests a second, pages of up to 1,000, disabling
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
   * ZIdentity as documented: a primary e-mail is mandatory, system entries stand in the lists, 50
   * requests a second.
   */
  public static ZscalerOptions zidentity() {
    return new ZscalerOptions(SimulatedProduct.ZIDENTITY);
  }

  /** The port to listen on; 0, the default, takes a free one. Read at the start only. */
  public ZscalerOptions port(int port) {
    return with(copy -> copy.port = port);
  }

  /**
   * The Secret Token that is good first; without it, it is left to chance. Read at the start only.
   */
  public ZscalerOptions secretToken(String token) {
    return with(copy -> copy.secretToken = token);
  }

  /** The clock of {@code meta} and of HTTP dates. Read at the start only. */
  public ZscalerOptions clock(Clock clock) {
    return with(copy -> copy.clock = clock);
  }

  /**
   * Requests a second before 429 (token bucket, one second's worth of burst); 0 switches the limit
   * off.
   */
  public ZscalerOptions requestsPerSecond(double requestsPerSecond) {
    return with(copy -> copy.requestsPerSecond = requestsPerSecond);
  }

  /** How a 429 of the rate limit tells when to come again. */
  public ZscalerOptions throttleStyle(ThrottleStyle throttleStyle) {
    return with(copy -> copy.throttleStyle = throttleStyle);
  }

  /**
   * Above so many requests at the same time the answer is 401 "Resource Access Blocked"; 0, the
   * default: never.
   */
  public ZscalerOptions blockedAboveConcurrent(int requests) {
    return with(copy -> copy.blockedAboveConcurrent = requests);
  }

  /**
   * Whether an {@code id} in the body of PUT or PATCH wins over the one in the path
   * (scim-for-keycloak #114).
   */
  public ZscalerOptions bodyIdWins(boolean bodyIdWins) {
    return with(copy -> copy.bodyIdWins = bodyIdWins);
  }

  /**
   * The registered login domains; a userName of another one is refused with 400. None: all are
   * taken.
   */
  public ZscalerOptions domains(String... domains) {
    return with(
        copy ->
            copy.domains =
                Set.of(domains).stream()
                    .map(domain -> domain.toLowerCase(Locale.ROOT))
                    .collect(Collectors.toUnmodifiableSet()));
  }

  /**
   * Whether the built-in administrator and system entries stand in the lists. Read at the start
   * only.
   */
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

  /** Resources on a page when {@code count} is not given, and the most that a page ever has. */
  public ZscalerOptions page(int defaultPage, int maximumPage) {
    return with(
        copy -> {
          copy.defaultPage = defaultPage;
          copy.maximumPage = maximumPage;
        });
  }

  /** Whether lists say {@code itemsPerPage}. */
  public ZscalerOptions itemsPerPage(boolean itemsPerPage) {
    return with(copy -> copy.itemsPerPage = itemsPerPage);
  }

  /** Whether the resources in lists carry {@code schemas}. */
  public ZscalerOptions schemasOnListItems(boolean schemasOnListItems) {
    return with(copy -> copy.schemasOnListItems = schemasOnListItems);
  }

  /** Whether {@code active} is answered as the text "true" or "false". */
  public ZscalerOptions activeAsText(boolean activeAsText) {
    return with(copy -> copy.activeAsText = activeAsText);
  }

  /** Whether the department is answered at the top level as well as in the enterprise extension. */
  public ZscalerOptions departmentTwice(boolean departmentTwice) {
    return with(copy -> copy.departmentTwice = departmentTwice);
  }

  /** Whether a group read by its id, created or replaced shows its members. */
  public ZscalerOptions membersReadable(boolean membersReadable) {
    return with(copy -> copy.membersReadable = membersReadable);
  }

  /** Whether blanks at the ends of values go, and one stays of several. */
  public ZscalerOptions blanksTaken(boolean taken) {
    return with(copy -> copy.blanksTaken = taken);
  }

  /** Whether a user shows the groups it is in; RFC 7643 calls it a view that a server may lack. */
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
   * Whether {@code {"op":"remove","path":"members","value":[…]}} removes every member, as a strict
   * server does that ignores the value (entra-provisioning 7.4). Default: the value is honoured.
   */
  public ZscalerOptions valueArrayRemovalIgnoresValue(boolean valueArrayRemovalIgnoresValue) {
    return with(copy -> copy.valueArrayRemovalIgnoresValue = valueArrayRemovalIgnoresValue);
  }

  /** Whether PUT of a group keeps what the body does not mention, as ZPA's example shows. */
  public ZscalerOptions groupPutKeepsMissing(boolean groupPutKeepsMissing) {
    return with(copy -> copy.groupPutKeepsMissing = groupPutKeepsMissing);
  }

  /**
   * Whether PATCH passes over a path that it does not know; the default answers 400. POST and PUT
   * always pass over unknown attributes. Read at the start only.
   */
  public ZscalerOptions unknownPatchPathsIgnored(boolean unknownPatchPathsIgnored) {
    return with(copy -> copy.unknownPatchPathsIgnored = unknownPatchPathsIgnored);
  }

  /** The status, 400 or 404, of a group write that names a member that does not exist. */
  public ZscalerOptions unknownMemberStatus(int unknownMemberStatus) {
    return with(copy -> copy.unknownMemberStatus = unknownMemberStatus);
  }

  /**
   * The first so many group writes that would add a new user do not know it, as if they came to a
   * replica that lags behind, and are answered as for a member that does not exist. 0, the default:
   * every one knows it.
   */
  public ZscalerOptions additionsUntilKnown(int additionsUntilKnown) {
    return with(copy -> copy.additionsUntilKnown = additionsUntilKnown);
  }

  /**
   * The same for group writes that come within this time after the user was created; by the clock
   * of the server. Zero, the default: every one knows it.
   */
  public ZscalerOptions replicaLag(Duration replicaLag) {
    return with(copy -> copy.replicaLag = replicaLag);
  }

  /** The groups a user may have, and what happens beyond. */
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
   * Whether a changed userName deletes the former user: a new one under a new id, without
   * memberships, replaces it.
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
   * Whether over-long values are refused with 400 (128 characters for names, 1 to 128 for others).
   */
  public ZscalerOptions lengthsChecked(boolean lengthsChecked) {
    return with(copy -> copy.lengthsChecked = lengthsChecked);
  }

  /** The media types that PATCH takes; another one is answered with 415. */
  public ZscalerOptions patchMediaTypes(String... patchMediaTypes) {
    return with(copy -> copy.patchMediaTypes = Set.of(patchMediaTypes));
  }

  /**
   * The operations that {@code /Bulk} takes in one request; 0: not offered. Read at the start only.
   */
  public ZscalerOptions bulkOperations(int bulkOperations) {
    return with(copy -> copy.bulkOperations = bulkOperations);
  }

  /**
   * After which idle time after an answer a connection is closed; zero, the default: never. Read at
   * the start only.
   */
  public ZscalerOptions idleTimeout(Duration idleTimeout) {
    return with(copy -> copy.idleTimeout = idleTimeout);
  }

  /**
   * Names of text attributes of ZIdentity's extension {@link ScimService#CUSTOM}. Read at the start
   * only.
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
