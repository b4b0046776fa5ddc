package org.entrazscaler.program;

import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import org.entrazscaler.camel.BearerToken;
import org.entrazscaler.camel.Fingerprint;
import org.entrazscaler.camel.MappingsInForce;
import org.entrazscaler.camel.Utf8SourceLoader;
import org.entrazscaler.cycle.CycleContext;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.cycle.CycleListener;
import org.entrazscaler.cycle.ObjectLocks;
import org.entrazscaler.cycle.UrgentPassGate;
import org.entrazscaler.entra.EntraReader;
import org.entrazscaler.entra.GraphCall;
import org.entrazscaler.entra.GraphJson;
import org.entrazscaler.entra.TenantReader;
import org.entrazscaler.graph.GraphLinks;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.Link;
import org.entrazscaler.notify.MailSender;
import org.entrazscaler.notify.NotificationSteps;
import org.entrazscaler.ondemand.OnDemandSteps;
import org.entrazscaler.outcome.Completion;
import org.entrazscaler.outcome.ProvisioningRecords;
import org.entrazscaler.outcome.WriteObserver;
import org.entrazscaler.plan.Planner;
import org.entrazscaler.plan.Planners;
import org.entrazscaler.plan.References;
import org.entrazscaler.planning.Completions;
import org.entrazscaler.planning.Matching;
import org.entrazscaler.planning.MemberPlanning;
import org.entrazscaler.planning.Planning;
import org.entrazscaler.planning.PlanningChunks;
import org.entrazscaler.planning.PlanningConditions;
import org.entrazscaler.planning.ScopeEvaluation;
import org.entrazscaler.planning.TargetOwners;
import org.entrazscaler.quarantine.FailureHandling;
import org.entrazscaler.quarantine.QuarantineSteps;
import org.entrazscaler.reconcile.ReconcileBeans;
import org.entrazscaler.review.PlanApplication;
import org.entrazscaler.safeguard.Safeguard;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.settings.ProvisioningSettings.Scope;
import org.entrazscaler.settings.Settings;
import org.entrazscaler.settings.ZscalerSettings;
import org.entrazscaler.signin.EntraSignIn;
import org.entrazscaler.store.State;
import org.entrazscaler.target.SchemaComparison;
import org.entrazscaler.target.ShownMemberships;
import org.entrazscaler.target.TargetReading;
import org.entrazscaler.text.WireJson;
import org.entrazscaler.undo.UndoSteps;
import org.entrazscaler.urgent.UrgentBeans;
import org.entrazscaler.write.WriteBeans;
import org.entrazscaler.write.WriteContext;
import org.entrazscaler.zscaler.TargetLimits;
import org.entrazscaler.zscaler.ZscalerCall;
import org.entrazscaler.zscaler.ZscalerJson;
import org.jspecify.annotations.Nullable;

/** Creates the beans that the routes name by {@code ref}: the steps that are written in Java. */
public final class RouteBeans {

  /** The thread pool profile for writing to Zscaler. */
  public static final String WRITERS = "writers";

  /** The thread pool profile for the urgent changes of an urgent pass. */
  public static final String URGENT_WRITERS = "urgentWriters";

  /** The thread pool profile for planning while writing. */
  public static final String PLANNERS = "planners";

  /** The thread pool profiles that the routes name. */
  public static final List<String> THREAD_POOLS = List.of(WRITERS, URGENT_WRITERS, PLANNERS);

  private static final int URGENT_WRITER_THREADS = 2;

  /** One thread plans, one passes changes to the writers, and one waits for both. */
  private static final int PLANNER_THREADS = 3;

  /** Connections for urgent changes and for a person, which never wait for the writers. */
  private static final int URGENT_CONNECTIONS = URGENT_WRITER_THREADS + 1;

  /** The address of the target if none is set, for example for the check of routes. */
  private static final URI NOT_SET = URI.create("https://zscaler.invalid/scim");

  private final Map<String, Object> beans = new LinkedHashMap<>();
  private final CycleControl cycles;
  private final ZscalerCall call;

  /**
   * Creates the steps.
   *
   * @param settings must be complete if requests are sent
   * @param signIn signs in to Entra
   * @param inForce supplies the loaded mappings and filters
   * @param listener observes the cycles
   */
  public RouteBeans(
      Settings settings,
      State state,
      Supplier<EntraSignIn> signIn,
      Supplier<MappingsInForce> inForce,
      Clock clock,
      CycleListener listener) {
    this(settings, state, signIn, inForce, clock, listener, WriteObserver.NONE, null);
  }

