package org.entrazscaler.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;
import java.util.Properties;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.spi.Registry;
import org.apache.camel.test.junit5.CamelContextConfiguration;
import org.entrazscaler.cycle.CycleKind;
import org.entrazscaler.entra.EntraException;
import org.entrazscaler.graph.GraphError;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.program.RouteTestSupport;
import org.entrazscaler.scim.ScimRequest;
import org.entrazscaler.source.Presence;
import org.entrazscaler.source.StoredObject;
import org.entrazscaler.target.Subject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The routes of {@code reconcile.camel.yaml} and {@code ownership.camel.yaml}. */
class ReconcileRoutesTest extends RouteTestSupport {

  private static final ObjectNode ACCOUNT = JsonNodeFactory.instance.objectNode().put("id", "a");
  private static final StoredObject ANN =
      new StoredObject(
          ObjectKey.user("ann"),
          JsonNodeFactory.instance.objectNode(),
          true,
          Presence.PRESENT,
          true,
          1);

  private boolean canBegin = true;
  private boolean repairs;
  private boolean provisionedType = true;
  private boolean noGroupsShown;
  private boolean adoptionDue = true;
  private boolean relevant = true;
  private boolean needsLookup;
  private boolean outage;
  private @Nullable StoredObject known;
  private @Nullable StoredObject deleted;

  ReconcileRoutesTest() {
    super("ownership", "reconcile");
  }

  /** Stands for {@link org.entrazscaler.program.CycleSteps}. */
  public final class Cycles {

    /** Records the call. */
    public boolean beginInTurn(CycleKind kind) {
      note("begin " + kind);
      return canBegin;
    }
  }

  /** Stands for {@link Reconciliation}. */
  public final class Options {

    /** The option of the body. */
    public boolean isRepairRequested(@Body String asked) {
      return asked.equals("fix");
    }

    /** Records the call. */
    public void useOptions(@Body String asked) {
      note("useOptions " + asked);
    }

    /** As the test says. */
    public boolean isRepairing() {
      return repairs;
    }

    /** Records the call. */
    public void storeResult() {
      note("storeResult");
    }
  }

  /** Stands for {@link ComparisonSteps}. */
  public final class Comparing {

    /** As the test says. */
    public boolean isProvisioned(ObjectType type) {
      return provisionedType;
    }

    /** One. */
    public Iterator<StoredObject> users() {
      return List.of(ANN).iterator();
    }

    /** None. */
    public Iterator<StoredObject> groups() {
      return List.<StoredObject>of().iterator();
    }

    /** Records the call. */
    public void compare() {
      note("compare");
    }

    /** Records the call with the reason. */
    public void recordUnclear(@ExchangeException Exception exception) {
      note("recordUnclear " + exception.getMessage());
    }

    /** One. */
    public Iterator<ObjectNode> foreignGroups() {
      return List.of(ACCOUNT).iterator();
    }

    /** Records the call. */
    public void listForeignGroup(@Body ObjectNode group) {
      note("listForeignGroup");
    }
  }

  /** Stands for {@link org.entrazscaler.target.ShownMemberships}. */
  public final class Shown {

    /** As the test says. */
    public boolean needsGroupRequests() {
      return noGroupsShown;
    }

    /** One. */
    public Iterator<String> groups() {
      return List.of("g-1").iterator();
    }

    /** Records the call. */
    public @Nullable ScimRequest request(@Body String group) {
      note("ask " + group);
      return null;
    }

    /** Records the call. */
    public void addRequestedGroup() {
      note("addRequestedGroup");
    }
  }

  /** Stands for {@link Ownership}. */
  public final class Owners {

    /** As the test says. */
    public boolean isAdoptionDue() {
      return adoptionDue;
    }

    /** One. */
    public Iterator<ObjectNode> accounts() {
      return List.of(ACCOUNT).iterator();
    }

    /** As the test says. */
    public boolean isRelevant(@Body ObjectNode account) {
      return relevant;
    }

    /** As the test says. */
    public @Nullable StoredObject findUser(@Variable("account") ObjectNode account) {
      note("findUser");
      return known;
    }

    /** As the test says. */
    public boolean needsLookup(@Variable("account") ObjectNode account) {
      return needsLookup;
    }

    /** A link. */
    public String deletedUserLink(@Variable("account") ObjectNode account) {
      return "deleted/" + account.path("id").asText();
    }

    /** As the test says. */
    public @Nullable StoredObject storeDeletedUser(
        @Body JsonNode answer, @Variable("account") ObjectNode account) {
      note("storeDeletedUser");
      return deleted;
    }

    /** Records the call. */
    public void adopt(@Variable("account") ObjectNode account) {
      note("adopt");
    }

