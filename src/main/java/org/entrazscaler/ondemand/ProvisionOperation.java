package org.entrazscaler.ondemand;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import org.apache.camel.ProducerTemplate;
import org.entrazscaler.command.CommandOutcome;
import org.entrazscaler.engine.DryRun;
import org.entrazscaler.engine.Engine;

/** {@code provision}: provisions one object, for real or as a dry run. */
public final class ProvisionOperation {

  /** Tables whose content a dry run does not need. */
  private static final Set<String> NOT_NEEDED = Set.of("provisioning_log");

  private final Engine engine;

  public ProvisionOperation(Engine engine) {
    this.engine = engine;
  }

  /**
   * Provisions one object.
   *
   * @param name object id, userPrincipalName or displayName
   * @param plan true to write nothing
   * @return the steps with their values
   */
  public CommandOutcome run(String name, boolean plan) {
    if (name.isBlank()) {
      return new CommandOutcome(2, "Name a user or group.\n");
    }
    if (!plan) {
      return outcome(engine, name, "");
    }
    try (DryRun dry = engine.dryRun(NOT_NEEDED)) {
      return outcome(
          dry.engine(),
          name,
          "Nothing was written: this is what would be done.\n"
              + (dry.underWay() == null
                  ? ""
                  : dry.underWay() + " is running, and may be faster.\n"));
    }
  }

  private static CommandOutcome outcome(Engine engine, String name, String note) {
    try (ProducerTemplate template = engine.camel().createProducerTemplate()) {
      OnDemandResult result =
          template.requestBody("direct:provision-on-demand", name, OnDemandResult.class);
      int status =
          switch (result.outcome()) {
            case DONE -> 0;
            case FAILED, NOT_FOUND -> 1;
            case CONNECTION -> 3;
          };
      return new CommandOutcome(status, result.text() + note);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
