package org.entrazscaler.history;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.state.ActionChain;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.entrazscaler.simulation.zscaler.ZscalerOptions;

/** Histories of a company whose new users are created by small bulk requests. */
class BulkHistories extends Histories {

  private static int histories;
  private static int bulkRequests;

  @Override
  TestEnvironment open() {
    return new TestEnvironment(
        "zia", ZscalerOptions.zia().bulkOperations(4), false, Map.of("zscaler.bulk", "auto"));
  }

  /** The same histories in each build, so that a failure is caused by a change of the code. */
  @Property(shrinking = ShrinkingMode.BOUNDED, seed = "20261203", tries = 50)
  @Tag("kept")
  void endAsTheyShould(@ForAll("histories") ActionChain<History> history) {
    History ended = history.run();
    HistoryVerifier.verify(ended);
    histories++;
    bulkRequests += ended.zscaler.count(RecordedRequest.of("POST", "/Bulk"));
  }

  @AfterContainer
  static void bulkRequestsWereSent() {
    assertTrue(histories == 0 || bulkRequests > 0, "No bulk request was sent.");
  }
}
