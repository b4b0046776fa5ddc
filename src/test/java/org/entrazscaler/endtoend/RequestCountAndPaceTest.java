package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entrazscaler.endtoend.Company.lookUp;
import static org.entrazscaler.endtoend.Company.page;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.entrazscaler.simulation.http.Fault;
import org.entrazscaler.simulation.tenant.TenantGenerator;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.entrazscaler.simulation.zscaler.ThrottleStyle;
import org.entrazscaler.simulation.zscaler.ZscalerFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The number and the pace of the requests to Zscaler. */
class RequestCountAndPaceTest {

  private static final Predicate<RecordedRequest> POST_USER = RecordedRequest.of("POST", "/Users");

  @RegisterExtension private final Installation installation = new Installation();

  private final Company company = new Company(installation);

  private void cycle() {
    Installation.Result result = installation.cycle();
    assertEquals(0, result.exitStatus(), result.out() + result.err());
  }

  private int count(Predicate<RecordedRequest> which) {
    return installation.zscaler.count(which);
  }

  @Test
  void threeHundredUsersAndThirtyGroupsNeedAboutOneRequestEach() {
    TenantGenerator.populate(installation.entra(), 7, 300);
    installation.entra().groupIds().forEach(installation.entra()::assign);
    installation.entra().userIds().forEach(installation.entra()::assign);

    cycle();

    JsonNode status = installation.status();
    int objects = status.path("users").asInt() + status.path("groups").asInt();
    int requests = installation.zscaler.requests().size();
    assertThat(objects).as(status.toString()).isGreaterThan(300);
    assertTrue(requests <= 1.1 * objects, requests + " requests for " + objects + " objects");
    assertEquals(requests, status.at("/requests/zscaler").asInt());
    assertThat(status.at("/requests/zscalerPerObject").asDouble())
        .as(status.toString())
        .isLessThanOrEqualTo(1.1);
    assertEquals(0, count(lookUp()));

    installation.zscaler.forgetRequests();
    cycle();
    assertEquals(List.of(), installation.zscaler.requests());
    assertEquals(0, installation.status().at("/requests/zscaler").asInt());
  }

  @Test
  void theTargetIsReadInPagesOfTheServersSize() {
    installation.zscaler.change(options -> options.page(20, 20).itemsPerPage(false));
    for (int number = 1; number <= 49; number++) {
      installation.zscaler.putUser("person" + number + "@example.com");
    }
    company.hire(60);

    cycle();

    // 49 users and the administrator, 20 on each page although 1,000 were requested.
    assertEquals(3, count(page().and(RecordedRequest.of("GET", "/Users"))));
    assertEquals(0, count(lookUp()));
    assertEquals(11, count(POST_USER));
    assertEquals(49, installation.status().at("/lastCycle/counts/adopt").asInt());
  }

  @Test
  void anAccountHiddenFromListsIsLookedUp() {
    for (int number = 1; number <= 20; number++) {
      installation.zscaler.putUser("person" + number + "@example.com");
    }
    installation.zscaler.hideUserFromLists("person7@example.com");
    company.hire(20);

    cycle();

    assertEquals(0, count(POST_USER));
    assertEquals(20, installation.status().at("/lastCycle/counts/adopt").asInt());
    assertEquals("Research", company.account("person7").department());
  }

  @Test
  void onlyNewUsersAreLookedUpIfTheyAreFew() {
    company.hire(20);
    cycle();
    installation.zscaler.forgetRequests();
    company.hire("zoe", "Research");
    company.hire("yve", "Research");

    cycle();

    assertEquals(0, count(page()));
    // By userName, then by externalId.
    assertEquals(4, count(lookUp()));
    assertEquals(2, count(POST_USER));
  }

  @Test
  void aFullReadOfEntraLooksUpNoLinkedObject() {
    company.group("Sales", company.hire(20));
    cycle();
    installation.zscaler.forgetRequests();
    installation.tenant.expireDeltaTokens();

    cycle();

    assertEquals(0, count(request -> !request.path().equals("/Schemas")));
  }

