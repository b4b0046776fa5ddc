package org.entrazscaler.notify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.entrazscaler.state.CycleRecord;
import org.entrazscaler.state.Facts;
import org.entrazscaler.state.Hold;
import org.entrazscaler.state.ParkedObject;
import org.entrazscaler.state.State;
import org.jspecify.annotations.Nullable;

/**
 * What a mail has to say.
 *
 * @param subject one line
 * @param text the mail for readers without HTML
 * @param html the same as HTML
 * @param parked the objects it names
 * @param failure why the whole cycle stopped, or null
 * @param hold what a safeguard holds and no mail has told of, or null
 * @param quarantine what is new about a quarantine
 * @param drift what is new about reconciliations
 */
public record Digest(
    String subject,
    String text,
    String html,
    List<ParkedObject> parked,
    @Nullable String failure,
    @Nullable Hold hold,
    QuarantineNews quarantine,
    DriftNews drift) {

  /** More names than this say nothing more. */
  private static final int MOST_NAMES = 20;

  /**
   * Collects what no mail has said yet.
   *
   * @param state where it is recorded
   * @param tenantUrl which Zscaler it is about
   * @param now the present
   * @return empty if there is nothing new
   */
  public static Optional<Digest> of(State state, String tenantUrl, Instant now) {
    List<ParkedObject> parked = state.parked().unnotified();
    CycleRecord cycle = state.cycles().last().orElseThrow();
    String failure = cycle.reason();
    if (failure == null) {
      state.facts().remove(Facts.NOTIFIED_CAUSE);
    } else if (state.facts().get(Facts.NOTIFIED_CAUSE).filter(told(failure)).isPresent()) {
      failure = null;
    }
    Hold hold =
        state
            .holds()
            .find()
            .filter(h -> h.phase() == Hold.Phase.HELD && !h.notified())
            .orElse(null);
    QuarantineNews quarantine = QuarantineNews.of(state, now);
    DriftNews drift = DriftNews.of(state);
    return parked.isEmpty() && failure == null && hold == null && quarantine.none() && drift.none()
        ? Optional.empty()
        : Optional.of(write(cycle, parked, failure, hold, quarantine, drift, tenantUrl));
  }

  private static Predicate<String> told(String failure) {
    return before -> essence(before).equals(essence(failure));
  }

  /** Without the ids that Entra makes anew for each answer: they make no other failure. */
  static String essence(String failure) {
    return failure.replaceAll("\\b\\p{XDigit}{8}-[\\p{XDigit}-]*", "…");
  }

  /**
   * Records that the mail was handed over.
   *
   * @param state where it is recorded
   * @param now the present
   */
  public void sent(State state, Instant now) {
    state.parked().notified(parked);
    if (failure != null) {
      state.facts().put(Facts.NOTIFIED_CAUSE, failure);
    }
    if (hold != null) {
      state.holds().put(hold.told(true));
    }
    quarantine.sent(state, now);
    drift.sent(state);
  }

  private static Digest write(
      CycleRecord cycle,
      List<ParkedObject> parked,
      @Nullable String failure,
      @Nullable Hold hold,
      QuarantineNews quarantine,
      DriftNews drift,
      String tenantUrl) {
    String subject = subject(cycle, parked, failure, hold, quarantine, drift);
    StringBuilder text = new StringBuilder();
    StringBuilder html = new StringBuilder("<!DOCTYPE html><html><body>");
    paragraph(text, html, "From Microsoft Entra ID to " + tenantUrl + ".");
    if (!quarantine.none()) {
      heading(text, html, "Quarantine");
      quarantine.sentences().forEach(sentence -> paragraph(text, html, sentence));
    }
    if (failure != null && !quarantine.tells(failure)) {
      heading(text, html, "The cycle stopped");
      paragraph(text, html, failure);
      paragraph(
          text,
          html,
          "Nothing is lost: what was not written waits, and goes on by itself once this is"
              + " mended.");
    }
    if (hold != null) {
      heading(text, html, "Held by a safeguard");
      hold.sentences().forEach(sentence -> paragraph(text, html, sentence));
      list(text, html, hold.names());
    }
    if (!drift.none()) {
      heading(text, html, DriftNews.TITLE);
      paragraph(text, html, drift.sentence());
      list(text, html, drift.lines());
    }
    byCause(parked).forEach((cause, objects) -> group(text, html, objects));
    if (!parked.isEmpty()) {
      heading(text, html, "What you can do");
      paragraph(
          text,
          html,
          "Mend the cause, then take the objects out of the dead-letter store with the command"
              + " \"retry --all\", or wait: they are tried again by themselves. The command"
              + " \"logs --result failure --cycle "
              + cycle.id()
              + "\" shows each of them.");
    }
    html.append("</body></html>\n");
    return new Digest(
        subject,
        text.toString(),
        html.toString(),
        List.copyOf(parked),
        failure,
        hold,
        quarantine,
        drift);
  }

  private static String subject(
      CycleRecord cycle,
      List<ParkedObject> parked,
      @Nullable String failure,
      @Nullable Hold hold,
      QuarantineNews quarantine,
      DriftNews drift) {
    String said;
    if (quarantine.subject().isPresent()) {
      said = quarantine.subject().get();
    } else if (failure != null) {
      said = "Zscaler provisioning has stopped";
    } else if (hold != null) {
      said = "Zscaler provisioning holds what takes away: " + hold.numbers().words();
    } else if (parked.isEmpty()) {
      said = drift.subject();
    } else {
      said = "Zscaler provisioning: " + number(parked.size(), "object") + " could not be written";
    }
    return said + " (cycle " + cycle.id() + ")";
  }

  private static Map<String, List<ParkedObject>> byCause(List<ParkedObject> parked) {
    return parked.stream()
        .collect(
            Collectors.groupingBy(
                ParkedObject::cause, LinkedHashMap::new, Collectors.toCollection(ArrayList::new)));
  }

  private static void group(StringBuilder text, StringBuilder html, List<ParkedObject> objects) {
    ParkedObject first = objects.get(0);
    heading(text, html, number(objects.size(), "object") + ": " + first.code());
    paragraph(text, html, first.reason());
    if (first.answer() != null) {
      paragraph(text, html, "Zscaler answered: " + first.answer());
    }
    paragraph(text, html, "To do: " + first.advice());
    list(text, html, objects.stream().map(object -> line(object, first)).toList());
  }

  /** One of several; where it was answered in other words than the first, also these. */
  private static String line(ParkedObject object, ParkedObject first) {
    return object.action()
        + " "
        + object.key().type().word()
        + " "
        + object.name()
        + (object.answer() == null || object.answer().equals(first.answer())
            ? ""
            : ": " + object.answer());
  }

  private static void list(StringBuilder text, StringBuilder html, List<String> lines) {
    html.append("<ul>");
    for (String said : lines.subList(0, Math.min(MOST_NAMES, lines.size()))) {
      String line = oneLine(said);
      text.append("  - ").append(line).append('\n');
      html.append("<li>").append(escaped(line)).append("</li>");
    }
    if (lines.size() > MOST_NAMES) {
      String more = "and " + (lines.size() - MOST_NAMES) + " more";
      text.append("  ").append(more).append('\n');
      html.append("<li>").append(more).append("</li>");
    }
    html.append("</ul>");
    text.append('\n');
  }

  private static void heading(StringBuilder text, StringBuilder html, String said) {
    String line = oneLine(said);
    text.append(line).append('\n').append("-".repeat(line.length())).append('\n');
    html.append("<h3>").append(escaped(line)).append("</h3>");
  }

  private static void paragraph(StringBuilder text, StringBuilder html, String said) {
    String line = oneLine(said);
    text.append(line).append("\n\n");
    html.append("<p>").append(escaped(line)).append("</p>");
  }

  /** Names and answers are others' text: a line of theirs must not look like one of the mail's. */
  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }

  private static String number(int number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