  /**
   * Creates the steps for a dry run: nothing is written to Zscaler, and the requests share the pace
   * of the real steps.
   *
   * @param others the real steps
   * @param settings the same settings without mails
   * @param copy a copy of the state
   * @param signIn signs in to Entra
   * @param inForce supplies the mappings and filters that are loaded for the dry run
   * @param observer observes the simulated writes
   */
  public static RouteBeans dry(
      RouteBeans others,
      Settings settings,
      State copy,
      Supplier<EntraSignIn> signIn,
      Supplier<MappingsInForce> inForce,
      Clock clock,
      WriteObserver observer) {
    return new RouteBeans(
        settings, copy, signIn, inForce, clock, CycleListener.NONE, observer, others);
  }

  private RouteBeans(
      Settings settings,
      State state,
      Supplier<EntraSignIn> signIn,
      Supplier<MappingsInForce> inForce,
      Clock clock,
      CycleListener listener,
      WriteObserver observer,
      @Nullable RouteBeans others) {
    Product product = ZscalerCall.product(settings.zscaler());
    ZscalerSettings zscaler = settings.zscaler();
    TargetLimits limits = TargetLimits.of(zscaler, product);
    URI tenantUrl = zscaler.tenantUrl() == null ? NOT_SET : zscaler.tenantUrl();
    boolean everything = settings.provisioning().scope() == Scope.ALL;
    this.cycles =
        new CycleControl(
            state,
            settings.provisioning(),
            () -> Fingerprint.of(inForce.get(), settings),
            tenantUrl.toString(),
            clock,
            listener);
    CycleContext context =
        new CycleContext(
            state, cycles, new ObjectLocks(), new UrgentPassGate(), clock, others != null);
    EntraReader entra =
        new EntraReader(
            settings.entra(),
            settings.provisioning().scope(),
            state.source(),
            state.sourceUpdater(),
            inForce,
            cycles);
    this.call =
        new ZscalerCall(
            product, zscaler, state.links(), cycles, clock, others == null ? null : others.call);
    TargetReading target = new TargetReading(state, product, inForce, others != null, everything);
    ProvisioningRecords records = new ProvisioningRecords(state, cycles, inForce, clock);
    MemberPlanning members = new MemberPlanning(state, product, cycles, records);
    References references =
        id -> state.links().find(ObjectKey.user(id)).flatMap(RouteBeans::targetId);
    Planners planners =
        new Planners(
            new Planner(ObjectType.USER, product, settings.provisioning(), zscaler, references),
            new Planner(ObjectType.GROUP, product, settings.provisioning(), zscaler, references));
    TargetOwners owners = new TargetOwners(state);
    Completions completions = new Completions(planners, entra);
    Planning planning =
        new Planning(state, planners, cycles, records, members, completions, target);
    Matching matching = new Matching(state, planners, owners, target);
    GraphLinks graphLinks = new GraphLinks(settings.entra().graphUrl());
    ReconcileBeans reconciliation =
        new ReconcileBeans(
            context,
            product,
            graphLinks,
            planners,
            planning,
            matching,
            completions,
            entra,
            records,
            target,
            inForce);
    reconciliation.register(beans::put);
    Safeguard safeguard = new Safeguard(context, settings.provisioning(), target, records);
    PlanApplication planApplication = new PlanApplication(context, planners, product);
    WriteObserver writeObserver =
        others == null ? WriteObserver.both(planApplication, reconciliation.observer()) : observer;
    WriteBeans writing =
        new WriteBeans(
            new WriteContext(
                context,
                product,
                limits,
                call,
                planners,
                owners,
                completions,
                members,
                target,
                records,
                safeguard,
                planApplication,
                reconciliation::isOutdated,
                writeObserver),
            (write, exception) -> {
              Completion completion = completions.of(write.knownChange());
              records.parkUnrecorded(write, FailureHandling.refusal(exception), completion);
            });
    writing.register(beans::put);
    QuarantineSteps quarantine = new QuarantineSteps(context, settings, inForce, product);
    FailureHandling failures =
        new FailureHandling(
            cycles,
            call,
            completions,
            records,
            quarantine,
            writing.removalFallback(),
            writing.outcomes());
    boolean mailWanted =
        settings.notification().onFailure()
            && !settings.notification().email().isEmpty()
            && settings.mail().host() != null;
    NotificationSteps notifications =
        new NotificationSteps(state, tenantUrl.toString(), mailWanted, clock);

    beans.put("sourceLoader", new Utf8SourceLoader());
    beans.put("evaluationContext", TenantReader.evaluation(clock, state));
    CycleSteps cycle =
        new CycleSteps(
            cycles,
            target,
            safeguard,
            quarantine,
            members,
            planApplication,
            writeObserver,
            reconciliation,
            writing);
    beans.put("cycleSteps", cycle);
    beans.put("quarantineSteps", quarantine);

    beans.put(
        "entraAuthorization",
        new BearerToken(settings.entra().graphUrl(), () -> signIn.get().token()));
    GraphCall graph =
        new GraphCall(
            graphLinks,
            () -> signIn.get().token(),
            rejectedToken -> signIn.get().invalidate(rejectedToken),
            cycles,
            clock);
    beans.put("graphCall", graph);
    beans.put("graphJson", new GraphJson());
    beans.put("zscalerJson", new ZscalerJson());
    beans.put("jsonMapper", WireJson.mapper());
    TenantReader tenant = new TenantReader(settings.entra(), state, inForce);
    beans.put("tenantReader", tenant);
    beans.put("entraReader", entra);
    beans.put("entraRetryDelay", graph.retryDelay());

    SchemaComparison schemas = new SchemaComparison(product, inForce, state.facts());
    beans.put("schemaComparison", schemas);

    beans.put("targetReading", target);
    ShownMemberships memberships = target.memberships();
    beans.put("shownMemberships", memberships);

    new UrgentBeans(context, entra, safeguard, records, writing.dueMembers()).register(beans::put);
    beans.put("onDemandSteps", new OnDemandSteps(context, entra));
    beans.put(
        "scopeEvaluation",
        new ScopeEvaluation(state, everything, settings.provisioning().deprovision(), inForce));
    beans.put("planningConditions", new PlanningConditions());
    beans.put("planning", planning);
    beans.put("matching", matching);
    beans.put("planningChunks", new PlanningChunks(context, planning, target));

    beans.put("safeguard", safeguard);

    beans.put("planApplication", planApplication);

    beans.put(
        "undoSteps",
        new UndoSteps(
            context,
            product,
            planners,
            members,
            target,
            settings.provisioning().deprovisionGroups()));

    beans.put(
        "zscalerAuthorization",
        new BearerToken(
            tenantUrl, () -> Objects.requireNonNull(zscaler.secretToken(), "token").reveal()));
    beans.put("zscalerCall", call);
    beans.put("zscalerRetryDelay", call.retryDelay());

    beans.put("failureHandling", failures);

    beans.put("mailSender", new MailSender(settings.mail()));
    beans.put("notificationSteps", notifications);
  }

