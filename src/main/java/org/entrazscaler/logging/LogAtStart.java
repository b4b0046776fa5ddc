package org.entrazscaler.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * What applies until the settings are known; {@link LogOutput#configure} takes over then. Logback
 * finds this class as a service and looks for no configuration file: to read XML costs a third of
 * the start of a short command.
 */
public final class LogAtStart extends ContextAwareBase implements Configurator {

  /** Called by Logback, through the service loader. */
  public LogAtStart() {}

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    LogOutput.begin(context);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