  @Test
  void concurrentRequestsReachTheLimitAndNoMore() {
    installation.set("zscaler.max-concurrent-requests", "4");
    company.hire(40);
    installation.zscaler.faults().always(POST_USER, Fault.slow(Duration.ofMillis(100)));

    cycle();

    assertEquals(4, installation.zscaler.mostConcurrent());
    assertEquals(40, count(POST_USER));
  }

  @Test
  void theConcurrencyLimitCoversRequestsOfAllKinds() {
    List<String> people = company.hire(24);
    cycle();
    for (int person = 0; person < 24; person++) {
      if (person % 3 == 0) {
        installation.entra().updateUser(people.get(person), "department", "Sales");
      } else {
        installation.entra().deleteUser(people.get(person));
        installation.entra().purgeUser(people.get(person));
      }
      company.hire("joiner" + person, "Sales");
    }
    installation.zscaler.forgetRequests();
    installation
        .zscaler
        .faults()
        .always(RecordedRequest.anyWrite(), Fault.slow(Duration.ofMillis(60)));

    cycle();

    // The limit of ZIA.
    assertEquals(2, installation.zscaler.mostConcurrent());
  }

  @Test
  void aConcurrencyLimitOfOneIsKept() {
    installation.set("zscaler.max-concurrent-requests", "1");
    company.group("Sales", company.hire(12));

    cycle();

    assertEquals(1, installation.zscaler.mostConcurrent());
  }

  @Test
  void theDefaultPaceOfTheProductIsKeptWithoutARefusal() {
    installation.unset("zscaler.max-requests-per-second");
    installation.zscaler.change(options -> options.requestsPerSecond(5).blockedAboveConcurrent(2));
    company.hire(30);

    cycle();

    List<Long> arrivals = new ArrayList<>();
    for (RecordedRequest request : installation.zscaler.requests()) {
      assertThat(request.status()).as(request.toString()).isLessThan(400);
      arrivals.add(request.arrivedNanos());
    }
    double seconds = (arrivals.get(arrivals.size() - 1) - arrivals.get(0)) / 1e9;
    assertThat((arrivals.size() - 1) / seconds)
        .as(arrivals.size() + " in " + seconds + " s")
        .isLessThan(5.2);
    // A busy machine makes some gaps longer, but not most of them.
    List<Double> gaps = new ArrayList<>();
    for (int request = 1; request < arrivals.size(); request++) {
      gaps.add((arrivals.get(request) - arrivals.get(request - 1)) / 1e9);
    }
    gaps.sort(null);
    double median = gaps.get(gaps.size() / 2);
    assertTrue(median > 0.18 && median < 0.22, "Median gap between two requests: " + median + " s");
  }

  @ParameterizedTest
  @EnumSource(ThrottleStyle.class)
  void everyFormOfThrottlingIsObeyed(ThrottleStyle style) {
    installation.set("zscaler.max-requests-per-second", "50");
    company.hire(8);
    installation.zscaler.faults().after(2, 3, POST_USER, ZscalerFault.throttled(style));

    cycle();

    assertEquals(8, installation.status().at("/lastCycle/counts/create").asInt());
    assertEquals(11, count(POST_USER));
    if (style == ThrottleStyle.SECONDS) {
      for (RecordedRequest request : installation.zscaler.requests()) {
        if (request.status() == 429) {
          // Requests already under way arrive at once; no other request arrives within the second.
          assertEquals(
              0,
              count(
                  later -> {
                    long after =
                        Duration.ofNanos(later.arrivedNanos() - request.finishedNanos()).toMillis();
                    return after > 200 && after < 900;
                  }));
        }
      }
    }
  }

  @Test
  void aServerSlowerThanItsProductGetsEveryWrite() {
    installation.set("zscaler.max-requests-per-second", "30");
    installation.zscaler.change(
        options -> options.requestsPerSecond(10).throttleStyle(ThrottleStyle.NONE));
    company.group("Sales", company.hire(40));

    cycle();

    assertEquals(40, installation.zscaler.group("Sales").memberIds().size());
    assertEquals(List.of(), installation.zscaler.doubledWrites());
    assertEquals(0, installation.status().path("parked").asInt());
  }
}
