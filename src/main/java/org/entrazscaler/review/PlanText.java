package org.entrazscaler.review;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.plan.Action;
import org.entrazscaler.review.Palette.Colour;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.text.Count;
import org.entrazscaler.text.Report;
import org.entrazscaler.write.Member;
import org.entrazscaler.write.PlannedIds;
import org.entrazscaler.write.Untouched;
import org.jspecify.annotations.Nullable;

/** A plan as text: numbers first, then each step with its reason and values. */
public final class PlanText {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final int MAX_WARNED = 5;

  private final SavedPlan plan;
  private final Palette palette;
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, List<String>> stepsByWarning = new LinkedHashMap<>();
  private final Report report = new Report();

  private PlanText(SavedPlan plan, Palette palette) {
    this.plan = plan;
    this.palette = palette;
    for (PlannedStep step : plan.steps()) {
      names.put(PlannedIds.forSource(step.id()), "the new account of " + step.name());
      if (step.target() != null) {
        names.put(step.target(), step.name());
      }
      for (String warning : step.warnings()) {
        stepsByWarning.computeIfAbsent(warning, w -> new ArrayList<>()).add(step.name());
      }
    }
  }

  /**
   * Writes a plan.
   *
   * @param coloured whether the text goes to a terminal that shows colours
   * @return lines, each with a line feed
   */
  public static String write(SavedPlan plan, boolean coloured) {
    return new PlanText(plan, new Palette(coloured)).write();
  }

  private String write() {
    Premise premise = plan.premise();
    report.line(
        "Plan of "
            + TIME.format(Instant.parse(plan.made()))
            + " for "
            + premise.product()
            + " at "
            + premise.tenantUrl()
            + ". The next cycle is "
            + (plan.cycle().equals("initial") ? "an initial one." : plan.cycle() + ".")
            + " Nothing was written.");
    if (plan.underWay() != null) {
      report.line(
          palette.in(
              Colour.YELLOW,
              Report.printable(plan.underWay())
                  + " is running: the plan shows what it has not completed, including what it was"
                  + " just writing."));
    }
    report.line("");
    summary();
    notes(premise);
    for (ObjectType type : ObjectType.values()) {
      String things = type == ObjectType.USER ? "Users" : "Groups";
      section(things + " to create", Colour.GREEN, "+", steps(type, Action.CREATE, s -> true));
      section(
          things + " to adopt and change",
          Colour.YELLOW,
          "~",
          steps(type, Action.UPDATE, s -> s.adopted() && !s.unchanged()));
      section(
          things + " to update", Colour.YELLOW, "~", steps(type, Action.UPDATE, s -> !s.adopted()));
      section(things + " to disable", Colour.RED, "-", steps(type, Action.DISABLE, s -> true));
      section(things + " to empty", Colour.RED, "-", steps(type, Action.EMPTY, s -> true));
      section(things + " to delete", Colour.RED, "-", steps(type, Action.DELETE, s -> true));
    }
    warnings();
    held();
    refused();
    for (ObjectType type : ObjectType.values()) {
      String things = type == ObjectType.USER ? "Users" : "Groups";
      List<PlannedStep> unchanged = steps(type, Action.UPDATE, PlannedStep::unchanged);
      names(
          things + " to adopt as they are: nothing is written to them",
          unchanged.stream().map(PlannedStep::name).toList());
    }
    names("Users in Zscaler that are neither created nor adopted", plan.untouched().users());
    names("Groups in Zscaler that are neither created nor adopted", plan.untouched().groups());
    return report.toString();
  }

  private List<PlannedStep> steps(ObjectType type, Action action, Predicate<PlannedStep> which) {
    return plan.steps().stream()
        .filter(step -> step.type() == type && step.action() == action && !step.held())
        .filter(which)
        .toList();
  }

  // --- numbers ------------------------------------------------------------------------------

  private void summary() {
    Summary summary = Summary.of(plan);
    numbers("Users", summary.users());
    numbers("Groups", summary.groups());
    row("Members", summary.joining() + " to join groups, " + summary.leaving() + " to leave");
    row("Foreign", untouched());
    if (summary.refused() > 0) {
      row("Refused", palette.in(Colour.RED, summary.refused() + " cannot be written"));
    }
    if (plan.held() != null) {
      String what =
          plan.steps().stream().anyMatch(PlannedStep::held)
              ? "a safeguard would hold the removals, see below"
              : "no cycle carries this out automatically, see below";
      row("Held", palette.in(Colour.RED, what));
    }
    if (plan.steps().stream().noneMatch(step -> !step.unchanged())
        && plan.refused().isEmpty()
        && plan.held() == null) {
      report.line("");
      report.line(palette.in(Colour.GREEN, "Nothing to write: Zscaler is as it should be."));
    }
  }

  private String untouched() {
    Untouched untouched = plan.untouched();
    if (untouched.users() == null && untouched.groups() == null) {
      return "unknown: Zscaler's lists did not have to be read; use reconcile";
    }
    return "neither created nor adopted are "
        + count(untouched.users(), "user")
        + " and "
        + count(untouched.groups(), "group");
  }

  private static String count(@Nullable List<String> names, String thing) {
    return names == null
        ? "unknown " + thing + "s (lists not read)"
        : Count.of(names.size(), thing);
  }

