package org.entrazscaler.console;

import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.MovedContextHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.entrazscaler.settings.ConsoleSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hawtio's console on a web server of its own in this JVM, so that it shows this JVM's routes and
 * MBeans. Log-in is needed. It runs from {@link #start} until it is closed.
 */
public final class HawtioConsole implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HawtioConsole.class);

  private static final String PATH = "/hawtio";
  private static final int THREADS = 12;

  private final ConsoleLogin login;
  private final HawtioFiles files;
  private final Server server;
  private final URI address;

  private HawtioConsole(ConsoleLogin login, HawtioFiles files, Server server, URI address) {
    this.login = login;
    this.files = files;
    this.server = server;
    this.address = address;
  }

  /**
   * Starts the console. One may run in a JVM at a time, as Hawtio's MBeans have fixed names.
   *
   * @param settings where, and who may log in; the password must be set
   * @throws ConsoleException if Hawtio's files are missing, the keystore cannot be opened or the
   *     port is taken
   */
  public static HawtioConsole start(ConsoleSettings settings) {
    return start(ConsoleAccess.of(settings));
  }

  static HawtioConsole start(ConsoleAccess access) {
    KeyStore keystore = open(access.keystore());
    HawtioFiles files;
    try {
      files = HawtioFiles.open();
    } catch (IOException e) {
      throw new ConsoleException("The console's files are not there: " + e.getMessage(), e);
    }
    ConsoleLogin login = ConsoleLogin.install(access);
    Server server = new Server(new QueuedThreadPool(THREADS, 1));
    try {
      setUp();
      ServerConnector connector = connector(server, access, keystore);
      server.addConnector(connector);
      server.setHandler(new Handler.Sequence(application(files, keystore != null), fromTheRoot()));
      server.start();
      URI address =
          URI.create(
              (keystore == null ? "http://" : "https://")
                  + inUri(access.host())
                  + ":"
                  + connector.getLocalPort()
                  + PATH);
      LOG.info("The console is at {}", address);
      return new HawtioConsole(login, files, server, address);
    } catch (Exception e) {
      stop(server);
      login.close();
      files.close();
      throw new ConsoleException(
          "The console cannot start at console.host %s, console.port %s: %s"
              .formatted(access.host(), access.port(), e.getMessage()),
          e);
    }
  }

  /** Hawtio takes its settings from system properties alone, when it starts; none is secret. */
  private static void setUp() {
    System.setProperty("hawtio.authenticationEnabled", "true");
    System.clearProperty("hawtio.auth");
    System.setProperty("hawtio.realm", ConsoleLogin.REALM);
    System.setProperty("hawtio.roles", ConsoleRole.ADMIN + "," + ConsoleRole.VIEWER);
    System.setProperty("hawtio.rolePrincipalClasses", ConsoleRole.class.getName());
    System.setProperty("hawtio.disableProxy", "true");
  }

  private static @Nullable KeyStore open(ConsoleAccess.@Nullable Keystore keystore) {
    if (keystore == null) {
      return null;
    }
    try {
      return KeyStore.getInstance(keystore.file().toFile(), keystore.password().toCharArray());
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new ConsoleException(
          "console.keystore "
              + keystore.file()
              + " cannot be opened with console.keystore-password: "
              + e.getMessage(),
          e);
    }
  }

  private static ServerConnector connector(
      Server server, ConsoleAccess access, @Nullable KeyStore keystore) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    ServerConnector connector =
        keystore == null
            ? new ServerConnector(server, new HttpConnectionFactory(http))
            : secureConnector(server, http, access, keystore);
    connector.setHost(access.host());
    connector.setPort(access.port());
    return connector;
  }

  private static ServerConnector secureConnector(
      Server server, HttpConfiguration http, ConsoleAccess access, KeyStore keystore) {
    SecureRequestCustomizer customizer = new SecureRequestCustomizer();
    // People also use the address or a name that the certificate does not have.
    customizer.setSniHostCheck(false);
    customizer.setStsMaxAge(365, TimeUnit.DAYS);
    http.addCustomizer(customizer);
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setKeyStore(keystore);
    ConsoleAccess.Keystore setting = access.keystore();
    tls.setKeyManagerPassword(setting == null ? "" : setting.password());
    return new ServerConnector(
        server, new SslConnectionFactory(tls, "http/1.1"), new HttpConnectionFactory(http));
  }

  private static Handler application(HawtioFiles files, boolean secure) throws IOException {
    WebAppContext context = new WebAppContext();
    context.setContextPath(PATH);
    context.setWar(files.webApplication().toString());
    context.setTempDirectory(files.workDirectory().toFile());
    // What Hawtio logs goes where this program's log goes.
    context.getProtectedClassMatcher().add("org.slf4j.");
    context.setThrowUnavailableOnStartupException(true);
    context.addFilter(
        new FilterHolder(new ConsoleGuard()), "/*", EnumSet.of(DispatcherType.REQUEST));
    context.getSessionHandler().setHttpOnly(true);
    context.getSessionHandler().setSameSite(HttpCookie.SameSite.STRICT);
    context.getSessionHandler().setSecureCookies(secure);
    return context;
  }

  private static Handler fromTheRoot() {
    MovedContextHandler moved = new MovedContextHandler();
    moved.setContextPath("/");
    moved.setRedirectURI(PATH);
    moved.setDiscardPathInContext(true);
    return moved;
  }

  private static String inUri(String host) {
    return host.contains(":") ? "[" + host + "]" : host;
  }

  /**
   * Where the console is.
   *
   * @return its address with the port it really has, for people and browsers
   */
  public URI address() {
    return address;
  }

  @Override
  public void close() {
    stop(server);
    login.close();
    files.close();
  }

  private static void stop(Server server) {
    try {
      server.stop();
    } catch (Exception e) {
      LOG.warn("The console did not stop in order: {}", e.toString());
    }
  }
}
