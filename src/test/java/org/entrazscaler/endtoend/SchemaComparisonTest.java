package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.entrazscaler.simulation.http.Fault;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.entrazscaler.simulation.zscaler.ZscalerFault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The comparison of the mappings with {@code /Schemas} of the target, in a cycle that has something
 * to write.
 */
class SchemaComparisonTest {

  private static final String WARNING = "does not fit the target's own schema";

  @RegisterExtension private final Installation installation = new Installation();

  @BeforeEach
  void install() {
    String ada = installation.entra().addUser("Ada Example", "ada@example.com");
    installation.entra().updateUser(ada, "jobTitle", "Engineer");
    installation.entra().assign(ada, installation.entra().userRole());
  }

  @Test
  void anAttributeMissingFromTheTargetIsLoggedBeforeTheFirstWrite() {
    installation
        .zscaler
        .faults()
        .next(
            RecordedRequest.of("GET", "/Schemas"),
            new ZscalerFault.Refusal(
                200,
                "application/scim+json",
                """
                {"schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
                 "totalResults": 1, "startIndex": 1, "itemsPerPage": 1,
                 "Resources": [{
                   "id": "urn:ietf:params:scim:schemas:core:2.0:User",
                   "attributes": [{"name": "userName"}, {"name": "active"}, {"name": "name"}]
                 }]}\
                """));

    String log = logOfACycle(0);

    assertThat(log).contains(WARNING + ": Zscaler does not list the attribute displayName");
    assertThat(log).contains("Zscaler does not list the extension");
    assertThat(log).doesNotContain("attribute userName");
    assertEquals("/Schemas", installation.zscaler.requests().get(0).path());
    assertEquals(1, installation.zscaler.count(RecordedRequest.of("GET", "/Schemas")));

    installation.zscaler.forgetRequests();
    assertThat(logOfACycle(0)).doesNotContain(WARNING);
    assertEquals(
        0, installation.zscaler.requests().size(), "a cycle without changes sends no request");
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 501, 200})
  void aTargetWithoutSchemasIsProvisioned(int status) {
    installation.zscaler.faults().always(RecordedRequest.of("GET", "/Schemas"), Fault.html(status));

    assertThat(logOfACycle(0)).doesNotContain(WARNING);

    assertNotNull(installation.zscaler.user("ada@example.com"));
  }

  private String logOfACycle(int exitStatus) {
    PrintStream before = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try {
      assertEquals(exitStatus, installation.cycle().exitStatus());
    } finally {
      System.setErr(before);
    }
    return log.toString(StandardCharsets.UTF_8);
  }
}
