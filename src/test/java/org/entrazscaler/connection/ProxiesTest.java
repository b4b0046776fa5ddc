package org.entrazscaler.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connections with and without a proxy. */
class ProxiesTest {

  private final Properties before = new Properties();

  @BeforeEach
  void aProxy() {
    before.putAll(System.getProperties());
    System.setProperty("https.proxyHost", "proxy.example");
    System.setProperty("https.proxyPort", "3128");
    System.setProperty("http.nonProxyHosts", "*.inside.example|10.*");
  }

  @AfterEach
  void asBefore() {
    System.setProperties(before);
  }

  @ParameterizedTest
  @CsvSource({
    "graph.microsoft.com, through the proxy proxy.example:3128",
    "2001:db8::1, through the proxy proxy.example:3128",
    "smtp.inside.example, directly",
    "10.1.2.3, directly",
    "localhost, directly",
    "127.0.0.7, directly",
    "::1, directly",
    "[::1], directly",
    "[nonsense], directly",
    ", directly",
  })
  void followsTheJvmAndNeverLeavesThisMachineForItself(String host, String way) {
    assertEquals(way, Proxies.way(host, 443));
  }

  @Test
  void aSocksProxyIsNamedAndIsNoHttpProxy() {
    System.clearProperty("https.proxyHost");
    System.setProperty("socksProxyHost", "socks.example");
    assertEquals(
        "through the SOCKS proxy socks.example:1080", Proxies.way("graph.microsoft.com", 443));
    assertNull(Proxies.httpProxy("graph.microsoft.com", 443));
  }
}
