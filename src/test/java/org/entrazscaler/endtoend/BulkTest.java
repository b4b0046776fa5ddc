package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.entrazscaler.simulation.http.Fault;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.entrazscaler.simulation.zscaler.ThrottleStyle;
import org.entrazscaler.simulation.zscaler.ZscalerFault;
import org.entrazscaler.simulation.zscaler.ZscalerOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** New users are created by bulk requests, if Zscaler offers them and the setting allows it. */
class BulkTest {

  private static final int PEOPLE = 12;
  private static final int OPERATIONS = 5;

  /** Requests with 5, 5 and 2 operations. */
  private static final int BULKS = 3;

  private static final Predicate<RecordedRequest> BULK = RecordedRequest.of("POST", "/Bulk");
  private static final Predicate<RecordedRequest> SINGLE = RecordedRequest.of("POST", "/Users");
  private static final Predicate<RecordedRequest> OFFER =
      RecordedRequest.of("GET", "/ServiceProviderConfig");

  @RegisterExtension
  private final Installation installation =
      new Installation(ZscalerOptions.zia().requestsPerSecond(0).bulkOperations(OPERATIONS));

  private final Company company = new Company(installation);

  @BeforeEach
  void hire() {
    installation.set("zscaler.bulk", "auto");
    company.hire(PEOPLE);
  }

  private Installation.Result cycle() {
    Installation.Result result = installation.cycle();
    assertEquals(0, result.exitStatus(), result.out() + result.err());
    return result;
  }

  private int count(Predicate<RecordedRequest> requests) {
    return installation.zscaler.count(requests);
  }

  /** Each user has one account, and another cycle finds nothing to do. */
  private void assertAllCreatedOnce() {
    for (int number = 1; number <= PEOPLE; number++) {
      assertTrue(company.account("person" + number).active());
    }
    assertEquals(
        PEOPLE,
        installation.zscaler.users().stream().filter(user -> user.externalId() != null).count());
    JsonNode status = installation.status();
    assertEquals(0, status.path("parked").asInt());
    int writes = installation.zscaler.writes().size();
    cycle();
    assertEquals(writes, installation.zscaler.writes().size());
  }

  @Test
  void newUsersAreCreatedManyAtATime() {
    cycle();

    assertEquals(1, count(OFFER));
    assertEquals(BULKS, count(BULK));
    assertEquals(0, count(SINGLE));
    JsonNode counts = installation.status().at("/lastCycle/counts");
    assertEquals(PEOPLE, counts.path("create").asInt());
    assertAllCreatedOnce();
  }

  @Test
  void withoutTheSettingNoBulkRequestIsSent() {
    installation.unset("zscaler.bulk");

    cycle();

    assertEquals(0, count(OFFER) + count(BULK));
    assertAllCreatedOnce();
  }

  private void offer(Consumer<ObjectNode> change) {
    installation
        .zscaler
        .faults()
        .always(
            OFFER, ZscalerFault.changed(config -> change.accept((ObjectNode) config.path("bulk"))));
  }

  static List<Consumer<ObjectNode>> missingOffers() {
    return List.of(
        bulk -> bulk.put("supported", false),
        bulk -> bulk.put("maxOperations", 1),
        bulk -> bulk.remove("supported"));
  }

  @ParameterizedTest
  @MethodSource("missingOffers")
  void aTargetWithoutAnOfferGetsSingleRequests(Consumer<ObjectNode> missing) {
    offer(missing);

    cycle();

    assertEquals(0, count(BULK));
    assertEquals(PEOPLE, count(SINGLE));
    assertAllCreatedOnce();
  }

  @Test
  void aPlanSendsNoBulkRequest() {
    Installation.Result result = installation.execute("plan");

    assertEquals(0, result.exitStatus(), result.out() + result.err());
    assertEquals(0, count(BULK));
    assertEquals(List.of(), installation.zscaler.writes());
  }