  private static Optional<String> targetId(Link link) {
    return Optional.ofNullable(link.targetId());
  }

  /** The beans by name, for Camel's registry. Immutable. */
  public Map<String, Object> all() {
    return Map.copyOf(beans);
  }

  /** The cycles of these steps. */
  public CycleControl cycles() {
    return cycles;
  }

  /**
   * The properties that the routes name in double braces.
   *
   * @param scheduled whether cycles start according to the schedule
   */
  public static Properties placeholders(Settings settings, boolean scheduled) {
    Product product = ZscalerCall.product(settings.zscaler());
    int concurrent = TargetLimits.of(settings.zscaler(), product).concurrentRequests();
    String writers = String.valueOf(concurrent);
    Properties properties = new Properties();
    properties.setProperty("retry.entra-delay", "1000");
    properties.setProperty("retry.zscaler-delay", "1000");
    properties.putAll(settings.placeholders());
    properties.setProperty("cycle.scheduled", String.valueOf(scheduled));
    properties.setProperty(
        "reconciliation.scheduled",
        String.valueOf(
            scheduled
                && settings.provisioning().status()
                && settings.provisioning().reconcileSchedule() != null));
    properties.setProperty("zscaler.max-concurrent-requests", writers);
    properties.setProperty("zscaler.connections", String.valueOf(concurrent + URGENT_CONNECTIONS));
    properties.setProperty("mail.scheme", MailSender.scheme(settings.mail()));
    properties.putIfAbsent("zscaler.tenant-url", NOT_SET.toString());
    properties.putIfAbsent("mail.host", "localhost");
    properties.setProperty("mail.port", String.valueOf(settings.mail().port()));
    properties.setProperty(
        "mail.from", settings.mail().from() == null ? "nobody@localhost" : settings.mail().from());
    properties.putIfAbsent("notification.email", "nobody@localhost");
    pool(properties, WRITERS, writers);
    pool(properties, URGENT_WRITERS, String.valueOf(URGENT_WRITER_THREADS));
    pool(properties, PLANNERS, String.valueOf(PLANNER_THREADS));
    return properties;
  }

  private static void pool(Properties properties, String name, String threads) {
    String profile = "camel.threadpool.config[" + name + "].";
    for (String option : new String[] {"pool-size", "max-pool-size", "max-queue-size"}) {
      properties.setProperty(profile + option, threads);
    }
    properties.setProperty(profile + "rejected-policy", "CallerRuns");
  }
}
