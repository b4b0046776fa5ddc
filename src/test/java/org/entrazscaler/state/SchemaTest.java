package org.entrazscaler.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the form of the database is made of. */
class SchemaTest {

  @TempDir private Path directory;

  /** Says the scripts; in a jar it is loaded from there. */
  public static final class Saying implements Callable<List<String>> {

    /** Called by reflection. */
    public Saying() {}

    @Override
    public List<String> call() {
      return Schema.SCRIPTS;
    }
  }

  @Test
  void everyScriptIsAppliedInTheOrderOfItsVersion() throws Exception {
    Path folder = Path.of(Schema.class.getResource("/" + Schema.FOLDER).toURI());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()),
          Set.copyOf(Schema.SCRIPTS));
    }
    List<Integer> versions =
        Schema.SCRIPTS.stream()
            .map(script -> Integer.parseInt(script.substring(1, script.indexOf("__"))))
            .toList();
    assertEquals(versions.stream().sorted().toList(), versions);
  }

  @Test
  void theScriptsInAJarAreTheSame() throws Exception {
    Path jar = directory.resolve("program.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(file)) {
      entries.putNextEntry(new JarEntry(Schema.FOLDER + "/"));
      for (String script : Schema.SCRIPTS) {
        copy(entries, Schema.FOLDER + "/" + script);
      }
      copy(entries, Schema.class.getName().replace('.', '/') + ".class");
      copy(entries, Saying.class.getName().replace('.', '/') + ".class");
    }
    URL[] classPath = {jar.toUri().toURL()};
    try (URLClassLoader classes =
        new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader())) {
      Object saying = classes.loadClass(Saying.class.getName()).getConstructor().newInstance();
      assertEquals(Schema.SCRIPTS, ((Callable<?>) saying).call());
      assertTrue(classes.getResource(Schema.FOLDER).getProtocol().equals("jar"));
    }
  }

  private static void copy(JarOutputStream entries, String name) throws IOException {
    entries.putNextEntry(new JarEntry(name));
    try (InputStream content = Schema.class.getResourceAsStream("/" + name)) {
      content.transferTo(entries);
    }
  }
}
