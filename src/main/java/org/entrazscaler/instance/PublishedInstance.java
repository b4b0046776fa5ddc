package org.entrazscaler.instance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.StandardProtocolFamily;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.entrazscaler.command.CommandOutcome;
import org.entrazscaler.command.ProvisioningMBean;
import org.entrazscaler.command.ProvisioningMXBean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of the connection in the instance that has the state: a Unix-domain socket that only this
 * user can open (mode 0600). The file's mode is the authentication. Each connection carries one
 * call.
 */
public final class PublishedInstance implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PublishedInstance.class);

  private final Path socket;
  private final ServerSocketChannel server;
  private final ProvisioningMXBean commands;
  private final @Nullable Object fileKey;
  private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();

  private PublishedInstance(Path socket, ServerSocketChannel server, ProvisioningMXBean commands)
      throws IOException {
    this.socket = socket;
    this.server = server;
    this.commands = commands;
    this.fileKey = fileKey(socket);
  }

  /**
   * Lets other processes of this user call the commands. The caller has the state: a socket that
   * another process left is replaced.
   *
   * @param socket the place of the socket, see {@link InstanceFile#of}
   * @param commands the commands that can be called; nothing else in this JVM can be reached
   * @return what ends it and removes the socket
   * @throws IllegalStateException if the socket cannot be created
   */
  public static PublishedInstance publish(Path socket, ProvisioningMXBean commands) {
    try {
      PublishedInstance instance =
          new PublishedInstance(socket, bind(socket), ProvisioningMBean.answering(commands));
      daemon(instance::accept);
      return instance;
    } catch (IOException | UnsupportedOperationException e) {
      throw new IllegalStateException(
          "Commands cannot reach this instance: the socket "
              + socket
              + " cannot be created: "
              + e.getMessage()
              + ". The directory must be on a local file system, and writable.",
          e);
    }
  }

  /**
   * Binds in a directory that only this user can enter, so that no one else can connect before the
   * mode is set, and then moves the socket to its place in one step.
   */
  private static ServerSocketChannel bind(Path socket) throws IOException {
    Path directory = directory(socket);
    Path draft = Files.createTempDirectory(directory, ".instance", mode(directory, "rwx------"));
    Path bound = draft.resolve("s");
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try (ShortPath path = ShortPath.of(bound)) {
      server.bind(path.address());
      if (isPosix(directory)) {
        Files.setPosixFilePermissions(bound, PosixFilePermissions.fromString("rw-------"));
      }
      Files.move(
          bound, socket, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return server;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    } finally {
      Files.deleteIfExists(bound);
      Files.delete(draft);
    }
  }

  private static Path directory(Path socket) throws IOException {
    Path directory = Objects.requireNonNull(socket.toAbsolutePath().getParent());
    if (!Files.isDirectory(directory)) {
      Path parent = Files.createDirectories(Objects.requireNonNull(directory.getParent()));
      Files.createDirectory(directory, mode(parent, "rwx------"));
    }
    return directory;
  }

  private static FileAttribute<?>[] mode(Path directory, String permissions) throws IOException {
    return isPosix(directory)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path directory) throws IOException {
    return Files.getFileStore(directory).supportsFileAttributeView("posix");
  }

  private static @Nullable Object fileKey(Path socket) throws IOException {
    return Files.readAttributes(socket, BasicFileAttributes.class).fileKey();
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "instance");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel connection = server.accept();
        connections.add(connection);
        daemon(() -> serve(connection));
      }
    } catch (IOException e) {
      LOG.debug("No more calls are accepted: {}", e.toString());
    }
  }

  private void serve(SocketChannel connection) {
    try (connection;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(
                    Channels.newInputStream(connection), StandardCharsets.UTF_8))) {
      OutputStream out = Channels.newOutputStream(connection);
      out.write((Call.GREETING + "\n").getBytes(StandardCharsets.UTF_8));
      Call call = Call.readLine(in, Call.class);
      if (call != null) {
        Call.writeLine(out, new Call.Answer(carryOut(call)));
      }
    } catch (IOException e) {
      LOG.debug("A call from another process was lost: {}", e.toString());
    } finally {
      connections.remove(connection);
    }
  }

  private CommandOutcome carryOut(Call call) {
    Method method =
        Arrays.stream(ProvisioningMXBean.class.getMethods())
            .filter(candidate -> candidate.getName().equals(call.operation()))
            .findFirst()
            .orElse(null);
    try {
      if (method == null) {
        throw new IllegalArgumentException("This version has no command " + call.operation());
      }
      return (CommandOutcome) method.invoke(commands, call.arguments(method.getParameterTypes()));
    } catch (InvocationTargetException e) {
      return new CommandOutcome(1, String.valueOf(e.getCause()));
    } catch (IllegalAccessException | IllegalArgumentException e) {
      return new CommandOutcome(1, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    try {
      // An instance that has taken over the state has its own socket at the same place.
      if (Files.exists(socket) && Objects.equals(fileKey, fileKey(socket))) {
        Files.deleteIfExists(socket);
      }
      server.close();
      for (SocketChannel connection : connections) {
        connection.close();
      }
    } catch (IOException e) {
      LOG.warn("The socket {} cannot be removed: {}", socket, e.getMessage());
    }
  }
}
