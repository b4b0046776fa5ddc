package org.entrazscaler.instance;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.UndeclaredThrowableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;
import javax.management.remote.rmi.RMIConnectorServer;
import org.entrazscaler.command.ProvisioningMBean;
import org.entrazscaler.command.ProvisioningMXBean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The instance that has the state, as another process of the same user on the same machine sees it:
 * found by its private file, called over loopback. Safe for use by several threads.
 */
public final class RunningInstance implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RunningInstance.class);

  /** What the operations of {@link ProvisioningMXBean} need, and nothing beside it. */
  private static final String TAKEN_FROM_CALLERS =
      "maxdepth=20;java.base/java.lang.*;java.base/java.util.*;java.base/java.util.concurrent.*;"
          + "java.rmi/java.rmi.*;java.rmi/java.rmi.server.*;java.management/javax.management.**;!*";

  private final JMXConnector connector;
  private final ProvisioningMXBean bean;

  private RunningInstance(JMXConnector connector) throws IOException {
    this.connector = connector;
    this.bean =
        telling(
            JMX.newMXBeanProxy(
                connector.getMBeanServerConnection(),
                ProvisioningMBean.NAME,
                ProvisioningMXBean.class));
  }

  /** An instance that can be found; closing it ends that and removes the file. */
  public interface Published extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Lets other processes of this user find and call this one. The caller has the state: a file that
   * another process left is replaced.
   *
   * @param file where to be found, see {@link InstanceFile#of}
   * @param bean what they call; nothing else in this JVM can be reached by this way
   * @return what ends it
   * @throws IllegalStateException if the file cannot be written or no port can be opened
   */
  public static Published publish(Path file, ProvisioningMXBean bean) {
    MBeanServer server = MBeanServerFactory.newMBeanServer();
    ProvisioningMBean.register(server, bean);
    byte[] token = InstanceHandshake.newToken();
    Map<String, Object> environment =
        Map.of(
            RMIConnectorServer.RMI_CLIENT_SOCKET_FACTORY_ATTRIBUTE,
            new CallerSocketFactory(token),
            RMIConnectorServer.RMI_SERVER_SOCKET_FACTORY_ATTRIBUTE,
            new InstanceSocket.Factory(token),
            RMIConnectorServer.CREDENTIALS_FILTER_PATTERN,
            "!*",
            RMIConnectorServer.SERIAL_FILTER_PATTERN,
            TAKEN_FROM_CALLERS);
    try {
      JMXConnectorServer connectors =
          JMXConnectorServerFactory.newJMXConnectorServer(
              new JMXServiceURL("service:jmx:rmi://"), environment, server);
      connectors.start();
      return announce(file, connectors);
    } catch (IOException e) {
      throw new IllegalStateException(
          "Other processes cannot find this instance by " + file + ": " + e.getMessage(), e);
    }
  }

  private static Published announce(Path file, JMXConnectorServer connectors) throws IOException {
    String address = connectors.getAddress().toString();
    try {
      InstanceFile.write(file, address);
    } catch (IOException e) {
      connectors.stop();
      throw e;
    }
    return () -> withdraw(file, address, connectors);
  }

  private static void withdraw(Path file, String address, JMXConnectorServer connectors) {
    try {
      // Another instance may have taken the state over meanwhile, and the file with it.
      if (Files.exists(file) && Files.readString(file).equals(address)) {
        Files.deleteIfExists(file);
      }
      connectors.stop();
    } catch (IOException e) {
      LOG.warn("Other processes may still look for this instance by {}: {}", file, e.getMessage());
    }
  }

  /**
   * Looks for the instance that published itself. What a killed process left is ignored, not
   * deleted.
   *
   * @param file where to look, see {@link InstanceFile#of}
   * @return the instance; empty if none answers
   */
  public static Optional<RunningInstance> find(Path file) {
    if (!Files.isReadable(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new RunningInstance(
              JMXConnectorFactory.connect(new JMXServiceURL(Files.readString(file)))));
    } catch (IOException | SecurityException e) {
      LOG.debug("No instance answers at the address in {}: {}", file, e.toString());
      return Optional.empty();
    }
  }

  /**
   * The instance's commands.
   *
   * @return calls that wait as long as the command takes, and throw {@link InstanceLostException}
   *     when the instance or the connection ends before
   */
  public ProvisioningMXBean bean() {
    return bean;
  }

  @Override
  public void close() {
    try {
      connector.close();
    } catch (IOException e) {
      LOG.debug("The instance ended before its connection was closed: {}", e.toString());
    }
  }

  private static ProvisioningMXBean telling(ProvisioningMXBean remote) {
    return (ProvisioningMXBean)
        Proxy.newProxyInstance(
            ProvisioningMXBean.class.getClassLoader(),
            new Class<?>[] {ProvisioningMXBean.class},
            (proxy, method, arguments) -> call(remote, method, arguments));
  }

  private static Object call(
      ProvisioningMXBean remote, Method method, Object @Nullable [] arguments)
      throws IllegalAccessException {
    try {
      return method.invoke(remote, arguments);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause();
      throw new InstanceLostException(
          method.getName(),
          cause instanceof UndeclaredThrowableException && cause.getCause() != null
              ? cause.getCause()
              : cause);
    }
  }
}
