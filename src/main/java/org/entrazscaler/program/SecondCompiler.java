package org.entrazscaler.program;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The second compiler of HotSpot (C2). In a process that ends with its command it takes up to half
 * of the processor time, and the process ends before the faster code makes up for that. The start
 * script leaves it out by an option of Java. With {@code java -jar} the program itself does so, by
 * a compiler directive: <a href="https://openjdk.org/jeps/165">JEP 165, Compiler Control</a>, and
 * {@code Compiler.directives_add} in the <a
 * href="https://docs.oracle.com/en/java/javase/17/docs/specs/man/jcmd.html">manual of jcmd</a>,
 * which {@code com.sun.management.DiagnosticCommandMBean} offers as an operation.
 */
final class SecondCompiler {

  /** The system property that leaves Java as it is if it is {@code true}. */
  static final String KEPT = "entrazscaler.second-compiler";

  private static final String COMMANDS = "com.sun.management:type=DiagnosticCommand";
  private static final String LEFT_OUT = "[{match: \"*.*\", c2: {Exclude: true}}]";

  private SecondCompiler() {}

  /**
   * Leaves the second compiler out from now on, in the whole process. What it has compiled stays.
   * Where Java does not offer the directive, all stays as it is.
   *
   * @return whether a directive was given; false also if Java was started without that compiler
   */
  static boolean leaveOut() {
    if (Boolean.getBoolean(KEPT) || !atWork(System.getProperty("java.vm.info", ""))) {
      return false;
    }
    try {
      Path directives = Files.createTempFile("compiler-directives", ".json");
      try {
        Files.writeString(directives, LEFT_OUT);
        add(directives);
        return true;
      } finally {
        Files.delete(directives);
      }
    } catch (IOException | JMException | RuntimeException e) {
      // It would only have been faster.
      return false;
    }
  }

  /** With -Xint and with the first compiler alone HotSpot says so. */
  private static boolean atWork(String mode) {
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
