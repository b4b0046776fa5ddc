package org.entrazscaler.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the start script starts Java, with a test program that prints how it was started. */
@DisabledOnOs(OS.WINDOWS)
class StartScriptTest {

  private static final String FIRST_COMPILER = "-XX:TieredStopAtLevel=1";

  /** Prints the arguments of the process, those of Java first, and its working directory. */
  public static final class Program {

    private Program() {}

    /**
     * Says them, a line each.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
      java.lang.management.ManagementFactory.getRuntimeMXBean()
          .getInputArguments()
          .forEach(System.out::println);
      for (String argument : arguments) {
        System.out.println("argument " + argument);
      }
      System.out.println("directory " + Path.of("").toAbsolutePath());
    }
  }

  @TempDir private Path directory;
  private Path home;
  private Path caller;

  @BeforeEach
  void install() throws IOException {
    home = Files.createDirectories(directory.resolve("the program")).toRealPath();
    caller = Files.createDirectories(directory.resolve("caller")).toRealPath();
    Files.createDirectories(home.resolve("lib"));
    Files.createDirectories(home.resolve("bin"));
    Files.copy(
        Path.of("src/assembly/bin/entra-zscaler-provisioning"),
        home.resolve("bin/entra-zscaler-provisioning"));
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Program.class.getName());
    String file = Program.class.getName().replace('.', '/') + ".class";
    try (OutputStream jar = Files.newOutputStream(home.resolve("entra-zscaler-provisioning.jar"));
        JarOutputStream entries = new JarOutputStream(jar, manifest);
        InputStream code = Program.class.getResourceAsStream("/" + file)) {
      entries.putNextEntry(new JarEntry(file));
      code.transferTo(entries);
    }
  }

  private List<String> start(Path script, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("sh", script.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(caller.toFile()).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().remove("JAVA_OPTS");
    builder.environment().putAll(environment);
    Process process = builder.start();
    List<String> said =
        new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
            .lines()
            .toList();
    assertEquals(0, process.waitFor(), said.toString());
    return said;
  }

  private List<String> start(String... arguments) throws IOException, InterruptedException {
    return start(home.resolve("bin/entra-zscaler-provisioning"), Map.of(), arguments);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "status",
        "run --once",
        "--config run status",
        "--config=a.properties check",
        "run --config run --once"
      })
  void aCommandThatEndsIsCompiledQuickly(String command) throws Exception {
    assertThat(start(command.split(" "))).contains(FIRST_COMPILER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "--config status run", "run --config --once", "--config=run run"})
  void whatRunsUntilItIsStoppedIsCompiledWell(String command) throws Exception {
    assertThat(start(command.split(" "))).doesNotContain(FIRST_COMPILER);
  }

  @Test
  void withoutACommandItRunsUntilItIsStopped() throws Exception {
    assertThat(start()).doesNotContain(FIRST_COMPILER);
  }

  @Test
  void argumentsAndWorkingDirectoryAreTheCallers() throws Exception {
    Path link = directory.resolve("link");
    Files.createSymbolicLink(
        link, link.getParent().relativize(home.resolve("bin/entra-zscaler-provisioning")));
    List<String> said =
        start(
            link, Map.of("JAVA_OPTS", "-Da=1 -Db=2"), "evaluate", "Join(\" \", 'a  b', \"*\")", "");
    assertThat(said).containsAll(List.of("-Da=1", "-Db=2"));
    assertEquals(
        List.of(
            "argument evaluate",
            "argument Join(\" \", 'a  b', \"*\")",
            "argument ",
            "directory " + caller),
        said.subList(said.size() - 4, said.size()));
  }

  @Test
  void theCallersCollectorReplacesTheOneOfTheScript() throws Exception {
    Path script = home.resolve("bin/entra-zscaler-provisioning");
    List<String> said = start(script, Map.of("JAVA_OPTS", "-Xmx64m -XX:+UseParallelGC"), "status");
    assertThat(said).contains("-XX:+UseParallelGC");
    assertThat(said).doesNotContain("-XX:+UseSerialGC");
    assertThat(start("status")).contains("-XX:+UseSerialGC");
  }

  @Test
  void anArchiveOfAnotherProgramIsIgnored() throws Exception {
    List<String> without = start("status");
    Files.writeString(home.resolve("lib/classes.jsa"), "of another Java");
    List<String> with = start("status");
    assertThat(with).anyMatch(line -> line.startsWith("-XX:SharedArchiveFile="));
    assertThat(with).containsAll(without);
    assertEquals(
        List.of("argument status", "directory " + caller),
        with.stream().filter(line -> !line.startsWith("-")).toList());
  }
}
