package org.entrazscaler.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.util.List;
import org.entrazscaler.settings.LoggingSettings;
import org.entrazscaler.settings.LoggingSettings.Format;
import org.entrazscaler.settings.Secret;
import org.entrazscaler.text.ProcessText;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/** Configures the log according to the settings. */
public final class LogOutput {

  /** Key in SLF4J's MDC: its value is written in brackets before the messages of a thread. */
  public static final String RUN = "run";

  private static final String PROGRAM = "org.entrazscaler";

  /**
   * Libraries that log requests, headers or form bodies at their lowest level, which may contain
   * credentials.
   */
  private static final List<String> VERBOSE =
      List.of(
          "org.apache.hc",
          "com.microsoft.aad.msal4j",
          "org.eclipse.jetty",
          "io.vertx",
          "io.netty",
          "org.jolokia",
          "io.hawt");

  /**
   * Camel logs an error with its stack trace for each failure that leaves a route, even if the
   * calling route handles it. The program logs the result of a failure itself.
   */
  private static final String CAMEL_ERROR_HANDLER =
      "org.apache.camel.processor.errorhandler.DefaultErrorHandler";

  private LogOutput() {}

  /**
   * Writes the log to standard error. The program logs at {@code logging.level}; libraries log only
   * warnings and errors, one level more at {@code debug}, and two at {@code trace}.
   *
   * @param settings level and format
   * @param secrets texts that are masked
   */
  public static void configure(LoggingSettings settings, List<Secret> secrets) {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    if (!(factory instanceof LoggerContext context)) {
      throw new IllegalStateException("Expected logback, found " + factory.getClass().getName());
    }
    context.reset();
    apply(context, settings, secrets);
  }

  /** Configures the default level and format, until the settings are known. */
  static void configureDefault(LoggerContext context) {
    apply(context, new LoggingSettings(LoggingSettings.Level.INFO, Format.TEXT), List.of());
  }

  private static void apply(LoggerContext context, LoggingSettings settings, List<Secret> secrets) {
    LineLayout layout =
        switch (settings.format()) {
          case TEXT -> new TextLayout();
          case JSON -> new JsonLayout();
        };
    layout.setContext(context);
    layout.setRedaction(new Redaction(secrets));
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setCharset(ProcessText.charset());
    encoder.setLayout(layout);
    encoder.start();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    appender.start();

    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(appender);
    Level level = Level.valueOf(settings.level().name());
    root.setLevel(libraryLevel(level));
    context.getLogger(PROGRAM).setLevel(level);
    if (level.isGreaterOrEqual(Level.INFO)) {
      context.getLogger(CAMEL_ERROR_HANDLER).setLevel(Level.OFF);
    }
    if (level.equals(Level.TRACE)) {
      VERBOSE.forEach(name -> context.getLogger(name).setLevel(Level.INFO));
    }
  }

  private static Level libraryLevel(Level level) {
    return switch (level.toInt()) {
      case Level.TRACE_INT -> Level.DEBUG;
      case Level.DEBUG_INT -> Level.INFO;
      case Level.INFO_INT -> Level.WARN;
      default -> level;
    };
  }
}
