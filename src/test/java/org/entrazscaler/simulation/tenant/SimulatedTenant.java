package org.entrazscaler.simulation.tenant;

import java.time.Clock;
import java.time.Duration;
import org.entrazscaler.simulation.http.Faults;
import org.entrazscaler.simulation.http.HttpFront;
import org.entrazscaler.simulation.http.RequestLog;

/**
 * A tenant of Entra ID on loopback: Microsoft Graph v1.0, the sign-in endpoint and the managed
 * identity endpoint on one port. {@link #directory()} changes its content, {@link #faults()} plans
 * faults, and {@link #requests()} returns the received requests.
 *
 * <p>Refusals, shapes and rules follow the Microsoft Graph documentation (delta query overview,
 * errors, throttling, batching, paging) and that of the Microsoft identity platform (client
 * credentials flow). Safe for use by several threads.
 */
public final class SimulatedTenant implements AutoCloseable {

  private static final String VERSION = "/v1.0";
  private static final String TENANT_ID = "3f7c1f6e-52c1-4f0a-9d0b-0f5f6d9c1a10";
  private static final String TENANT_DOMAIN = "contoso.onmicrosoft.com";
  private static final String CLIENT_ID = "b1f7a2d4-7c55-4a3e-8f0e-6f1f7d2c9e21";
  private static final String CLIENT_SECRET = "Q~simulated+secret/with&characters=that%need-care";
  private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);

  private final Clock clock;
  private final HttpFront<RecordedRequest, Answer> front;
  private volatile Content content;

  /** The content of the tenant; replaced as a whole by {@link #empty()}. */
  private static final class Content {
    final Directory directory;
    final SignIn signIn;
    final DeltaBehaviour deltaBehaviour = new DeltaBehaviour();
    final DeltaEndpoint deltaEndpoint;
    final ObjectEndpoint objectEndpoint;

    Content(Clock clock, HttpFront<RecordedRequest, Answer> front) {
      String graphUrl = front.url() + VERSION;
      directory = new Directory(clock, "Zscaler");
      signIn = new SignIn(clock, TENANT_ID, TENANT_DOMAIN, CLIENT_ID, CLIENT_SECRET);
      deltaEndpoint = new DeltaEndpoint(directory, deltaBehaviour, clock, graphUrl);
      objectEndpoint = new ObjectEndpoint(directory, TENANT_ID, TENANT_DOMAIN, graphUrl);
      front.passTo(
          new TenantService(
              clock,
              front,
              signIn,
              new SignInEndpoint(signIn, clock, front.url()),
              new GraphEndpoint(directory, deltaEndpoint, objectEndpoint, signIn),
              graphUrl));
    }
  }

  private SimulatedTenant(int port, Clock clock) {
    this.clock = clock;
    front = new HttpFront<>("simulated-tenant", port, IDLE_TIMEOUT, GraphFault.class);
    content = new Content(clock, front);
    front.start();
  }

  /** Starts an empty tenant on a free port. */
  public static SimulatedTenant start() {
    return start(0);
  }

  /** Starts an empty tenant on a port; 0 for a free one. */
  public static SimulatedTenant start(int port) {
    return start(port, Clock.systemUTC());
  }

  /** Starts an empty tenant with this clock on a port; 0 for a free one. */
  public static SimulatedTenant start(int port, Clock clock) {
    return new SimulatedTenant(port, clock);
  }

  /** Graph's address, with its version. */
  public String graphUrl() {
    return front.url() + VERSION;
  }

  /** The sign-in address, without the tenant. */
  public String authority() {
    return front.url();
  }

  /** The tenant's id. */
  public String tenantId() {
    return TENANT_ID;
  }

  /** The initial domain of the tenant; the token endpoint also accepts it instead of the id. */
  public String tenantDomain() {
    return TENANT_DOMAIN;
  }

  /** The app registration's client id. */
  public String clientId() {
    return CLIENT_ID;
  }

  /** The app registration's client secret. */
  public String clientSecret() {
    return content.signIn.clientSecret();
  }

  /** The object id of the enterprise application. */
  public String enterpriseAppId() {
    return content.directory.enterpriseAppId();
  }

  /** Users, groups and assignments. */
  public Directory directory() {
    return content.directory;
  }

  /** Secrets, tokens and permissions. */
  public SignIn signIn() {
    return content.signIn;
  }

  /** The behaviour of the delta query where the documentation leaves it open. */
  public DeltaBehaviour delta() {
    return content.deltaBehaviour;
  }

  /** Makes every delta link issued so far invalid. */
  public void expireDeltaTokens() {
    content.deltaEndpoint.expireTokens();
  }

  /** Sets how many assignments a page holds; 100 at first. */
  public void assignmentsPerPage(int size) {
    content.objectEndpoint.assignmentsPerPage(size);
  }

  /** The planned faults. */
  public Faults<RecordedRequest> faults() {
    return front.faults();
  }

  /** The received requests. */
  public RequestLog<RecordedRequest> requests() {
    return front.log();
  }

  /**
   * Resets the tenant at the same address: directory, tokens, behaviour, faults and requests are as
   * at the start. Call it only while there are no requests.
   */
  public void empty() {
    content = new Content(clock, front);
    front.faults().clear();
    front.log().clear();
  }

  /** Refuses connections until {@link #goOnline()}. */
  public void goOffline() {
    front.stop();
  }

  /** Accepts connections again, on the same port. */
  public void goOnline() {
    front.start();
  }

  @Override
  public void close() {
    front.stop();
  }
}
