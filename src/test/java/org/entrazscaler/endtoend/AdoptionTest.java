package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A first cycle against a target that Entra, or another tool, has filled. */
class AdoptionTest extends ProvisionedCompany {

  /** Deletes the state. The target stays as it is. */
  private void deleteState() throws IOException {
    for (String file : new String[] {"data/state.mv.db", "data/state.trace.db"}) {
      Files.deleteIfExists(installation.directory.resolve(Path.of(file)));
    }
  }

  @Test
  void aTargetFilledByEntraIsAdoptedWithoutAWrite() throws IOException {
    Company company = new Company(installation);
    List<String> people = company.hire(14);
    company.group("Research", people);
    company.group("Board", people.subList(0, 2));
    entra.setManager(people.get(1), people.get(0));
    cycle();
    deleteState();
    installation.zscaler.putUser("stranger@example.com");
    installation.zscaler.addMembers("Board", "stranger@example.com");
    int writes = installation.zscaler.writes().size();
    installation.zscaler.forgetRequests();

    Installation.Result planned = installation.execute("plan", "--save", "takeover.plan");
    assertEquals(0, planned.exitStatus(), planned.out() + planned.err());
    assertThat(planned.out()).contains("14 to adopt as they are, 0 to adopt and change");
    assertThat(planned.out()).contains("2 to adopt as they are, 0 to adopt and change");
    assertThat(planned.out()).contains("Nothing to write");
    assertThat(planned.out()).contains("= stranger@example.com");
    JsonNode plan =
        new ObjectMapper().readTree(installation.directory.resolve("takeover.plan").toFile());
    assertEquals(14, plan.at("/summary/users/adoptUnchanged").asInt());
    assertThat(plan.at("/untouched/users").toString()).contains("stranger@example.com");
    assertEquals(List.of(), installation.zscaler.writes());
    int pagesOfUsers = 1;
    int groups = 2;
    assertThat(company.requests().size())
        .as(() -> "pages of users, and each group at most once: " + company.requests())
        .isLessThanOrEqualTo(pagesOfUsers + groups);

    Installation.Result applied = installation.execute("apply", "takeover.plan");
    assertEquals(0, applied.exitStatus(), applied.out() + applied.err());
    cycle();
    assertEquals(List.of(), installation.zscaler.writes());
    assertEquals(15, members("Research").size() + 1);
    assertThat(members("Board")).as("foreign members stay").contains("stranger@example.com");
    assertThat(writes).isNotEqualTo(0);
  }

  @Test
  void planReportsDifferencesBeforeTheCycleChangesThem() throws IOException {
    Company company = new Company(installation);
    List<String> people = company.hire(12);
    company.group("Research", people.subList(0, 11));
    cycle();
    deleteState();
    installation.zscaler.editUser("person3@example.com", user -> user.put("title", "Chief"));
    installation.zscaler.editUser("person4@example.com", user -> user.put("displayName", "Four"));
    installation.zscaler.removeUser("person5@example.com");
    installation.zscaler.removeMembers("Research", "person6@example.com");
    JsonNode plan = installation.execute("plan", "--json").json();
    assertEquals(1, plan.at("/summary/users/create").asInt(), plan.toPrettyString());
    assertEquals(1, plan.at("/summary/users/adoptChanged").asInt(), plan.toPrettyString());
    assertEquals(10, plan.at("/summary/users/adoptUnchanged").asInt(), plan.toPrettyString());
    assertEquals(1, plan.at("/summary/groups/adoptChanged").asInt(), plan.toPrettyString());
    assertEquals(2, plan.at("/summary/joining").asInt(), plan.toPrettyString());
    cycle();
    assertEquals(11, members("Research").size());
    assertEquals(Set.of(), Set.copyOf(installation.zscaler.doubledWrites()));
  }
}
