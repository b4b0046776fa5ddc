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
 * The proxies of the JVM according to its networking properties ({@code https.proxyHost}, {@code
 * https.proxyPort}, {@code http.nonProxyHosts}, {@code java.net.useSystemProxies}), and their
 * credentials ({@code https.proxyUser}, {@code https.proxyPassword}, or the same with {@code
 * http}). Loopback addresses are never reached through a proxy, whatever {@code http.nonProxyHosts}
 * says, because plain http to them must not leave the machine.
 */
public final class Proxies {

  private static final int DEFAULT_PORT = 443;

  private Proxies() {}

  /**
   * Makes an HTTP client use the proxy of the JVM, and distinguish an error of the proxy from an
   * answer of the server.
   *
   * @param builder a proxy that is already set stays
   */
  public static void use(HttpClientBuilder builder) {
    builder.setProxySelector(new Selector());
    builder.addExecInterceptorBefore(
        ChainElement.MAIN_TRANSPORT.name(), "sent", ProxyWatch::noteSent);
    builder.addExecInterceptorBefore(ChainElement.CONNECT.name(), "proxy", ProxyWatch::send);
  }

  /**
   * The HTTP proxy to a server; null if there is none.
   *
   * @param host name or address of the server
   */
  public static @Nullable InetSocketAddress httpProxy(String host, int port) {
    Proxy proxy = proxy(address(host, port));
    return proxy.type() == Proxy.Type.HTTP && proxy.address() instanceof InetSocketAddress address
        ? address
        : null;
  }

  /**
   * How a server is reached, in words.
   *
   * @return {@code directly}, or {@code through the proxy HOST:PORT}
   */
  public static String way(URI server) {
    int port = server.getPort() < 0 ? DEFAULT_PORT : server.getPort();
    return way(server.getHost(), port);
  }

  /**
   * How a server is reached, in words.
   *
   * @param host name or address of the server; null if there is none
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

  /** The credentials for the proxy; null if none are set. */
  public static @Nullable PasswordAuthentication credentials() {
    for (String protocol : List.of("https", "http")) {
      String user = System.getProperty(protocol + ".proxyUser");
      if (user != null) {
        String password = System.getProperty(protocol + ".proxyPassword", "");
        return new PasswordAuthentication(user, password.toCharArray());
      }
    }
    return null;
  }

  /** Null if the host is not a valid name or address. */
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
