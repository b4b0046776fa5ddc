package org.entrazscaler.camel;

import java.net.URI;
import java.util.function.Supplier;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;
import org.entrazscaler.connection.Proxies;

/**
 * Adds the token to each request when it is sent, and only for the server to which the token
 * belongs. On the exchange the token would be visible in traces, in the console and in parked
 * requests.
 */
public final class BearerToken implements HttpClientConfigurer {

  private final URI server;
  private final Supplier<String> token;

  /**
   * Creates the configurer for one server.
   *
   * @param server its address
   * @param token supplies the current token; must not block
   */
  public BearerToken(URI server, Supplier<String> token) {
    this.server = server;
    this.token = token;
  }

  @Override
  public void configureHttpClient(HttpClientBuilder builder) {
    builder.addRequestInterceptorLast(
        (request, entity, context) -> {
          if (belongs(request)) {
            request.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token.get());
          }
        });
    Proxies.use(builder);
    builder.setUserAgent("entra-zscaler-provisioning");
    builder.disableRedirectHandling();
  }

  private boolean belongs(HttpRequest request) {
    return server.getScheme().equalsIgnoreCase(request.getScheme())
        && request.getAuthority() != null
        && server.getHost().equalsIgnoreCase(request.getAuthority().getHostName())
        && port(server.getScheme(), server.getPort())
            == port(request.getScheme(), request.getAuthority().getPort());
  }

  private static int port(String scheme, int port) {
    return port >= 0 ? port : "https".equalsIgnoreCase(scheme) ? 443 : 80;
  }
}
