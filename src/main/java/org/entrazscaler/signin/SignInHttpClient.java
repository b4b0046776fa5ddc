package org.entrazscaler.signin;

import com.microsoft.aad.msal4j.HttpMethod;
import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.IHttpResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.util.Timeout;
import org.entrazscaler.connection.Addresses;
import org.entrazscaler.connection.ConnectionFailures;
import org.entrazscaler.connection.Proxies;
import org.entrazscaler.connection.ProxyException;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client of msal4j. msal4j supports only authorities of the form {@code
 * https://host/tenant}; this client sends the request to the configured authority, which may have a
 * path, and may be plain http on loopback. Redirects are not followed, because the request contains
 * the credential. An answer without a token becomes a {@link SignInException} before msal4j can log
 * it. Thread-safe.
 */
final class SignInHttpClient implements IHttpClient {

  private static final Timeout CONNECT_TIMEOUT = Timeout.ofSeconds(10);
  private static final Timeout ANSWER_TIMEOUT = Timeout.ofSeconds(30);

  private final SignInAnswers answers;
  private final boolean managedIdentity;
  private final String msalAuthority;
  private final String authority;

  SignInHttpClient(SignInSettings settings, Clock clock) {
    this.answers = new SignInAnswers(settings, clock);
    this.managedIdentity = settings.credential() instanceof EntraCredential.ManagedIdentity;
    this.msalAuthority =
        "https://" + settings.authority().getRawAuthority().toLowerCase(Locale.ROOT) + "/";
    this.authority =
        Addresses.origin(settings.authority()) + Addresses.path(settings.authority()) + "/";
  }

  @Override
  public IHttpResponse send(HttpRequest request) {
    URI target = target(request.url().toString());
    Answer answer = exchange(request, target);
    if (managedIdentity) {
      answers.requireManagedIdentityToken(answer.statusCode(), answer.headers(), answer.body());
    } else {
      answers.requireToken(answer.statusCode(), answer.headers(), answer.body());
    }
    return answer;
  }

  /** Masks secrets and tokens in a text. */
  String redacted(String text) {
    return answers.redacted(text);
  }

  private URI target(String url) {
    return URI.create(
        !managedIdentity && url.startsWith(msalAuthority)
            ? authority + url.substring(msalAuthority.length())
            : url);
  }

  /** Creates a client for one sign-in; the next one is about an hour later. */
  private CloseableHttpClient createClient() {
    HttpClientBuilder builder =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(CONNECT_TIMEOUT)
                            .setSocketTimeout(ANSWER_TIMEOUT)
                            .build())
                    .build())
            .setDefaultRequestConfig(
                RequestConfig.custom().setResponseTimeout(ANSWER_TIMEOUT).build())
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement();
    // The endpoint of Azure "must not be reached through a proxy".
    if (!managedIdentity) {
      Proxies.use(builder);
    }
    return builder.build();
  }

  private Answer exchange(HttpRequest request, URI target) {
    try (CloseableHttpClient client = createClient()) {
      return client.execute(outgoing(request, target), SignInHttpClient::answer);
    } catch (ProxyException e) {
      throw SignInException.ofTemporary(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      if (ConnectionFailures.isUntrusted(e)) {
        throw SignInException.ofPermanent(
            ConnectionFailures.describe(Addresses.origin(target), "entra.authority", e), e);
      }
      throw unreachable(target, e);
    }
  }

  private SignInException unreachable(URI target, IOException e) {
    return SignInException.ofTemporary(
        (managedIdentity
                ? "The managed identity endpoint %s cannot be reached; only Azure and Arc machines"
                    + " have one; on other machines set another entra.credential (%s)"
                : "Entra's sign-in at %s cannot be reached; check entra.authority, network and"
                    + " proxy (%s)")
            .formatted(Addresses.origin(target), ConnectionFailures.rootMessage(e)),
        e);
  }

  private static ClassicHttpRequest outgoing(HttpRequest request, URI target) {
    boolean post = request.httpMethod() == HttpMethod.POST;
    ClassicRequestBuilder builder =
        post ? ClassicRequestBuilder.post() : ClassicRequestBuilder.get();
    builder.setUri(target).setHeader(HttpHeaders.ACCEPT, "application/json");
    if (request.headers() != null) {
      request
          .headers()
          .forEach(
              (name, value) -> {
                if (value != null) {
                  builder.setHeader(name, value);
                }
              });
    }
    if (post) {
      String body = request.body() == null ? "" : request.body();
      builder.setEntity(new ByteArrayEntity(body.getBytes(StandardCharsets.UTF_8), null));
    }
    return builder.build();
  }

  private static Answer answer(ClassicHttpResponse response) throws IOException {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Header header : response.getHeaders()) {
      headers
          .computeIfAbsent(header.getName(), name -> new ArrayList<>())
          .add(String.valueOf(header.getValue()));
    }
    byte @Nullable [] body = EntityUtils.toByteArray(response.getEntity());
    return new Answer(
        response.getCode(), headers, body == null ? "" : new String(body, StandardCharsets.UTF_8));
  }

  private record Answer(int statusCode, Map<String, List<String>> headers, String body)
      implements IHttpResponse {}
}
