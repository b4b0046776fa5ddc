package org.entrazscaler.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Hawtio's web application, unpacked into a private directory without what this program doesn't
 * want of it and with its own name and rules. Closing it deletes the directory.
 */
final class HawtioArchive implements AutoCloseable {

  private static final String NAME = "hawtio.war";
  private static final String LIBRARIES = "WEB-INF/lib/";

  /**
   * Another logging library beside ours; the means to list, change and call other JVMs of this
   * user; the means to connect from here to other JMX servers.
   */
  private static final List<String> LEFT_OUT =
      List.of(
          "log4j-",
          "slf4j-api-",
          "hawtio-local-jvm-",
          "jolokia-agent-jvm-",
          "jolokia-service-discovery-",
          "jolokia-service-jsr160-");

  /** Says which process the folder belongs to, also once that process has been killed. */
  static final String PREFIX = "entra-zscaler-console-" + ProcessHandle.current().pid() + "-";

  private final Path directory;

  private HawtioArchive(Path directory) {
    this.directory = directory;
  }

  /** Unpacks the archive that lies in {@code lib/} beside this program. */
  static HawtioArchive unpack() throws IOException {
    HawtioArchive archive = new HawtioArchive(Files.createTempDirectory(PREFIX));
    try {
      archive.unpack(find());
      archive.adapt();
      return archive;
    } catch (IOException | RuntimeException e) {
      archive.close();
      throw e;
    }
  }

  private static Path find() throws IOException {
    Path code;
    try {
      code =
          Path.of(HawtioArchive.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException("This program's own place is no file", e);
    }
    Path file = code.resolveSibling("lib").resolve(NAME);
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(
          file.toString(), null, "Hawtio's archive belongs into lib/ beside the program");
    }
    return file;
  }

  private void unpack(Path file) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path target = webApplication().resolve(entry.getName()).normalize();
        if (!target.startsWith(webApplication())) {
          throw new IOException(file + " holds a file outside of itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else if (isWanted(entry.getName())) {
          Files.createDirectories(target.getParent());
          Files.copy(zip, target);
        }
      }
    }
  }

  private static boolean isWanted(String name) {
    return LEFT_OUT.stream().noneMatch(library -> name.startsWith(LIBRARIES + library));
  }

  private void adapt() throws IOException {
    Path descriptor = webApplication().resolve("WEB-INF/web.xml");
    Files.writeString(
        descriptor,
        Files.readString(descriptor)
            .replace("io.hawt.HawtioDefaultContextListener", "io.hawt.HawtioContextListener"));
    put("hawtconfig.json", webApplication().resolve("hawtconfig.json"));
    put("jolokia-access.xml", webApplication().resolve("WEB-INF/classes/jolokia-access.xml"));
  }

  private static void put(String resource, Path target) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(HawtioArchive.class.getResourceAsStream(resource), resource)) {
      Files.writeString(target, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** The unpacked application. */
  Path webApplication() {
    return directory.resolve("hawtio");
  }

  /** Room for the web server's own files. */
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
