package org.entrazscaler.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each test starts a process, because a directive applies to a whole process. */
class SecondCompilerTest {

  /** Disables the compiler, and prints whether it did and the active directives. */
  public static final class Program {

    private Program() {}

    /**
     * Says it.
     *
     * @param arguments none
     * @throws Exception if Java does not tell the directives
     */
    public static void main(String[] arguments) throws Exception {
      System.out.println("left out: " + SecondCompiler.disable());
      System.out.println(
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "compilerDirectivesPrint",
                  new Object[0],
                  new String[0]));
    }
  }

  @TempDir private Path directory;

  private String start(String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Program.class.getName()));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    Stream.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS").forEach(builder.environment()::remove);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said;
  }

  @Test
  void theSecondCompilerIsExcludedAndNothingElseIsSaid() throws Exception {
    Path place = Files.createDirectories(directory.resolve("a folder"));
    String said = start("-Djava.io.tmpdir=" + place);
    assertThat(said).startsWith("left out: true");
    String given = said.substring(0, said.indexOf("Directive: (default)"));
    assertThat(given).as(said).contains("*.*");
    assertThat(given.substring(given.indexOf("c2 directives"))).as(said).contains("Exclude:true");
    assertThat(given.substring(0, given.indexOf("c2 directives")))
        .as(said)
        .doesNotContain("Exclude:true");
    assertEquals(0, Objects.requireNonNull(place.toFile().list()).length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:TieredStopAtLevel=1",
        "-Xint",
        "-Dentrazscaler.second-compiler=true",
        "-Djava.io.tmpdir=is-not-there"
      })
  void elseJavaStaysAsItIs(String option) throws Exception {
    String said = start(option);
    assertThat(said).startsWith("left out: false");
    assertThat(said.lines()).as(said).noneMatch("Directive:"::equals);
  }
}
