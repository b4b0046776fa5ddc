package org.entrazscaler.program;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Disables the second compiler of HotSpot (C2). In the short process of a command it takes up to
 * half of the processor time, and the process ends before the faster code pays off. The start
 * script disables it with an option of Java. With {@code java -jar} the program disables it itself,
 * with a compiler directive: <a href="https://openjdk.org/jeps/165">JEP 165, Compiler Control</a>,
 * and {@code Compiler.directives_add} in the <a
 * href="https://docs.oracle.com/en/java/javase/17/docs/specs/man/jcmd.html">manual of jcmd</a>,
 * which {@code com.sun.management.DiagnosticCommandMBean} offers as an operation.
 */
final class SecondCompiler {

  /** If this system property is {@code true}, the compiler is not disabled. */
  static final String KEEP = "entrazscaler.second-compiler";

  private static final String COMMANDS = "com.sun.management:type=DiagnosticCommand";
  private static final String DIRECTIVE = "[{match: \"*.*\", c2: {Exclude: true}}]";

  private SecondCompiler() {}

  /**
   * Disables the second compiler in this process. Code that it has already compiled stays. Does
   * nothing if Java does not support the directive.
   *
   * @return whether a directive was added; false if Java was started without that compiler
   */
  static boolean disable() {
    if (Boolean.getBoolean(KEEP) || !isActive(System.getProperty("java.vm.info", ""))) {
      return false;
    }
    try {
      Path directives = Files.createTempFile("compiler-directives", ".json");
      try {
        Files.writeString(directives, DIRECTIVE);
        add(directives);
        return true;
      } finally {
        Files.delete(directives);
      }
    } catch (IOException | JMException | RuntimeException e) {
      // The command only takes longer.
      return false;
    }
  }

  /** HotSpot's mode tells if it runs with -Xint or only with the first compiler. */
  private static boolean isActive(String mode) {
    return mode.startsWith("mixed mode") && !mode.contains("emulated-client");
  }

  private static void add(Path directives) throws JMException {
    ManagementFactory.getPlatformMBeanServer()
        .invoke(
            new ObjectName(COMMANDS),
            "compilerDirectivesAdd",
            new Object[] {new String[] {"\"" + directives.toAbsolutePath() + "\""}},
            new String[] {String[].class.getName()});
  }
}
