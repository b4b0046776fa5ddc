package org.entrazscaler.instance;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.nio.channels.Channels;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.entrazscaler.command.CommandOutcome;
import org.entrazscaler.command.ProvisioningMXBean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The instance that has the state, as another process of the same user on the same machine sees it:
 * it is called through its Unix-domain socket. Safe for use by several threads.
 */
public final class RunningInstance {

  private static final Logger LOG = LoggerFactory.getLogger(RunningInstance.class);

  /** An instance that is alive greets at once, even when the machine is busy. */
  private static final int GREETING_MILLISECONDS = 5_000;

  private final Path socket;

  private RunningInstance(Path socket) {
    this.socket = socket;
  }

  /**
   * Looks for the instance that published itself. The socket that a killed process left is ignored,
   * not deleted.
   *
   * @param socket the place of the socket, see {@link InstanceFile#of}
   * @return the instance; empty if none answers
   */
  public static Optional<RunningInstance> find(Path socket) {
    if (!Files.exists(socket)) {
      return Optional.empty();
    }
    try (Connection connection = new Connection(socket)) {
      LOG.debug("An instance answers at {}", connection);
      return Optional.of(new RunningInstance(socket));
    } catch (IOException | UnsupportedOperationException e) {
      LOG.debug("No instance answers at {}: {}", socket, e.toString());
      return Optional.empty();
    }
  }

  /**
   * The commands of the instance.
   *
   * @return calls that wait as long as the command takes, and throw {@link InstanceLostException}
   *     when the instance or the connection ends before
   */
  public ProvisioningMXBean commands() {
    return (ProvisioningMXBean)
        Proxy.newProxyInstance(
            ProvisioningMXBean.class.getClassLoader(),
            new Class<?>[] {ProvisioningMXBean.class},
            (proxy, method, arguments) -> call(method, arguments));
  }

  private CommandOutcome call(Method method, Object @Nullable [] arguments) {
    try (Connection connection = new Connection(socket)) {
      return connection.call(Call.of(method.getName(), arguments));
    } catch (IOException e) {
      throw new InstanceLostException(method.getName(), e);
    }
  }

  /** A connection on which the instance has greeted. */
  private static final class Connection implements AutoCloseable {

    private final SocketChannel channel;
    private final BufferedReader in;

    private Connection(Path socket) throws IOException {
      channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      try (ShortPath path = ShortPath.of(socket)) {
        channel.configureBlocking(false);
        channel.connect(path.address());
        awaitAnswer();
        channel.configureBlocking(true);
        in =
            new BufferedReader(
                new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
        if (!Call.GREETING.equals(in.readLine())) {
          throw new IOException("Another program answers at this socket");
        }
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    }

    private void awaitAnswer() throws IOException {
      try (Selector selector = channel.provider().openSelector()) {
        channel.register(selector, SelectionKey.OP_READ);
        if (selector.select(GREETING_MILLISECONDS) == 0) {
          throw new SocketTimeoutException("no answer in " + GREETING_MILLISECONDS + " ms");
        }
      }
    }

    private CommandOutcome call(Call call) throws IOException {
      Call.writeLine(Channels.newOutputStream(channel), call);
      Call.Answer answer = Call.readLine(in, Call.Answer.class);
      if (answer == null) {
        throw new EOFException("the connection ended");
      }
      return answer.outcome();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }

    @Override
    public String toString() {
      return channel.toString();
    }
  }
}