    /** Records the call. */
    public void listForeignAccount(@Variable("account") ObjectNode account) {
      note("listForeignAccount");
    }
  }

  /** Stands for the other beans. */
  public final class Others {

    /** Of {@link org.entrazscaler.quarantine.FailureHandling}. */
    public boolean mustStopSending() {
      return outage;
    }

    /** Of {@link org.entrazscaler.quarantine.FailureHandling}. */
    public void stopCycle() {
      note("stopCycle");
    }

    /** Of {@link org.entrazscaler.quarantine.FailureHandling}. */
    public void stopSending() {
      note("stopSending");
    }

    /** Of {@link org.entrazscaler.planning.Planning}. */
    public Subject load(@Body StoredObject object) {
      note("load");
      return Subject.ofOne(object);
    }

    /** Of {@link org.entrazscaler.target.TargetReading}. */
    public Iterator<String> unlisted(@Variable("objectType") ObjectType type) {
      return List.of("u-1").iterator();
    }

    /** Of {@link org.entrazscaler.target.TargetReading}. */
    public void readAll(@Variable("objectType") ObjectType type) {
      note("readAll");
    }

    /** Of {@link org.entrazscaler.target.TargetReading}. */
    public String unlistedRequest(@Body String id, @Variable("objectType") ObjectType type) {
      note("unlistedRequest");
      return id;
    }

    /** Of {@link org.entrazscaler.target.TargetReading}. */
    public void addUnlisted() {
      note("addUnlisted");
    }
  }

  @Override
  public Properties properties() {
    Properties properties = new Properties();
    properties.put("reconciliation.scheduled", "true");
    properties.put("provisioning.reconcile-schedule", "0 0 3 * * ?");
    properties.put("provisioning.reconcile", "fix");
    return properties;
  }

  @Override
  public String outside() {
    return "direct:(probe-if-quarantined|read-(tenant|assignments|entra|zscaler|from).*|plan-.*"
        + "|compare-(mappings|object)|resolve-missing|evaluate-object|evaluate-scope|end-cycle"
        + "|provision-(users|groups|lost-accounts)|get-from-entra)";
  }

  @Override
  public void configureContext(CamelContextConfiguration configuration) {
    super.configureContext(configuration);
    configuration.replaceRouteFromWith("start-scheduled-reconciliation", "direct:tick");
  }

  @Override
  protected void bindToRegistry(Registry registry) {
    registry.bind("cycleSteps", new Cycles());
    registry.bind("urgentPassSteps", new UrgentPasses());
    registry.bind("reconciliation", new Options());
    registry.bind("comparisonSteps", new Comparing());
    registry.bind("shownMemberships", new Shown());
    registry.bind("ownership", new Owners());
    registry.bind("failureHandling", new Others());
    registry.bind("planning", new Others());
    registry.bind("targetReading", new Others());
  }

  // --- reconcile ----------------------------------------------------------------------------

  @Test
  void aReportReadsAndComparesBothSidesAndWritesNothing() {
    follow("probe-if-quarantined", "read-tenant", "read-assignments", "read-entra-groups");
    follow("read-entra-users", "read-zscaler-pages", "compare-object", "provision-users");
    follow("end-cycle");
    relevant = false;

    template().sendBody("direct:reconcile", "report");

    assertEquals(
        List.of(
            "begin RECONCILE",
            "useOptions report",
            "read-tenant",
            "read-assignments",
            "read-entra-groups",
            "read-entra-users",
            "open",
            "readAll",
            "read-zscaler-pages",
            "unlistedRequest",
            "addUnlisted",
            "readAll",
            "read-zscaler-pages",
            "unlistedRequest",
            "addUnlisted",
            "compare-object",
            "listForeignGroup",
            "storeResult",
            "end-cycle"),
        taken());
  }

  @Test
  void aRepairPlansAndCountsWithoutUrgentPasses() {
    repairs = true;
    relevant = false;
    follow("probe-if-quarantined", "plan-removals", "provision-users", "provision-groups");
    follow("provision-lost-accounts", "end-cycle");

    template().sendBody("direct:tick", "");

    assertEquals("probe-if-quarantined", taken().get(0));
    assertEquals(
        List.of(
            "storeResult",
            "close",
            "plan-removals",
            "open",
            "provision-users",
            "provision-groups",
            "provision-lost-accounts",
            "end-cycle"),
        taken().subList(taken().indexOf("storeResult"), taken().size()));
  }

  @Test
  void nothingIsReadIfNoCycleCanBegin() {
    canBegin = false;

    template().sendBody("direct:reconcile", "report");

    assertEquals(List.of("begin RECONCILE"), taken());
  }

