package org.entrazscaler.signin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.entrazscaler.text.AnswerHeaders;
import org.entrazscaler.text.AnswerText;
import org.entrazscaler.text.RetryAfter;

/**
 * Checks the answers of sign-in endpoints ("OAuth 2.0 client credentials flow", "Microsoft Entra
 * authentication and authorization error codes", "How to use managed identities on an Azure VM to
 * acquire an access token").
 */
final class SignInAnswers {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern AADSTS = Pattern.compile("AADSTS(\\d{4,9})");
  private static final Pattern TOKEN = Pattern.compile("eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]*");

  private static final Set<Integer> TEMPORARY_CODES = Set.of(90033);
  private static final Set<Integer> TENANT_CODES = Set.of(90002, 900021, 900023);
  private static final Set<Integer> FEDERATION_CODES =
      Set.of(70021, 700021, 700211, 700212, 700213, 700222);
  private static final Set<Integer> RESOURCE_CODES = Set.of(70011, 500011);

  private final SignInSettings settings;
  private final Clock clock;

  SignInAnswers(SignInSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Checks an answer of the token endpoint.
   *
   * @throws SignInException unless it contains a token
   */
  void requireToken(int status, Map<String, List<String>> headers, String body) {
    JsonNode json = json(body);
    if (status == 200) {
      requireTokenIn(json, body, "expires_in", "entra.authority");
      return;
    }
    Set<Integer> codes = codes(json);
    String error = json.path("error").asText("");
    String said = said(status, json.path("error_description").asText(error), json, body);
    if (status == 429
        || status >= 500
        || error.equals("temporarily_unavailable")
        || codes.stream().anyMatch(TEMPORARY_CODES::contains)) {
      throw SignInException.ofTemporary(
          "Signing in to Entra is not possible at the moment" + said,
          RetryAfter.parse(AnswerHeaders.value(headers, "Retry-After"), clock));
    }
    if (error.isEmpty()) {
      throw SignInException.ofPermanent(
          "This is not an answer of Entra's sign-in; check entra.authority and the network's proxies"
              + said);
    }
    throw SignInException.ofPermanent("Entra rejects the sign-in: " + advice(codes, error) + said);
  }

  /**
   * Checks an answer of the managed identity endpoint. The challenge of Azure Arc is left to
   * msal4j.
   *
   * @throws SignInException unless it contains a token or a challenge
   */
  void requireManagedIdentityToken(int status, Map<String, List<String>> headers, String body) {
    if (status == 401 && AnswerHeaders.value(headers, "WWW-Authenticate") != null) {
      return;
    }
    JsonNode json = json(body);
    if (status == 200) {
      requireTokenIn(json, body, "expires_on", "entra.credential");
      return;
    }
    String description = json.path("error_description").asText(json.path("message").asText(""));
    String said = said(status, description, json, body);
    if (status == 404 || status == 408 || status == 410 || status == 429 || status >= 500) {
      throw SignInException.ofTemporary(
          "The managed identity endpoint has no token at the moment" + said,
          RetryAfter.parse(AnswerHeaders.value(headers, "Retry-After"), clock));
    }
    throw SignInException.ofPermanent(
        (status == 400
                ? "This machine has no such managed identity; assign it, and check"
                    + " entra.managed-identity-client-id"
                : "The managed identity endpoint returns no token; check entra.credential, and that"
                    + " no proxy is used")
            + said);
  }

  /** Masks secrets and tokens in a text of the endpoint. */
  String redacted(String text) {
    String redacted = TOKEN.matcher(text).replaceAll("…");
    if (settings.credential() instanceof EntraCredential.ClientSecret credential) {
      // An endpoint that echoes the request returns the secret in its form encoding.
      String encoded = URLEncoder.encode(credential.secret(), StandardCharsets.UTF_8);
      for (String form : List.of(credential.secret(), encoded, encoded.replace("%7E", "~"))) {
        redacted = redacted.replace(form, "…");
      }
    }
    return redacted;
  }

  private void requireTokenIn(JsonNode json, String body, String expiry, String setting) {
    JsonNode token = json.path("access_token");
    boolean whole =
        token.isTextual()
            && !token.textValue().isBlank()
            && json.path(expiry)
                .asText("")
                .matches(expiry.equals("expires_in") ? "\\d{1,9}" : ".+");
    if (!whole) {
      // The message has no values, because one of them may be a token.
      throw SignInException.ofPermanent(
          "The answer to the sign-in should contain access_token and %s, but is %s; check %s"
              .formatted(
                  expiry,
                  json.isObject()
                      ? "JSON with " + AnswerText.of(names(json).toString())
                      : AnswerText.looksLikeMarkup(body)
                          ? "a web page: " + AnswerText.of(redacted(body))
                          : "no JSON object",
                  setting + " and the network's proxies"));
    }
  }

  private static Set<String> names(JsonNode json) {
    Set<String> names = new LinkedHashSet<>();
    json.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private String advice(Set<Integer> codes, String error) {
    String setting = settings.credential().setting();
    if (codes.contains(7000215)) {
      return "the client secret is wrong; put the secret's value, not its id, into "
          + "entra.client-secret";
    }
    if (codes.contains(7000222)) {
      return "the client secret has expired; create a new one and put it into entra.client-secret";
    }
    if (codes.contains(7000216)) {
      return "it requires another kind of credential; check entra.credential";
    }
    if (codes.contains(700016) || codes.contains(7000229)) {
      return "the tenant has no such application; check entra.client-id and entra.tenant-id";
    }
    if (codes.contains(7000112)) {
      return "the application of entra.client-id is disabled; enable it in Entra";
    }
    if (codes.stream().anyMatch(TENANT_CODES::contains)) {
      return "there is no such tenant; check entra.tenant-id, and that entra.authority is the"
          + " authority of its cloud";
    }
    if (codes.contains(700027)) {
      return "the application does not have this certificate; upload it to the app registration or"
          + " check "
          + setting;
    }
    if (codes.contains(700024)) {
      return "the client assertion is not valid at this time; check this machine's clock and "
          + setting;
    }
    if (codes.stream().anyMatch(FEDERATION_CODES::contains)) {
      return "no federated credential of the application matches issuer, subject and audience of the"
          + " token; check the app registration and "
          + setting;
    }
    if (codes.stream().anyMatch(RESOURCE_CODES::contains)) {
      return "it has no Graph at this address; check entra.graph-url";
    }
    return error.equals("invalid_client")
        ? "the credential is wrong; check " + setting
        : "check entra.tenant-id, entra.client-id and " + setting;
  }

  private String said(int status, String description, JsonNode json, String body) {
    String text = AnswerText.of(redacted(json.isObject() ? description : body));
    return " (HTTP " + status + (text.isEmpty() ? "" : ": " + text) + ")";
  }

  private static Set<Integer> codes(JsonNode json) {
    Set<Integer> codes = new LinkedHashSet<>();
    json.path("error_codes").forEach(code -> codes.add(code.asInt()));
    Matcher matcher = AADSTS.matcher(json.path("error_description").asText(""));
    if (matcher.find()) {
      codes.add(Integer.valueOf(matcher.group(1)));
    }
    return codes;
  }

  private static JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
