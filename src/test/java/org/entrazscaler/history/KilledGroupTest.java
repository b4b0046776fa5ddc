package org.entrazscaler.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.entrazscaler.simulation.zscaler.Fault;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.entrazscaler.simulation.zscaler.ZscalerOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The outcomes of several creations are recorded together, and the program dies around that: what
 * is open afterwards is looked up by one question each, and nothing is done twice or lost.
 */
class KilledGroupTest {

  private static final int PEOPLE = 5;

  private static Site site;
  private History history;
  private int before;

  @BeforeAll
  static void open() {
    site = new Site("zia", ZscalerOptions.zia());
  }

  @AfterAll
  static void close() {
    site.close();
  }

  private void hire() {
    history = new History(site, 0);
    // Afterwards it is known which accounts are ours, and no list of them is read.
    history.cycle();
    before = accounts();
    for (int person = 0; person < PEOPLE; person++) {
      history.hire(false, true);
    }
    history.observe();
  }

  /** The cycle under way has so many creations carried out when something happens to it. */
  private void cycle(int creations, Runnable then) {
    AtomicInteger sent = new AtomicInteger();
    site.zscaler
        .faults()
        .always(
            request -> {
              if (RecordedRequest.of("POST", "/Users").test(request)
                  && sent.incrementAndGet() == creations) {
                then.run();
              }
              return false;
            },
            Fault.reset());
    history.cycle();
    site.zscaler.faults().clear();
    assertTrue(sent.get() >= creations, sent + " creations were sent");
  }

  private int accounts() {
    return (int) site.zscaler.users().stream().filter(user -> user.externalId() != null).count();
  }

  /**
   * The next cycle looks up each user that has no recorded outcome, once: by its userName and, if
   * Zscaler has no such account, by its externalId, as it does for each new user. It reads an
   * account that exists once more before it links it, and creates the account that is missing.
   */
  private void comesRight(int open, String place) {
    int lacking = before + PEOPLE - accounts();
    site.zscaler.forgetRequests();

    history.cycle();

    assertEquals(open, asked("userName"), place);
    assertEquals(lacking, asked("externalId"), place);
    assertEquals(open - lacking, site.zscaler.count(RecordedRequest.of("GET", "/Users/")), place);
    assertEquals(lacking, site.zscaler.count(RecordedRequest.of("POST", "/Users")), place);
    assertEquals(before + PEOPLE, accounts(), place);
    assertEquals(List.of(), site.zscaler.doubledWrites(), place);
    assertEquals(0, site.begun(), place);
    Judgement.of(history);
  }

  private int asked(String attribute) {
    return site.zscaler.count(
        request ->
            RecordedRequest.of("GET", "/Users").test(request)
                && String.valueOf(request.query()).contains("filter=" + attribute));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, PEOPLE})
  void theProgramDiesAfterSomeWereSentAndBeforeAnyIsRecorded(int creations) {
    hire();

    cycle(creations, () -> site.death.after(0));

    assertEquals(before + creations, accounts());
    assertTrue(site.begun() >= creations, "none is recorded that was sent");
    comesRight(PEOPLE, creations + " were sent");
  }

  /** Also between the commit and what follows it. */
  @Test
  void theProgramDiesAtAnyStatementOfTheTransactionThatRecordsThem() {
    int unrecorded = 0;
    int recorded = 0;
    for (int statements = 0; recorded < 3; statements++) {
      int after = statements;
      hire();

      cycle(PEOPLE, () -> site.death.afterStatements(after));

      int begun = site.begun();
      assertTrue(begun == PEOPLE || begun == 0, begun + " are open: all are, or none is");
      unrecorded += begun == 0 ? 0 : 1;
      recorded += begun == 0 ? 1 : 0;
      comesRight(begun, "It died after " + statements + " statements");
    }
    assertTrue(unrecorded > 2, "It died in the middle in several places");
  }
}
