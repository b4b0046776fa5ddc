package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.entrazscaler.simulation.http.Fault;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.entrazscaler.simulation.zscaler.ZscalerGroup;
import org.entrazscaler.simulation.zscaler.ZscalerOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A server may omit {@code groups} from its users and {@code members} from its groups. An omitted
 * attribute is not an empty one (RFC 7643, sections 2.5 and 4.1.2).
 */
class OmittedMembershipsTest {

  @RegisterExtension private final Installation installation = new Installation();

  private final Company company = new Company(installation);
  private List<String> people;
  private String sales;

  private void install(String product, boolean groups, boolean members) {
    ZscalerOptions options =
        switch (product) {
          case "zia" -> ZscalerOptions.zia();
          case "zpa" -> ZscalerOptions.zpa();
          default -> ZscalerOptions.zidentity();
        };
    installation
        .replaceZscaler(options.requestsPerSecond(0).groupsShown(groups).membersReadable(members))
        .set("zscaler.product", product);
    if (!product.equals("zia")) {
      installation.edit(
          "user-mapping.camel.yaml",
          "displayName: [displayName]\n",
          "displayName: [displayName]\n"
              + "                  emails[type eq \"work\"].value: [userPrincipalName]\n");
    }
    people = company.hire(12);
    sales = company.group("Sales", people.subList(0, 4));
    company.group("Support", people.subList(2, 6));
    cycle();
  }

  private void cycle() {
    Installation.Result result = installation.cycle();
    assertEquals(0, result.exitStatus(), result.out() + result.err());
  }

  private Set<String> members(String group) {
    ZscalerGroup found = installation.zscaler.group(group);
    assertTrue(found != null, group);
    return new TreeSet<>(found.memberIds());
  }

  private String id(int person) {
    return company.account("person" + person).id();
  }

  private int memberWrites() {
    return installation.zscaler.count(
        request -> request.method().equals("PATCH") && request.path().startsWith("/Groups/"));
  }

  /**
   * A member that leaves the group in Entra is removed: the managed memberships are still known.
   */
  private void assertALeavingMemberIsRemoved() {
    installation.entra().removeMember(sales, people.get(0));
    cycle();
    assertThat(members("Sales")).as("person1 has left").doesNotContain(id(1));
    assertEquals(Set.of(id(2), id(3), id(4)), members("Sales"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"zia", "zpa", "zidentity"})
  void reconciliationReadsTheGroupsIfUsersOmitThem(String product) {
    install(product, false, true);
    installation.zscaler.forgetRequests();

    Installation.Result clean = installation.execute("reconcile");

    assertEquals(0, clean.exitStatus(), clean.out() + clean.err());
    assertThat(clean.out()).contains("no difference");
    installation.zscaler.removeMembers("Support", Company.userName("person5"));
    Installation.Result different = installation.execute("reconcile");
    assertEquals(1, different.exitStatus(), different.out());
    assertThat(different.out()).contains(Company.userName("person5"));
    installation.zscaler.forgetRequests();
    Installation.Result repaired = installation.execute("reconcile", "--fix");
    assertEquals(0, repaired.exitStatus(), repaired.out());
    assertEquals(1, memberWrites());
    assertThat(members("Support")).contains(id(5));
    assertALeavingMemberIsRemoved();
  }

  @ParameterizedTest
  @ValueSource(strings = {"zia", "zpa", "zidentity"})
  void nothingIsConcludedIfUsersAndGroupsOmitMemberships(String product) {
    install(product, false, false);
    installation.zscaler.forgetRequests();

    for (String[] command : new String[][] {{"reconcile"}, {"reconcile", "--fix"}}) {
      Installation.Result result = installation.execute(command);
      assertEquals(0, result.exitStatus(), result.out() + result.err());
      assertThat(result.out()).contains("no difference");
      assertEquals(
          2, result.out().split("neither the groups of its users", -1).length, result.out());
    }

    assertEquals(0, memberWrites());
    assertALeavingMemberIsRemoved();
  }

  @ParameterizedTest
  @ValueSource(strings = {"zia", "zpa", "zidentity"})
  void withoutLinksMembersAreReadFromTheGroups(String product) throws IOException {
    install(product, false, true);
    installation.execute("restart", "--links");
    installation.zscaler.forgetRequests();

    JsonNode plan = json(installation.execute("plan", "--json").out());

    assertEquals(0, plan.at("/summary/joining").asInt(-1), plan.path("summary").toString());
    cycle();
    assertEquals(0, memberWrites());
    assertALeavingMemberIsRemoved();
  }

  @Test
  void withoutLinksAndShownMembersAllMembersAreSentAgain() {
    install("zia", false, false);
    installation.execute("restart", "--links");

    installation.zscaler.forgetRequests();
    cycle();
    assertEquals(2, memberWrites());
    assertALeavingMemberIsRemoved();
  }

  @Test
  void aUserListedWithoutGroupsHasNoneIfOthersHaveSome() {
    install("zia", true, true);
    installation.zscaler.removeMembers("Support", Company.userName("person5"));
    installation.zscaler.forgetRequests();

    Installation.Result result = installation.execute("reconcile", "--fix");

    assertEquals(0, result.exitStatus(), result.out());
    assertThat(members("Support")).contains(id(5));
    assertEquals(
        0,
        installation.zscaler.count(
            RecordedRequest.of("GET", "/Groups/" + installation.zscaler.group("Support").id())));
  }

  @Test
  void managedMembershipsAreKeptAfterALostAnswer() {
    install("zia", false, false);
    installation
        .zscaler
        .faults()
        .next(
            request -> request.method().equals("PATCH") && request.path().startsWith("/Groups/"),
            Fault.lostAnswer());
    installation.entra().addMember(sales, people.get(7));
    cycle();
    assertThat(members("Sales")).contains(id(8));
    assertTwoLeavingMembersAreRemoved();
  }

  private void assertTwoLeavingMembersAreRemoved() {
    installation.entra().removeMember(sales, people.get(0));
    installation.entra().removeMember(sales, people.get(7));
    cycle();
    assertEquals(Set.of(id(2), id(3), id(4)), members("Sales"));
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }
}