  @Test
  void aFailureEndsTheCycle() {
    fail("direct:read-entra-users", new IllegalStateException("broken"));
    follow("end-cycle");

    template().sendBody("direct:reconcile", "report");

    assertEquals(
        List.of("begin RECONCILE", "useOptions report", "stopCycle", "end-cycle"), taken());
  }

  @ParameterizedTest
  @CsvSource({"true, 2", "false, 1"})
  void groupsAreReadOnlyIfTheyAreProvisioned(boolean provisioned, int reads) throws Exception {
    provisionedType = provisioned;
    relevant = false;
    MockEndpoint pages = getMockEndpoint("mock:direct:read-zscaler-pages");
    pages.expectedMessageCount(reads);

    template().sendBody("direct:reconcile", "report");

    pages.assertIsSatisfied();
  }

  @ParameterizedTest
  @CsvSource({"true, true, 2", "true, false, 0", "false, true, 0"})
  void groupMembersAreReadOnlyIfNoUserShowsThem(boolean provisioned, boolean unknown, int steps) {
    provisionedType = provisioned;
    noGroupsShown = unknown;

    template().sendBody("direct:read-memberships", "");

    assertEquals(steps == 0 ? List.of() : List.of("ask g-1", "addRequestedGroup"), taken());
  }

  @ParameterizedTest
  @CsvSource({"true, stopSending", "false, recordUnclear broken"})
  void aFailedComparisonIsRecordedUnlessItIsAnOutage(boolean isOutage, String step) {
    outage = isOutage;
    fail("direct:resolve-missing", new IllegalStateException("broken"));

    template()
        .send(
            "direct:compare-locked",
            exchange -> {
              exchange.getMessage().setBody(ANN);
              exchange.setVariable("lockedObject", ANN.key());
            });

    assertEquals(List.of("load", step), taken());
  }

  // --- ownership ----------------------------------------------------------------------------

  @ParameterizedTest
  @CsvSource({"true, 1", "false, 0"})
  void accountsAreReadOnlyWhileAdoptionIsDue(boolean isDue, int reads) throws Exception {
    adoptionDue = isDue;
    MockEndpoint pages = getMockEndpoint("mock:direct:read-zscaler-pages");
    pages.expectedMessageCount(reads);

    template().sendBody("direct:adopt-accounts", "");

    pages.assertIsSatisfied();
  }

  @Test
  void anExcludedAccountIsNotChecked() {
    relevant = false;

    template().sendBody("direct:read-unlinked-accounts", "");

    assertEquals(List.of(), taken());
  }

  @Test
  void theAccountOfAKnownUserIsAdopted() {
    known = ANN;
    needsLookup = true;
    follow("evaluate-scope", "get-from-entra");

    template().sendBody("direct:read-unlinked-accounts", "");

    assertEquals(List.of("findUser", "load", "evaluate-scope", "adopt"), taken());
  }

  @Test
  void theAccountOfAUserInTheRecycleBinIsAdopted() {
    needsLookup = true;
    deleted = ANN;
    getMockEndpoint("mock:direct:get-from-entra")
        .whenAnyExchangeReceived(
            exchange -> {
              note("get " + exchange.getVariable("graphLink"));
              exchange.getMessage().setBody(ACCOUNT);
            });
    follow("evaluate-scope");

    template().sendBody("direct:read-unlinked-accounts", "");

    assertEquals(
        List.of("findUser", "get deleted/a", "storeDeletedUser", "load", "evaluate-scope", "adopt"),
        taken());
  }

  @ParameterizedTest
  @EnumSource(
      value = GraphError.Kind.class,
      names = {"NOT_FOUND", "FORBIDDEN"})
  void theAccountOfAnUnknownUserIsOnlyListed(GraphError.Kind kind) {
    needsLookup = true;
    fail(
        "direct:get-from-entra",
        EntraException.of(new GraphError(kind, 404, "Code", "unknown", null, null, null)));

    template().sendBody("direct:read-unlinked-accounts", "");

    assertEquals(List.of("findUser", "listForeignAccount"), taken());
  }

  @Test
  void anAccountWithoutAUserIsListedWithoutALookup() {
    Exchange exchange =
        template()
            .send(
                "direct:adopt-account",
                asked -> {
                  asked.getMessage().setBody(ACCOUNT);
                  asked.setVariable("subject", "of another object");
                });

    assertEquals(List.of("findUser", "listForeignAccount"), taken());
    assertNull(exchange.getVariable("subject"));
    assertThat(getMockEndpoint("mock:direct:get-from-entra").getExchanges()).isEmpty();
  }
}