  @Test
  void aRequestIsNotLargerThanTheTargetAllows() {
    int allowed = 1500;
    offer(bulk -> bulk.put("maxPayloadSize", allowed));

    cycle();

    assertTrue(count(BULK) > BULKS, () -> count(BULK) + " bulk requests");
    installation.zscaler.requests().stream()
        .filter(BULK)
        .forEach(
            request ->
                assertTrue(
                    request.body().getBytes(StandardCharsets.UTF_8).length <= allowed,
                    request.body()));
    assertAllCreatedOnce();
  }

  @Test
  void aRefusedOperationParksItsUserAlone() {
    installation.zscaler.change(options -> options.domains("example.com"));
    installation.entra().assign(installation.entra().addUser("Eve", "eve@foreign.example"));

    assertEquals(1, installation.cycle().exitStatus());

    JsonNode status = installation.status();
    assertEquals(PEOPLE, status.at("/lastCycle/counts/create").asInt());
    assertEquals(1, status.path("parked").asInt());
    assertEquals(BULKS, count(BULK));
    assertEquals(0, count(SINGLE));
    Installation.Result log = installation.execute("logs", "--result", "failure", "--json");
    assertThat(log.out()).contains("eve@foreign.example");
  }

  @Test
  void anAccountThatAppearsInTheMeantimeIsAdopted() {
    AtomicBoolean made = new AtomicBoolean();
    installation
        .zscaler
        .faults()
        .always(
            request -> {
              if (BULK.test(request) && !made.getAndSet(true)) {
                installation.zscaler.putUser("person3@example.com");
              }
              return false;
            },
            Fault.reset());

    cycle();

    assertEquals(0, count(SINGLE));
    assertAllCreatedOnce();
  }

  static List<Fault> losses() {
    return List.of(
        Fault.lostAnswer(),
        Fault.brokenAnswer(),
        Fault.truncatedJson(),
        ZscalerFault.changed(BulkTest::forget));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void creationsWithoutAnAnswerAreLookedUpBeforeTheyAreRepeated(Fault loss) {
    installation.zscaler.faults().next(1, BULK, loss);

    cycle();

    // After an answer that cannot be read, the users of the last portion are created one by one.
    assertTrue(count(SINGLE) <= PEOPLE % OPERATIONS, () -> count(SINGLE) + " single creations");
    assertEquals(List.of(), installation.zscaler.doubledWrites());
    assertAllCreatedOnce();
  }

  @Test
  void anOperationThatWasNotCarriedOutIsRepeatedAlone() {
    installation.zscaler.faults().next(1, BULK, Fault.reset());

    cycle();

    assertEquals(OPERATIONS, count(SINGLE));
    assertAllCreatedOnce();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 413, 501})
  void aRefusedBulkRequestIsReplacedBySingleRequests(int status) {
    installation.zscaler.faults().always(BULK, ZscalerFault.status(status));

    cycle();

    assertEquals(PEOPLE, count(SINGLE));
    assertAllCreatedOnce();
  }

  @Test
  void aThrottledBulkRequestIsRepeated() {
    installation.set("retry.zscaler-delay", "10");
    installation.zscaler.faults().next(1, BULK, ZscalerFault.throttled(ThrottleStyle.values()[0]));

    cycle();

    assertEquals(BULKS + 1, count(BULK));
    assertEquals(0, count(SINGLE));
    assertAllCreatedOnce();
  }

  @Test
  void aTargetThatDoesNotSayWhatItOffersGetsSingleRequests() {
    installation.zscaler.faults().always(OFFER, ZscalerFault.status(404));

    cycle();

    assertEquals(0, count(BULK));
    assertEquals(PEOPLE, count(SINGLE));
    assertAllCreatedOnce();
  }

  /** The answer does not mention the last operation. */
  private static void forget(ObjectNode answer) {
    ArrayNode operations = (ArrayNode) answer.path("Operations");
    operations.remove(operations.size() - 1);
  }
}
