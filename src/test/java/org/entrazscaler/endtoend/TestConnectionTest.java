package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.entrazscaler.simulation.http.Fault;
import org.entrazscaler.simulation.tenant.Directory;
import org.entrazscaler.simulation.tenant.RequestKind;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.entrazscaler.simulation.zscaler.ZscalerFault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code test-connection}: one line for each check of both sides, and advice for each failure. */
class TestConnectionTest {

  private static final String TOKEN = "Microsoft Entra ID: token";
  private static final String USERS = "Microsoft Graph: users";
  private static final String GROUPS = "Microsoft Graph: groups";
  private static final String ASSIGNMENTS = "Enterprise application: assignments";
  private static final String SCIM = "Zscaler SCIM: token";
  private static final String SCHEMAS = "Zscaler SCIM: schemas";

  @RegisterExtension private final Installation installation = new Installation();

  private String output = "";

  @BeforeEach
  void start() {
    installation.entra().assign(installation.entra().addUser("Ada", "ada@example.com"));
  }

  private void testConnection(int exitStatus) {
    Installation.Result result = installation.execute("test-connection");
    output = result.out() + result.err();
    assertEquals(exitStatus, result.exitStatus(), output);
    assertThat(output).doesNotContain("\tat ");
    assertEquals(0, installation.zscaler.writes().size());
  }

  private String line(String what) {
    return output.lines().filter(line -> line.contains(what)).findFirst().orElse("no line " + what);
  }

  private void assertOk(String what) {
    assertThat(line(what)).as(output).startsWith("ok");
  }

  private void assertFailed(String what, String... texts) {
    assertThat(line(what)).as(output).startsWith("FAILED");
    for (String text : texts) {
      assertThat(output).as(text + " is not in " + output).contains(text);
    }
  }

  @Test
  void everyLineIsOkIfAllChecksSucceed() {
    installation
        .entra()
        .assign(
            installation.entra().addUser("Default", "default@example.com"),
            Directory.DEFAULT_ACCESS);
    installation.entra().assign(installation.entra().addGroup("Sales"));
    testConnection(0);
    for (String what : new String[] {TOKEN, USERS, GROUPS, ASSIGNMENTS, SCIM, SCHEMAS}) {
      assertOk(what);
    }
    assertThat(line(ASSIGNMENTS)).as(output).contains("1 user and 1 group");
    assertThat(line(ASSIGNMENTS)).as(output).contains("1 holds only Default Access");
  }

  @Test
  void allPagesOfSchemasAreRead() {
    AtomicInteger pagesRead = new AtomicInteger();
    AtomicReference<JsonNode> all = new AtomicReference<>();
    installation
        .zscaler
        .faults()
        .always(
            request -> request.path().equals("/Schemas"),
            ZscalerFault.changed(
                list -> {
                  all.compareAndSet(null, list.path("Resources").deepCopy());
                  int index = pagesRead.getAndIncrement();
                  list.put("totalResults", all.get().size()).put("startIndex", index + 1);
                  list.putArray("Resources").add(all.get().get(index));
                }));
    testConnection(0);
    assertOk(SCHEMAS);
    assertThat(line(SCHEMAS)).as(output).contains("the target has every mapped attribute");
    assertEquals(all.get().size(), pagesRead.get());
    assertThat(installation.zscaler.requests()).anyMatch(r -> "startIndex=2".equals(r.query()));
  }

  @Test
  void aWrongSecretOrTenant() {
    installation.set("entra.client-secret", "not the secret");
    testConnection(3);
    assertFailed(TOKEN, "entra.client-secret");
    assertOk(SCIM);
    assertThat(output).doesNotContain("not the secret");

    installation.set("entra.client-secret", installation.tenant.clientSecret());
    installation.set("entra.tenant-id", "00000000-1111-2222-3333-444444444444");
    testConnection(3);
    assertFailed(TOKEN, "entra.tenant-id");
  }

  @Test
  void aMissingPermissionIsReported() {
    installation.tenant.signIn().permissions("GroupMember.Read.All", "Application.Read.All");
    testConnection(3);
    assertOk(TOKEN);
    assertFailed(USERS, "User.Read.All");
    assertOk(GROUPS);
    assertOk(ASSIGNMENTS);

    installation.tenant.signIn().permissions("User.Read.All", "Application.Read.All");
    testConnection(3);
    assertOk(USERS);
    assertFailed(GROUPS, "Group");

    installation.tenant.signIn().permissions("User.Read.All", "GroupMember.Read.All");
    testConnection(3);
    assertFailed(ASSIGNMENTS, "Application.Read.All");
  }

  @Test
  void anUnknownOrUnassignedEnterpriseApplication() {
    installation.set("entra.enterprise-app-id", "00000000-1111-2222-3333-444444444444");
    testConnection(3);
    assertFailed(ASSIGNMENTS, "entra.enterprise-app-id");

    installation.set("entra.enterprise-app-id", installation.tenant.enterpriseAppId());
    installation.entra().userIds().forEach(installation.entra()::unassign);
    testConnection(0);
    assertThat(line(ASSIGNMENTS)).as(output).contains("no assignments");
  }

  @Test
  void aWrongTokenOrAddressOfZscaler() {
    installation.set("zscaler.secret-token", "another-token");
    testConnection(3);
    assertOk(ASSIGNMENTS);
    assertFailed(SCIM, "zscaler.secret-token");
    assertThat(output).doesNotContain("another-token");

    installation
        .set("zscaler.secret-token", installation.zscaler.secretToken())
        .set("zscaler.tenant-url", installation.zscaler.tenantUrl() + "/elsewhere");
    testConnection(3);
    assertFailed(SCIM, "zscaler.tenant-url");

    installation.set("zscaler.tenant-url", "http://127.0.0.1:9");
    testConnection(3);
    assertFailed(SCIM, "zscaler.tenant-url");
  }

  @Test
  void anAnswerThatIsNotScim() {
    installation.zscaler.faults().always(RecordedRequest.of("GET", "/Users"), Fault.html(200));
    testConnection(3);
    assertFailed(SCIM, "zscaler.tenant-url");
  }

  @Test
  void anAnswerThatIsNotFromGraph() {
    installation.tenant.faults().always(RequestKind.USERS_DELTA, Fault.html(200));
    testConnection(3);
    assertFailed(USERS, "web page", "proxy");
    assertOk(GROUPS);
  }

  @Test
  void anAttributeMissingFromTheTargetIsAWarning() {
    installation.edit(
        "user-mapping.camel.yaml",
        "displayName: [displayName]",
        "displayName: [displayName]\n                  urn:example:User:shoeSize: [jobTitle]");
    testConnection(0);
    assertThat(line(SCHEMAS)).as(output).contains("warning");
    assertThat(line(SCHEMAS)).as(output).contains("urn:example:User");
  }
}
