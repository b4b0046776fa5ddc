package org.entrazscaler.notify;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.entrazscaler.deadletter.ParkedObject;
import org.entrazscaler.text.Count;
import org.entrazscaler.text.Report;
import org.jspecify.annotations.Nullable;

/**
 * The content of a mail, by the names that its templates in {@code routes/notify.camel.yaml} use.
 * Every text is one line, so that a line break in a name or an answer cannot look like a line of
 * the mail.
 *
 * @param tenantUrl URL of the Zscaler tenant
 * @param cycle id of the cycle
 * @param news what has happened: a quarantine, a cycle that stopped, a hold, a reconciliation
 * @param causes the objects that could not be written, grouped by cause
 */
record MailContent(String tenantUrl, long cycle, List<Section> news, List<Cause> causes) {

  /** Maximum number of names in a list. */
  private static final int MAX_NAMES = 20;

  /** Turns each text into one line. */
  public MailContent {
    tenantUrl = Report.oneLine(tenantUrl);
    news = List.copyOf(news);
    causes = List.copyOf(causes);
  }

  /** Whether any object could not be written. */
  public boolean failed() {
    return !causes.isEmpty();
  }

  /**
   * Sentences under a title, with a list below them.
   *
   * @param title the title
   * @param sentences the sentences
   * @param names the first names, at most 20
   * @param more how many more names there are; null for none
   */
  public record Section(
      String title, List<String> sentences, List<String> names, @Nullable Integer more) {

    /** Keeps the first names. */
    Section(String title, List<String> sentences, List<String> names) {
      this(title, oneLines(sentences), oneLines(first(names)), MailContent.more(names));
    }

    /** A line of the title's length, for a mail without markup. */
    public String underline() {
      return "-".repeat(title.length());
    }
  }

  /**
   * Objects that could not be written for one cause.
   *
   * @param objects their number, in words
   * @param code Entra's code of the failure
   * @param reason what it means
   * @param answer Zscaler's answer to the first object; null if there was none
   * @param advice what to do
   * @param names the first names, at most 20; a name with another answer shows that answer
   * @param more how many more names there are; null for none
   */
  public record Cause(
      String objects,
      String code,
      String reason,
      @Nullable String answer,
      String advice,
      List<String> names,
      @Nullable Integer more) {

    static List<Cause> groupByCause(List<ParkedObject> parked) {
      Collection<List<ParkedObject>> causes =
          parked.stream()
              .collect(
                  Collectors.groupingBy(
                      ParkedObject::cause, LinkedHashMap::new, Collectors.toList()))
              .values();
      return causes.stream().map(Cause::create).toList();
    }

    private static Cause create(List<ParkedObject> parked) {
      ParkedObject one = parked.get(0);
      return new Cause(
          Count.of(parked.size(), "object"),
          Report.oneLine(one.code()),
          Report.oneLine(one.reason()),
          one.answer() == null ? null : Report.oneLine(one.answer()),
          Report.oneLine(one.advice()),
          oneLines(first(parked).stream().map(object -> line(object, one)).toList()),
          MailContent.more(parked));
    }

    private static String line(ParkedObject object, ParkedObject one) {
      return object.action()
          + " "
          + object.key().type().word()
          + " "
          + object.name()
          + (object.answer() == null || object.answer().equals(one.answer())
              ? ""
              : ": " + object.answer());
    }
  }

  private static <T> List<T> first(List<T> all) {
    return all.subList(0, Math.min(MAX_NAMES, all.size()));
  }

  private static @Nullable Integer more(List<?> all) {
    return all.size() > MAX_NAMES ? all.size() - MAX_NAMES : null;
  }

  private static List<String> oneLines(List<String> texts) {
    return texts.stream().map(Report::oneLine).toList();
  }
}
