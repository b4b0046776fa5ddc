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

/** Sets the log up as the settings say. */
public final class LogOutput {

  /** Key of SLF4J's diagnostic context: what stands in brackets before a thread's messages. */
  public static final String RUN = "run";

  private static final String OURS = "org.entrazscaler";

  /**
   * Libraries that write requests, headers or form bodies when they say everything: credentials
   * would be among them.
   */
  private static final List<String> TALKATIVE =
      List.of(
          "org.apache.hc",
          "com.microsoft.aad.msal4j",
          "org.eclipse.jetty",
          "io.vertx",
          "io.netty",
          "org.jolokia",
          "io.hawt");

  /**
   * Camel writes an error with its stack trace for each failure that leaves a route, also where the
   * route that called it knows what to do. What a failure came to is in our own lines.
   */
  private static final String FAILURES_ON_THEIR_WAY =
      "org.apache.camel.processor.errorhandler.DefaultErrorHandler";

  private LogOutput() {}

  /**
   * Sends the log to standard error. Our own loggers say what {@code logging.level} asks for;
   * libraries only what may need a person, one step more at {@code debug}, two at {@code trace}.
   *
   * @param settings level and format
   * @param secrets what must never be in a line
   */
  public static void configure(LoggingSettings settings, List<Secret> secrets) {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    if (!(factory instanceof LoggerContext context)) {
      throw new IllegalStateException("Expected logback, found " + factory.getClass().getName());
    }
    context.reset();
    apply(context, settings, secrets);
  }

  /** What applies until the settings are known: the default level and format. */
  static void begin(LoggerContext context) {
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
    root.setLevel(ofLibraries(level));
    context.getLogger(OURS).setLevel(level);
    if (level.isGreaterOrEqual(Level.INFO)) {
      context.getLogger(FAILURES_ON_THEIR_WAY).setLevel(Level.OFF);
    }
    if (level.equals(Level.TRACE)) {
      TALKATIVE.forEach(name -> context.getLogger(name).setLevel(Level.INFO));
    }
  }

  private static Level ofLibraries(Level level) {
    return switch (level.toInt()) {
      case Level.TRACE_INT -> Level.DEBUG;
      case Level.DEBUG_INT -> Level.INFO;
      case Level.INFO_INT -> Level.WARN;
      default -> level;
    };
  }
}
