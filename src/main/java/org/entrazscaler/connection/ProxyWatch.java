package org.entrazscaler.connection;

import java.io.IOException;
import java.net.PasswordAuthentication;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.auth.Credentials;
import org.apache.hc.client5.http.auth.CredentialsProvider;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpStatus;

/**
 * Distinguishes answers of the proxy from answers of the server. HttpClient returns the answer to a
 * rejected {@code CONNECT} (RFC 9110 section 9.3.6) like an answer of the server: a 403 of the
 * proxy would look like a missing permission in Entra.
 */
final class ProxyWatch {

  /** Context attribute that is set when the request is sent to the server. */
  private static final String SENT = ProxyWatch.class.getName();

  private ProxyWatch() {}

  /** Notes that the request is sent to the server: the tunnel exists, or none is needed. */
  static ClassicHttpResponse noteSent(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    scope.clientContext.setAttribute(SENT, scope.exchangeId);
    return chain.proceed(request, scope);
  }

  /**
   * Sends a request.
   *
   * @throws ProxyException if the request did not get past the proxy
   */
  static ClassicHttpResponse send(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    HttpHost proxy = scope.route.getProxyHost();
    if (proxy == null) {
      return chain.proceed(request, scope);
    }
    scope.clientContext.removeAttribute(SENT);
    addCredentials(scope.clientContext, proxy);
    try {
      ClassicHttpResponse response = chain.proceed(request, scope);
      if (scope.clientContext.getAttribute(SENT) == null) {
        response.close();
        throw refused(proxy, scope.route.getTargetHost(), response);
      }
      return response;
    } catch (ProxyException | SSLException e) {
      throw e;
    } catch (IOException e) {
      if (scope.clientContext.getAttribute(SENT) == null) {
        ProxyException unreached =
            new ProxyException(
                "The proxy "
                    + proxy.toHostString()
                    + " is out of reach ("
                    + e.getMessage()
                    + "). Check https.proxyHost and https.proxyPort, or name "
                    + scope.route.getTargetHost().getHostName()
                    + " in http.nonProxyHosts if it is reached directly");
        unreached.initCause(e);
        throw unreached;
      }
      throw e;
    }
  }

  /** Adds the credentials for the proxy only: a server that asks for credentials gets none. */
  private static void addCredentials(HttpClientContext context, HttpHost proxy) {
    PasswordAuthentication login = Proxies.credentials();
    if (login == null) {
      return;
    }
    CredentialsProvider others = context.getCredentialsProvider();
    Credentials credentials =
        new UsernamePasswordCredentials(login.getUserName(), login.getPassword());
    context.setCredentialsProvider(
        (scope, asking) ->
            proxy.getHostName().equalsIgnoreCase(scope.getHost())
                    && proxy.getPort() == scope.getPort()
                ? credentials
                : others == null ? null : others.getCredentials(scope, asking));
  }

  private static ProxyException refused(
      HttpHost proxy, HttpHost target, ClassicHttpResponse response) {
    String name = "The proxy " + proxy.toHostString();
    String server = target.getHostName() + ":" + target.getPort();
    int status = response.getCode();
    if (status == HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED) {
      return new ProxyException(
          Proxies.credentials() == null
              ? name
                  + " asks for a log-in (407"
                  + schemes(response)
                  + ") for requests to "
                  + server
                  + ". Set https.proxyUser and https.proxyPassword"
              : name
                  + " rejects the log-in (407"
                  + schemes(response)
                  + "). Check https.proxyUser and https.proxyPassword; Basic and Digest are"
                  + " supported");
    }
    return new ProxyException(
        name
            + " rejects requests to "
            + server
            + " ("
            + status
            + "). Allow that host there, or name it in http.nonProxyHosts if it is reached directly");
  }

  /** The schemes of the challenges (RFC 9110 section 11.7.1), such as Basic. */
  private static String schemes(ClassicHttpResponse response) {
    StringBuilder schemes = new StringBuilder();
    for (var challenge : response.getHeaders(HttpHeaders.PROXY_AUTHENTICATE)) {
      String scheme = String.valueOf(challenge.getValue()).strip().split("[\\s,]", 2)[0];
      schemes.append(", ").append(scheme.replaceAll("[^A-Za-z-]", ""));
    }
    return schemes.toString();
  }
}
