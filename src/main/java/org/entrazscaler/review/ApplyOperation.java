package org.entrazscaler.review;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.entrazscaler.command.CommandOutcome;
import org.entrazscaler.cycle.CycleRecord;
import org.entrazscaler.engine.CycleRunner;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.settings.Settings;
import org.entrazscaler.text.Count;
import org.entrazscaler.text.Report;

/** {@code apply}: carries out a saved plan in a cycle of its own. */
public final class ApplyOperation {

  private static final int INCOMPLETE = 1;
  private static final int USAGE = 2;

  private final Settings settings;
  private final CycleRunner cycles;
  private final Function<CycleRecord, CommandOutcome> summary;
  private final Supplier<CommandOutcome> notRun;

  public ApplyOperation(
      Settings settings,
      CycleRunner cycles,
      Function<CycleRecord, CommandOutcome> summary,
      Supplier<CommandOutcome> notRun) {
    this.settings = settings;
    this.cycles = cycles;
    this.summary = summary;
    this.notRun = notRun;
  }

  /**
   * Carries out a plan.
   *
   * @param text JSON of the plan
   * @return what was done and what was left out
   */
  public CommandOutcome run(String text) {
    SavedPlan plan;
    try {
      plan = PlanJson.read(text);
    } catch (PlanException e) {
      return new CommandOutcome(USAGE, e.getMessage() + " Nothing was written.\n");
    }
    List<String> differences = plan.premise().differences(PlanOperation.premise(settings));
    if (!differences.isEmpty()) {
      return new CommandOutcome(
          USAGE,
          "The plan is not for these settings: "
              + String.join("; ", differences)
              + ". Nothing was written.\n");
    }
    AppliedPlan appliedPlan = new AppliedPlan(plan);
    return cycles
        .run("run-apply-cycle", appliedPlan)
        .map(cycle -> report(appliedPlan, summary.apply(cycle)))
        .orElseGet(notRun);
  }

  private static CommandOutcome report(AppliedPlan appliedPlan, CommandOutcome cycle) {
    Report report = new Report(Report::printable);
    report.line(
        "Carried out: "
            + appliedPlan.doneCount()
            + " of the "
            + Count.of(appliedPlan.stepCount(), "step")
            + " of the plan.");
    List<PlannedStep> already = appliedPlan.alreadyDone();
    if (!already.isEmpty()) {
      report.line("Already done (" + already.size() + "):");
      already.forEach(
          step ->
              report.line(
                  1, line(step.type(), step.name(), step.action().word(), "is already so")));
    }
    List<AppliedPlan.LeftOut> left = appliedPlan.leftOut();
    if (!left.isEmpty()) {
      report.line("Left out (" + left.size() + "), to come with the next cycle:");
      left.forEach(one -> report.line(1, line(one.type(), one.name(), one.what(), one.reason())));
    }
    int status = cycle.getExitStatus();
    return new CommandOutcome(
        status == 0 && !left.isEmpty() ? INCOMPLETE : status, cycle.getText() + report);
  }

  private static String line(ObjectType type, String name, String what, String reason) {
    return what + " " + type.word() + " " + name + ": it " + reason;
  }
}
