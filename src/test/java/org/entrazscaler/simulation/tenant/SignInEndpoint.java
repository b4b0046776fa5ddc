package org.entrazscaler.simulation.tenant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The token endpoint, the metadata that libraries read first, and the managed identity endpoint of
 * a machine in Azure.
 */
final class SignInEndpoint {

  private static final Set<String> SCOPES =
      Set.of(
          "https://graph.microsoft.com/.default",
          "https://graph.microsoft.us/.default",
          "https://dod-graph.microsoft.us/.default",
          "https://microsoftgraph.chinacloudapi.cn/.default");

  private final SignIn signIn;
  private final Clock clock;
  private final String authority;

  SignInEndpoint(SignIn signIn, Clock clock, String authority) {
    this.signIn = signIn;
    this.clock = clock;
    this.authority = authority;
  }

  /** {@code POST /{tenant}/oauth2/v2.0/token}. */
  Answer token(RecordedRequest request) {
    QueryOptions form = QueryOptions.parse(request.body());
    String tenant = tenantOf(request);
    SignInRefusal refusal = refusal(request, form, tenant);
    if (refusal != null) {
      return refusal.answer(clock.instant());
    }
    long seconds = signIn.tokenLifetime().toSeconds();
    ObjectNode body = Json.object();
    body.put("token_type", "Bearer");
    body.put("expires_in", seconds);
    body.put("ext_expires_in", seconds);
    body.put("access_token", signIn.issue(signIn.clientId()));
    return Answer.ok(body);
  }

  private @Nullable SignInRefusal refusal(
      RecordedRequest request, QueryOptions form, String tenant) {
    if (!request.method().equals("POST")) {
      return new SignInRefusal(
          400, "invalid_request", 900561, "The endpoint only accepts POST requests.");
    }
    if (!knownTenant(tenant)) {
      return new SignInRefusal(
          400,
          "invalid_tenant",
          90002,
          "Tenant '"
              + tenant
              + "' not found. Check to make sure you have the correct tenant ID and are signing into the"
              + " correct cloud.");
    }
    for (String required : new String[] {"grant_type", "client_id", "scope"}) {
      if (form.getOrEmpty(required).isEmpty()) {
        return new SignInRefusal(
            400,
            "invalid_request",
            900144,
            "The request body must contain the following parameter: '" + required + "'.");
      }
    }
    if (!form.getOrEmpty("grant_type").equals("client_credentials")) {
      return new SignInRefusal(
          400,
          "unsupported_grant_type",
          70003,
          "The app requested an unsupported grant type '" + form.get("grant_type") + "'.");
    }
    if (!form.getOrEmpty("client_id").equals(signIn.clientId())) {
      return new SignInRefusal(
          400,
          "unauthorized_client",
          700016,
          "Application with identifier '"
              + form.get("client_id")
              + "' was not found in the directory 'Contoso'. This can happen if the application has not"
              + " been installed by the administrator of the tenant or consented to by any user in the"
              + " tenant. You may have sent your authentication request to the wrong tenant.");
    }
    String scope = scope(form.getOrEmpty("scope"));
    if (!scope.endsWith("/.default")) {
      return new SignInRefusal(
          400,
          "invalid_scope",
          1002012,
          "The provided value for scope "
              + scope
              + " is not valid. Client credential flows must have a scope value with /.default suffixed to"
              + " the resource identifier (application ID URI).");
    }
    if (!SCOPES.contains(scope) && !scope.equals(authority + "/.default")) {
      return new SignInRefusal(
          400,
          "invalid_resource",
          500011,
          "The resource principal named "
              + scope.substring(0, scope.length() - "/.default".length())
              + " was not found in the tenant named Contoso.");
    }
    return credential(request, form);
  }

