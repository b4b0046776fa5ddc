package org.entrazscaler.connection;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.entrazscaler.settings.Loopback;
import org.jspecify.annotations.Nullable;

/**
 * The proxies of the JVM, as its networking properties tell of them ({@code https.proxyHost},
 * {@code https.proxyPort}, {@code http.nonProxyHosts}, {@code java.net.useSystemProxies}), and the
 * log-in there ({@code https.proxyUser}, {@code https.proxyPassword}, or the same of {@code http}).
 * This machine itself is never reached through one, whatever {@code http.nonProxyHosts} says: what
 * is plain http there must not be seen elsewhere.
 */
public final class Proxies {

  private static final int USUAL_PORT = 443;

  private Proxies() {}

  /**
   * Lets a client go through the proxy of the JVM, and tells a refusal of the proxy from an answer
   * of the server.
   *
   * @param builder of the client; a proxy that is set there already stays
   */
  public static void use(HttpClientBuilder builder) {
    builder.setProxySelector(new Selector());
    builder.addExecInterceptorBefore(
        ChainElement.MAIN_TRANSPORT.name(), "arrival", ProxyWatch::arrived);
    builder.addExecInterceptorBefore(ChainElement.CONNECT.name(), "proxy", ProxyWatch::watch);
  }

  /**
   * The HTTP proxy on the way to a server.
   *
   * @param host the server, a name or an address
   * @param port its port
   * @return null if it is reached without one
   */
  public static @Nullable InetSocketAddress before(String host, int port) {
    Proxy proxy = proxy(address(host, port));
    return proxy.type() == Proxy.Type.HTTP && proxy.address() instanceof InetSocketAddress address
        ? address
        : null;
  }

  /**
   * The way to a server in words.
   *
   * @param server its address
   * @return {@code directly}, or {@code through the proxy HOST:PORT}
   */
  public static String way(URI server) {
    int port = server.getPort() < 0 ? USUAL_PORT : server.getPort();
    return way(server.getHost(), port);
  }

  /**
   * The way to a server in words.
   *
   * @param host the server, a name or an address; null for none
   * @param port its port
   * @return {@code directly}, or {@code through the proxy HOST:PORT}
   */
  public static String way(@Nullable String host, int port) {
    Proxy proxy = proxy(address(host, port));
    if (!(proxy.address() instanceof InetSocketAddress address)) {
      return "directly";
    }
    return "through the "
        + (proxy.type() == Proxy.Type.SOCKS ? "SOCKS proxy " : "proxy ")
        + address.getHostString()
        + ":"
        + address.getPort();
  }

  /**
   * Who logs in at the proxy.
   *
   * @return null if nobody does
   */
  public static @Nullable PasswordAuthentication login() {
    for (String protocol : List.of("https", "http")) {
      String user = System.getProperty(protocol + ".proxyUser");
      if (user != null) {
        String password = System.getProperty(protocol + ".proxyPassword", "");
        return new PasswordAuthentication(user, password.toCharArray());
      }
    }
    return null;
  }

  /** Null for what is no name and no address of a server. */
  private static @Nullable URI address(@Nullable String host, int port) {
    if (host == null) {
      return null;
    }
    String literal = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    try {
      URI address = new URI("https://" + literal + ":" + port);
      return address.getHost() == null ? null : address;
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private static Proxy proxy(@Nullable URI server) {
    ProxySelector selector = ProxySelector.getDefault();
    if (selector == null || server == null || Loopback.contains(server.getHost())) {
      return Proxy.NO_PROXY;
    }
    return selector.select(server).stream().findFirst().orElse(Proxy.NO_PROXY);
  }

  private static final class Selector extends ProxySelector {

    @Override
    public List<Proxy> select(URI server) {
      return List.of(proxy(server.getHost() == null ? null : server));
    }

    @Override
    public void connectFailed(URI server, SocketAddress proxy, IOException failure) {
      ProxySelector selector = ProxySelector.getDefault();
      if (selector != null) {
        selector.connectFailed(server, proxy, failure);
      }
    }
  }
}
