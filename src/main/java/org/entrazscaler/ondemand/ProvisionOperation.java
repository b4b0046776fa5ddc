package org.entrazscaler.ondemand;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import org.apache.camel.ProducerTemplate;
import org.entrazscaler.command.CommandOutcome;
import org.entrazscaler.engine.DryRun;
import org.entrazscaler.engine.Engine;

/** {@code provision}: runs one object through the routes, for real or dry. */
public final class ProvisionOperation {

  /** Tables of which it needs nothing that was there before it. */
  private static final Set<String> NOT_NEEDED = Set.of("provisioning_log");

  private final Engine engine;

  public ProvisionOperation(Engine engine) {
    this.engine = engine;
  }

  /**
   * Provisions.
   *
   * @param name object id, userPrincipalName or displayName
   * @param plan whether nothing may be written
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
          "Nothing of this was written: it is what would be done.\n"
              + (dry.underWay() == null
                  ? ""
                  : dry.underWay() + " is under way, and may come before.\n"));
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
