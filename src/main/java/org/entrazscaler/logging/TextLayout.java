package org.entrazscaler.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;

/**
 * Lines for people: time, level, short name of the logger, message. Further lines of a message are
 * indented, so that a name that contains a line break cannot look like a line of the log.
 */
final class TextLayout extends LineLayout {

  private static final int LEVEL_WIDTH = 5;

  @Override
  public String doLayout(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(time(event)).append(' ');
    String level = event.getLevel().toString();
    line.append(level).append(" ".repeat(Math.max(0, LEVEL_WIDTH - level.length()))).append(' ');
    String logger = event.getLoggerName();
    line.append(logger.substring(logger.lastIndexOf('.') + 1)).append(": ");
    line.append(indented(message(event))).append('\n');
    String exception = exception(event);
    if (!exception.isEmpty()) {
      line.append("    ").append(indented(exception)).append('\n');
    }
    return line.toString();
  }

  private static String indented(String text) {
    return text.stripTrailing()
        .replaceAll("\\R", "\n    ")
        .replaceAll("[\\p{Cntrl}&&[^\n\t]]", "?");
  }
}
