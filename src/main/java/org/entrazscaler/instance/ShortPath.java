package org.entrazscaler.instance;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The address of a socket whose path may be longer than the operating system allows: about 100
 * bytes, see {@code unix(7)}. A long path is shortened by a symbolic link to its directory. The
 * link is needed only while the socket is bound or connected; {@link #close} deletes it.
 */
final class ShortPath implements AutoCloseable {

  /** {@code sun_path} has 104 bytes on macOS and 108 on Linux and Windows, with a final zero. */
  private static final int LONGEST = 100;

  private final Path socket;
  private final Path link;

  private ShortPath(Path socket, Path link) {
    this.socket = socket;
    this.link = link;
  }

  static ShortPath of(Path socket) throws IOException {
    Path absolute = socket.toAbsolutePath();
    if (absolute.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST) {
      return new ShortPath(absolute, absolute);
    }
    Path link = Files.createTempDirectory("ezp").resolve("d");
    Files.createSymbolicLink(link, absolute.getParent());
    return new ShortPath(link.resolve(absolute.getFileName()), link);
  }

  UnixDomainSocketAddress address() {
    return UnixDomainSocketAddress.of(socket);
  }

  @Override
  public void close() throws IOException {
    if (Files.isSymbolicLink(link) && !link.equals(socket)) {
      Files.delete(link);
      Files.delete(link.getParent());
    }
  }
}
