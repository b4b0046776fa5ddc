package org.entrazscaler.entra;

import com.microsoft.aad.msal4j.HttpMethod;
import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.IHttpResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP that msal4j speaks. msal4j knows authorities as {@code https://host/tenant} alone; here
 * the request goes to the one that was configured, which may have a path, and may be plain http on
 * loopback. Redirects are not followed, since the request holds the credential. An answer that is
 * no token becomes a {@link SignInException} before msal4j can log it. Thread-safe.
 */
final class SignInHttpClient implements IHttpClient {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient client;
  private final SignInAnswers answers;
  private final boolean managedIdentity;
  private final String msalsAuthority;
  private final String authority;

  SignInHttpClient(SignInSettings settings, Clock clock) {
    this.answers = new SignInAnswers(settings, clock);
    this.managedIdentity = settings.credential() instanceof EntraCredential.ManagedIdentity;
    this.msalsAuthority =
        "https://" + settings.authority().getRawAuthority().toLowerCase(Locale.ROOT) + "/";
    this.authority =
        Addresses.origin(settings.authority()) + Addresses.path(settings.authority()) + "/";
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT);
    // "The endpoint must not be reached through a proxy"
    this.client = (managedIdentity ? builder.proxy(HttpClient.Builder.NO_PROXY) : builder).build();
  }

  @Override
  public IHttpResponse send(HttpRequest request) throws InterruptedException {
    URI target = target(request.url().toString());
    HttpResponse<String> response = exchange(request, target);
    Map<String, List<String>> headers = response.headers().map();
    if (managedIdentity) {
      answers.requireManagedIdentityToken(response.statusCode(), headers, response.body());
    } else {
      answers.requireToken(response.statusCode(), headers, response.body());
    }
    return new Answer(response.statusCode(), headers, response.body());
  }

  /** Leaves nothing of a secret or a token in a text that may hold one. */
  String redacted(String text) {
    return answers.redacted(text);
  }

  private URI target(String url) {
    return URI.create(
        !managedIdentity && url.startsWith(msalsAuthority)
            ? authority + url.substring(msalsAuthority.length())
            : url);
  }

  private HttpResponse<String> exchange(HttpRequest request, URI target)
      throws InterruptedException {
    try {
      return client.send(jdkRequest(request, target), BodyHandlers.ofString());
    } catch (SSLHandshakeException e) {
      if (distrust(e)) {
        throw SignInException.lasting(
            "The certificate of "
                + Addresses.origin(target)
                + " is not trusted; check entra.authority and javax.net.ssl.trustStore ("
                + reason(e)
                + ")",
            e);
      }
      throw unreached(target, e);
    } catch (IOException e) {
      throw unreached(target, e);
    }
  }

  private SignInException unreached(URI target, IOException e) {
    return SignInException.passing(
        (managedIdentity
                ? "The managed identity endpoint %s is not reached; only Azure and Arc machines"
                    + " have one, otherwise set another entra.credential (%s)"
                : "Entra's sign-in at %s is not reached; check entra.authority, network and"
                    + " proxy (%s)")
            .formatted(Addresses.origin(target), reason(e)),
        e);
  }

  private static boolean distrust(@Nullable Throwable failure) {
    return failure != null
        && (failure instanceof CertificateException || distrust(failure.getCause()));
  }

  private static java.net.http.HttpRequest jdkRequest(HttpRequest request, URI target) {
    java.net.http.HttpRequest.Builder builder =
        java.net.http.HttpRequest.newBuilder(target)
            .timeout(ANSWER_TIMEOUT)
            .header("Accept", "application/json");
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
    String body = request.body() == null ? "" : request.body();
    return request.httpMethod() == HttpMethod.POST
        ? builder
            .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
            .build()
        : builder.GET().build();
  }

  /** What lies deepest; the JDK's own message is often empty. */
  private static String reason(IOException e) {
    Throwable deepest = e;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest.getMessage() == null ? deepest.getClass().getSimpleName() : deepest.getMessage();
  }

  private record Answer(int statusCode, Map<String, List<String>> headers, String body)
      implements IHttpResponse {}
}
