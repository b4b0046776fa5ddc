package org.entrazscaler.endtoend;

import static org.entrazscaler.endtoend.Company.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose an account in Zscaler is: by what it is ours, and what is never guessed. */
class OwnershipTest extends ProvisionedCompany {

  private Company company() {
    return new Company(installation);
  }

  private String account(String text, Object... values) {
    return installation.zscaler.putUser((ObjectNode) json(text.formatted(values))).id();
  }

  private String failing() {
    Installation.Result result = installation.cycle();
    assertEquals(1, result.exitStatus(), result.out() + result.err());
    return installation.execute("status").out();
  }

  /** With few users each is looked up alone, with many all pages are read. */
  @ParameterizedTest
  @ValueSource(ints = {1, 12})
  void twoAccountsThatMatchByDifferentAttributesAreBothNamedAndLeftAlone(int people) {
    List<String> users = company().hire(people);
    String byName = account("{'userName':'person1@example.com','nickName':'kept'}");
    String byId = account("{'userName':'other@example.com','externalId':'%s'}", users.get(0));

    String status = failing();

    assertTrue(
        status.contains("person1@example.com (id " + byName + ")")
            && status.contains("other@example.com (id " + byId + ")"),
        status);
    assertEquals("kept", user("person1@example.com").attributes().path("nickName").asText());
    assertEquals(users.get(0), user("other@example.com").externalId());
    assertEquals(people - 1, installation.zscaler.writes().size());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 12})
  void anAccountWhoseExternalIdNamesAnotherLivingUserIsNotAdopted(int people) {
    company().hire(people);
    String other = entra.addUser("Other", "other@example.com");
    account("{'userName':'person1@example.com','externalId':'%s','active':false}", other);

    String status = failing();

    assertTrue(status.contains("EntryConflict") && status.contains(other), status);
    assertEquals(other, user("person1@example.com").externalId());
    assertEquals(people - 1, installation.zscaler.writes().size());
  }
}
