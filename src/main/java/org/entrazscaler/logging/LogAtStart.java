package org.entrazscaler.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * Configures the log until the settings are known; then {@link LogOutput#configure} does. Logback
 * finds this class as a service and does not search for a configuration file: parsing XML would
 * take a third of the start of a short command.
 */
public final class LogAtStart extends ContextAwareBase implements Configurator {

  /** Called by Logback, through the service loader. */
  public LogAtStart() {}

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    LogOutput.configureDefault(context);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
