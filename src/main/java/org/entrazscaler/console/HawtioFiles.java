package org.entrazscaler.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Hawtio's web application, which the build has unpacked into {@code lib/} next to the program, and
 * a private directory for the files of the web server. Closing it deletes that directory.
 */
final class HawtioFiles implements AutoCloseable {

  /** Says which process the directory belongs to, also once that process has been killed. */
  static final String PREFIX = "entra-zscaler-console-" + ProcessHandle.current().pid() + "-";

  private final Path webApplication;
  private final Path directory;

  private HawtioFiles(Path webApplication, Path directory) {
    this.webApplication = webApplication;
    this.directory = directory;
  }

  static HawtioFiles open() throws IOException {
    return new HawtioFiles(find(), Files.createTempDirectory(PREFIX));
  }

  private static Path find() throws IOException {
    Path code;
    try {
      code = Path.of(HawtioFiles.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException("This program is not in a file", e);
    }
    Path directory = code.resolveSibling("lib").resolve("hawtio");
    if (!Files.isRegularFile(directory.resolve("WEB-INF/web.xml"))) {
      throw new NoSuchFileException(
          directory.toString(), null, "Hawtio must be in lib/hawtio next to the program");
    }
    return directory;
  }

  Path webApplication() {
    return webApplication;
  }

  /** The web server creates this directory, and deletes it when it stops. */
  Path workDirectory() {
    return directory.resolve("work");
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