  private void numbers(String things, Summary.Numbers numbers) {
    List<String> parts = new ArrayList<>();
    parts.add(palette.in(Colour.GREEN, numbers.create() + " to create"));
    if (numbers.adoptUnchanged() + numbers.adoptChanged() > 0) {
      parts.add(numbers.adoptUnchanged() + " to adopt as they are");
      parts.add(palette.in(Colour.YELLOW, numbers.adoptChanged() + " to adopt and change"));
    }
    parts.add(palette.in(Colour.YELLOW, numbers.update() + " to update"));
    if (things.equals("Users")) {
      parts.add(palette.in(Colour.RED, numbers.disable() + " to disable"));
    } else {
      parts.add(palette.in(Colour.RED, numbers.empty() + " to empty"));
    }
    parts.add(palette.in(Colour.RED, numbers.delete() + " to delete"));
    row(things, String.join(", ", parts));
  }

  private void row(String head, String content) {
    report.line(1, Report.padded(head, 12) + content);
  }

  // --- steps --------------------------------------------------------------------------------

  private void section(String title, Colour colour, String mark, List<PlannedStep> steps) {
    if (steps.isEmpty()) {
      return;
    }
    title(title, steps.size());
    steps.forEach(step -> step(step, colour, mark));
  }

  private void title(String title, int number) {
    report.line("");
    report.line(palette.bold(title + " (" + number + ")"));
  }

  private void step(PlannedStep step, Colour colour, String mark) {
    report.line(
        1,
        palette.in(colour, mark + " " + Report.printable(step.name()))
            + "  "
            + Report.printable(step.reason()));
    report.table(
        3, step.attributes().stream().map(value -> List.of(name(value), change(value))).toList());
    members("joins", step.joining());
    members("leaves", step.leaving());
    step.warnings().stream()
        .filter(warning -> Objects.requireNonNull(stepsByWarning.get(warning)).size() == 1)
        .forEach(
            warning -> report.line(3, palette.in(Colour.RED, "! " + Report.printable(warning))));
  }

  /** A warning on several steps is shown once; a warning on one step is shown at the step. */
  private void warnings() {
    Map<String, List<String>> shared = new LinkedHashMap<>(stepsByWarning);
    shared.values().removeIf(steps -> steps.size() == 1);
    if (shared.isEmpty()) {
      return;
    }
    title("Warnings", shared.size());
    shared.forEach(
        (warning, steps) -> {
          report.line(1, palette.in(Colour.RED, "! " + Report.printable(warning)));
          String first =
              steps.stream()
                  .limit(MAX_WARNED)
                  .map(Report::printable)
                  .collect(Collectors.joining(", "));
          int others = steps.size() - MAX_WARNED;
          report.line(
              3,
              steps.size()
                  + ": "
                  + first
                  + (others > 0 ? " and " + Count.of(others, "other") : ""));
        });
  }

  private static String name(PlannedValue value) {
    return Report.printable(value.path().substring(value.path().lastIndexOf(':') + 1));
  }

  private String change(PlannedValue value) {
    String before = value.before() == null ? "" : shown(value, value.before()) + " → ";
    return before + (value.after() == null ? "(removed)" : shown(value, value.after()));
  }

  private String shown(PlannedValue value, JsonNode content) {
    String shown = value.shown(content);
    // RFC 7643 section 4.3: a manager is named by the id of the account.
    JsonNode account = value.redacted() ? null : content.get("value");
    return Report.printable(
        account == null ? shown : names.getOrDefault(account.asText(), account.asText()));
  }

  private void members(String what, List<Member> members) {
    if (!members.isEmpty()) {
      report.line(
          3,
          what
              + " ("
              + members.size()
              + "): "
              + String.join(
                  ", ", members.stream().map(member -> Report.printable(member.name())).toList()));
    }
  }

  private void notes(Premise premise) {
    Product product = Product.valueOf(premise.product().toUpperCase(Locale.ROOT));
    report.line("");
    report.line("About " + product.title());
    report.lines(1, ProductNotes.of(product));
  }

  private void held() {
    if (plan.held() == null) {
      return;
    }
    List<PlannedStep> held = plan.steps().stream().filter(PlannedStep::held).toList();
    if (held.isEmpty()) {
      report.line("");
      report.line(palette.bold("Held"));
    } else {
      title("Held by a safeguard until approved", held.size());
    }
    plan.held()
        .forEach(sentence -> report.line(1, palette.in(Colour.RED, Report.printable(sentence))));
    held.forEach(step -> step(step, Colour.RED, "- " + step.action().word()));
  }

  private void refused() {
    if (plan.refused().isEmpty()) {
      return;
    }
    title("Cannot be written", plan.refused().size());
    for (Refusal refusal : plan.refused()) {
      report.line(
          1,
          palette.in(Colour.RED, "! " + Report.printable(refusal.name()))
              + "  "
              + Report.printable(refusal.reason()));
      report.line(3, "To do: " + Report.printable(refusal.advice()));
    }
  }

  private void names(String title, @Nullable List<String> names) {
    if (names != null && !names.isEmpty()) {
      title(title, names.size());
      names.forEach(name -> report.line(1, "= " + Report.printable(name)));
    }
  }
}
