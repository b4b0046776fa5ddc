package org.entrazscaler.logging;

import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;

/** Gives the tests that follow the log that they began with. */
public final class LogOfTests {

  private LogOfTests() {}

  /** Undoes {@link LogOutput#configure}. */
  public static void restore() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    LogOutput.configureDefault(context);
  }
}