  private @Nullable SignInRefusal credential(RecordedRequest request, QueryOptions form) {
    Instant now = clock.instant();
    String assertion = form.get("client_assertion");
    if (assertion != null) {
      boolean declared =
          form.getOrEmpty("client_assertion_type")
              .equals("urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
      return declared
          ? ClientAssertion.check(assertion, request.path(), signIn, now)
          : new SignInRefusal(
              400,
              "invalid_request",
              900144,
              "The request body must contain the following parameter: 'client_assertion_type'.");
    }
    String secret = form.get("client_secret");
    if (secret == null) {
      return new SignInRefusal(
          401,
          "invalid_client",
          7000216,
          "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials'"
              + " grant type.");
    }
    if (!secret.equals(signIn.clientSecret())) {
      return new SignInRefusal(
          401,
          "invalid_client",
          7000215,
          "Invalid client secret provided. Ensure the secret being sent in the request is the client"
              + " secret value, not the client secret ID, for a secret added to app '"
              + signIn.clientId()
              + "'.");
    }
    if (signIn.secretExpired()) {
      return new SignInRefusal(
          401,
          "invalid_client",
          7000222,
          "The provided client secret keys for app '"
              + signIn.clientId()
              + "' are expired. Visit the Azure portal to create new keys for your app:"
              + " https://aka.ms/NewClientSecret, or consider using certificate credentials for added"
              + " security: https://aka.ms/certCreds.");
    }
    return null;
  }

  /** The OpenID configuration of a tenant, or the instance discovery of the authority. */
  Answer metadata(RecordedRequest request) {
    ObjectNode body = Json.object();
    if (request.path().endsWith("/discovery/instance")) {
      String host = URI.create(authority).getAuthority();
      body.put(
          "tenant_discovery_endpoint",
          authority + "/" + signIn.tenantId() + "/v2.0/.well-known/openid-configuration");
      body.put("api-version", "1.1");
      ObjectNode entry = body.putArray("metadata").addObject();
      entry.put("preferred_network", host).put("preferred_cache", host);
      entry.putArray("aliases").add(host);
      return Answer.ok(body);
    }
    String tenant = tenantOf(request);
    if (!knownTenant(tenant)) {
      return new SignInRefusal(400, "invalid_tenant", 90002, "Tenant '" + tenant + "' not found.")
          .answer(clock.instant());
    }
    String base = authority + "/" + tenant;
    body.put("token_endpoint", base + "/oauth2/v2.0/token");
    body.put("authorization_endpoint", base + "/oauth2/v2.0/authorize");
    body.put("device_authorization_endpoint", base + "/oauth2/v2.0/devicecode");
    body.put("jwks_uri", base + "/discovery/v2.0/keys");
    body.put("issuer", authority + "/" + signIn.tenantId() + "/v2.0");
    body.putArray("token_endpoint_auth_methods_supported")
        .add("client_secret_post")
        .add("private_key_jwt");
    return Answer.ok(body);
  }

  /** {@code GET /metadata/identity/oauth2/token}, as on a virtual machine in Azure. */
  Answer managedIdentity(RecordedRequest request) {
    if (!signIn.managedIdentityAvailable()) {
      return metadataRefusal("Identity not found");
    }
    if (!"true".equalsIgnoreCase(request.header("Metadata"))) {
      return metadataRefusal("Required metadata header not specified");
    }
    if (request.header("X-Forwarded-For") != null) {
      return metadataRefusal("Forwarded requests are refused");
    }
    QueryOptions options = QueryOptions.parse(request.rawQuery());
    if (options.getOrEmpty("api-version").isEmpty() || options.getOrEmpty("resource").isEmpty()) {
      return metadataRefusal("Required query parameters: api-version, resource");
    }
    String resource = options.getOrEmpty("resource").replaceFirst("/$", "");
    if (!SCOPES.contains(resource + "/.default") && !resource.equals(authority)) {
      return metadataRefusal(
          "AADSTS500011: The resource principal named "
              + resource
              + " was not found in the tenant.");
    }
    String identity = options.get("client_id");
    if (identity != null && !identity.equals(signIn.managedIdentityClientId())) {
      return metadataRefusal("Identity not found");
    }
    long seconds = signIn.tokenLifetime().toSeconds();
    long now = clock.instant().getEpochSecond();
    ObjectNode body = Json.object();
    body.put("access_token", signIn.issue(signIn.managedIdentityClientId()));
    body.put("client_id", signIn.managedIdentityClientId());
    body.put("expires_in", String.valueOf(seconds));
    body.put("expires_on", String.valueOf(now + seconds));
    body.put("ext_expires_in", String.valueOf(seconds));
    body.put("not_before", String.valueOf(now));
    body.put("resource", options.getOrEmpty("resource"));
    body.put("token_type", "Bearer");
    return Answer.ok(body);
  }

  private static Answer metadataRefusal(String description) {
    ObjectNode body = Json.object();
    body.put("error", "invalid_request").put("error_description", description);
    return new Answer(400, Map.of(), body);
  }

  private boolean knownTenant(String tenant) {
    return tenant.equalsIgnoreCase(signIn.tenantId())
        || tenant.equalsIgnoreCase(signIn.tenantDomain());
  }

  private static String tenantOf(RecordedRequest request) {
    String[] segments = request.path().split("/");
    return segments.length > 1 ? segments[1] : "";
  }

  /**
   * The Graph scope among the scopes that libraries add by themselves (msal4j: openid profile
   * offline_access).
   */
  private static String scope(String scopes) {
    for (String scope : scopes.trim().split("\\s+")) {
      if (scope.contains("/.default")) {
        return scope;
      }
    }
    return scopes;
  }
}
