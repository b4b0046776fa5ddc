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
 * Tells what the proxy says from what the server says. HttpClient gives back a refused {@code
 * CONNECT} (RFC 9110 section 9.3.6) as if it were the server's answer: a 403 of the proxy would
 * look like a permission that is missing in Entra.
 */
final class ProxyWatch {

  private static final String ARRIVED = ProxyWatch.class.getName();

  private ProxyWatch() {}

  /** The request goes to the server: the tunnel is there, or none is needed. */
  static ClassicHttpResponse arrived(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    scope.clientContext.setAttribute(ARRIVED, scope.exchangeId);
    return chain.proceed(request, scope);
  }

  /** Fails if the request has not come past the proxy. */
  static ClassicHttpResponse watch(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    HttpHost proxy = scope.route.getProxyHost();
    if (proxy == null) {
      return chain.proceed(request, scope);
    }
    scope.clientContext.removeAttribute(ARRIVED);
    logIn(scope.clientContext, proxy);
    try {
      ClassicHttpResponse response = chain.proceed(request, scope);
      if (scope.clientContext.getAttribute(ARRIVED) == null) {
        response.close();
        throw refused(proxy, scope.route.getTargetHost(), response);
      }
      return response;
    } catch (ProxyException | SSLException e) {
      throw e;
    } catch (IOException e) {
      if (scope.clientContext.getAttribute(ARRIVED) == null) {
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

  /** The log-in is for the proxy alone: a server that asks for one is given none. */
  private static void logIn(HttpClientContext context, HttpHost proxy) {
    PasswordAuthentication login = Proxies.login();
    if (login == null) {
      return;
    }
    CredentialsProvider others = context.getCredentialsProvider();
    Credentials credentials =
        new UsernamePasswordCredentials(login.getUserName(), login.getPassword());
    context.setCredentialsProvider(
        (asked, where) ->
            proxy.getHostName().equalsIgnoreCase(asked.getHost())
                    && proxy.getPort() == asked.getPort()
                ? credentials
                : others == null ? null : others.getCredentials(asked, where));
  }

  private static ProxyException refused(
      HttpHost proxy, HttpHost target, ClassicHttpResponse response) {
    String name = "The proxy " + proxy.toHostString();
    String server = target.getHostName() + ":" + target.getPort();
    int status = response.getCode();
    if (status == HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED) {
      return new ProxyException(
          Proxies.login() == null
              ? name
                  + " asks for a log-in (407"
                  + schemes(response)
                  + ") before it lets anything through to "
                  + server
                  + ". Set https.proxyUser and https.proxyPassword"
              : name
                  + " does not take the log-in (407"
                  + schemes(response)
                  + "). Check https.proxyUser and https.proxyPassword; Basic and Digest are known");
    }
    return new ProxyException(
        name
            + " does not let anything through to "
            + server
            + " ("
            + status
            + "). Allow that host there, or name it in http.nonProxyHosts if it is reached directly");
  }

  /** The first words of the challenges, RFC 9110 section 11.7.1, such as Basic. */
  private static String schemes(ClassicHttpResponse response) {
    StringBuilder schemes = new StringBuilder();
    for (var challenge : response.getHeaders(HttpHeaders.PROXY_AUTHENTICATE)) {
      String scheme = String.valueOf(challenge.getValue()).strip().split("[\\s,]", 2)[0];
      schemes.append(", ").append(scheme.replaceAll("[^A-Za-z-]", ""));
    }
    return schemes.toString();
  }
}
