package org.entrazscaler.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** The common part of the layouts: UTC times and redacted texts. */
abstract class LineLayout extends LayoutBase<ILoggingEvent> {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private volatile Redaction redaction = new Redaction(List.of());

  final void setRedaction(Redaction redaction) {
    this.redaction = redaction;
  }

  static String time(ILoggingEvent event) {
    return TIME.format(Instant.ofEpochMilli(event.getTimeStamp()));
  }

  final String message(ILoggingEvent event) {
    String run = event.getMDCPropertyMap().get(LogOutput.RUN);
    return redaction.apply((run == null ? "" : "[" + run + "] ") + event.getFormattedMessage());
  }

  /** The exception with its stack trace, empty if there is none. */
  final String exception(ILoggingEvent event) {
    IThrowableProxy exception = event.getThrowableProxy();
    return exception == null
        ? ""
        : redaction.apply(ThrowableProxyUtil.asString(exception).stripTrailing());
  }
}
