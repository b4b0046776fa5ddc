package org.entrazscaler.notify;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.entrazscaler.deadletter.ParkedObject;
import org.jspecify.annotations.Nullable;

/**
 * What a mail says, as its templates in {@code routes/notify.camel.yaml} name it. A part that is
 * null has nothing new. Every text is one line: names and answers are text of others, and a line of
 * theirs must not look like one of the mail's.
 *
 * @param tenantUrl which Zscaler it is about
 * @param cycle id of the cycle
 * @param quarantine what is new about a quarantine; without names
 * @param stopped why the whole cycle stopped
 * @param held what a safeguard holds
 * @param drift what a reconciliation found
 * @param causes the objects that could not be written, grouped by cause
 */
record MailContent(
    String tenantUrl,
    long cycle,
    @Nullable Listing quarantine,
    @Nullable String stopped,
    @Nullable Listing held,
    @Nullable Listing drift,
    List<Cause> causes) {

  /** More names than this say nothing more. */
  private static final int MOST_NAMES = 20;

  /** Makes each text one line. */
  public MailContent {
    tenantUrl = oneLine(tenantUrl);
    stopped = stopped == null ? null : oneLine(stopped);
    causes = List.copyOf(causes);
  }

  /**
   * Whether an object could not be written.
   *
   * @return true if there is a cause
   */
  public boolean failed() {
    return !causes.isEmpty();
  }

  /**
   * Sentences, and a list below them.
   *
   * @param sentences one after the other
   * @param names the first 20 at most
   * @param more how many more names there are; null for none
   */
  public record Listing(List<String> sentences, List<String> names, @Nullable Integer more) {

    /** Takes the first of the names. */
    Listing(List<String> sentences, List<String> names) {
      this(oneLines(sentences), oneLines(first(names)), MailContent.more(names));
    }
  }

  /**
   * Objects that could not be written for one cause.
   *
   * @param objects how many, in words
   * @param code Entra's code of the failure
   * @param reason what it means
   * @param answer what Zscaler answered to the first of them; null if it did not answer
   * @param advice what to do
   * @param names the first 20 at most; one with another answer than the first shows it
   * @param more how many more there are; null for none
   */
  public record Cause(
      String objects,
      String code,
      String reason,
      @Nullable String answer,
      String advice,
      List<String> names,
      @Nullable Integer more) {

    static List<Cause> of(List<ParkedObject> parked) {
      Collection<List<ParkedObject>> causes =
          parked.stream()
              .collect(
                  Collectors.groupingBy(
                      ParkedObject::cause, LinkedHashMap::new, Collectors.toList()))
              .values();
      return causes.stream().map(Cause::ofOne).toList();
    }

    private static Cause ofOne(List<ParkedObject> parked) {
      ParkedObject one = parked.get(0);
      return new Cause(
          MailContent.objects(parked.size()),
          oneLine(one.code()),
          oneLine(one.reason()),
          one.answer() == null ? null : oneLine(one.answer()),
          oneLine(one.advice()),
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

  static String objects(int number) {
    return number + (number == 1 ? " object" : " objects");
  }

  private static <T> List<T> first(List<T> all) {
    return all.subList(0, Math.min(MOST_NAMES, all.size()));
  }

  private static @Nullable Integer more(List<?> all) {
    return all.size() > MOST_NAMES ? all.size() - MOST_NAMES : null;
  }

  private static List<String> oneLines(List<String> texts) {
    return texts.stream().map(MailContent::oneLine).toList();
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }
}
