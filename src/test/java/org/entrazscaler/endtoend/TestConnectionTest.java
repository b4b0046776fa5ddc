package org.entrazscaler.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.entrazscaler.simulation.tenant.Directory;
import org.entrazscaler.simulation.tenant.RequestKind;
import org.entrazscaler.simulation.zscaler.Fault;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code test-connection}: both sides, a line each, and for each failure what to do about it. */
class TestConnectionTest {

  private static final String TOKEN = "Microsoft Entra ID: token";
  private static final String USERS = "Microsoft Graph: users";
  private static final String GROUPS = "Microsoft Graph: groups";
  private static final String ASSIGNMENTS = "Enterprise application: assignments";
  private static final String SCIM = "Zscaler SCIM: token";
  private static final String SCHEMAS = "Zscaler SCIM: schemas";

  @TempDir Path directory;

  private Installation installation;
  private String output = "";

  @BeforeEach
  void start() throws Exception {
    installation = new Installation(directory);
    installation.entra().assign(installation.entra().addUser("Ada", "ada@example.com"));
  }

  @AfterEach
  void stop() {
    installation.close();
  }

  private void test(int exitStatus) {
    Installation.Result result = installation.execute("test-connection");
    output = result.out() + result.err();
    assertEquals(exitStatus, result.exitStatus(), output);
    assertFalse(output.contains("\tat "), output);
    assertEquals(0, installation.zscaler.writes().size());
  }

  private String line(String what) {
    return output.lines().filter(line -> line.contains(what)).findFirst().orElse("no line " + what);
  }

  private void ok(String what) {
    assertTrue(line(what).startsWith("ok"), output);
  }

  private void failed(String what, String... saying) {
    assertTrue(line(what).startsWith("FAILED"), output);
    for (String text : saying) {
      assertTrue(output.contains(text), text + " is not in " + output);
    }
  }

  @Test
  void whenAllIsWellEachLineSaysSo() {
    installation
        .entra()
        .assign(
            installation.entra().addUser("Default", "default@example.com"),
            Directory.DEFAULT_ACCESS);
    installation.entra().assign(installation.entra().addGroup("Sales"));
    test(0);
    for (String what : new String[] {TOKEN, USERS, GROUPS, ASSIGNMENTS, SCIM, SCHEMAS}) {
      ok(what);
    }
    assertTrue(line(ASSIGNMENTS).contains("1 users and 1 groups"), output);
    assertTrue(line(ASSIGNMENTS).contains("1 hold only Default Access"), output);
  }

  @Test
  void schemasThatComeInPagesAreReadToTheirEnd() {
    AtomicInteger asked = new AtomicInteger();
    AtomicReference<JsonNode> all = new AtomicReference<>();
    installation
        .zscaler
        .faults()
        .always(
            request -> request.path().equals("/Schemas"),
            Fault.changed(
                list -> {
                  all.compareAndSet(null, list.path("Resources").deepCopy());
                  int index = asked.getAndIncrement();
                  list.put("totalResults", all.get().size()).put("startIndex", index + 1);
                  list.putArray("Resources").add(all.get().get(index));
                }));
    test(0);
    ok(SCHEMAS);
    assertTrue(line(SCHEMAS).contains("the target has every mapped attribute"), output);
    assertEquals(all.get().size(), asked.get());
    assertTrue(
        installation.zscaler.requests().stream().anyMatch(r -> "startIndex=2".equals(r.query())));
  }

  @Test
  void aWrongSecretOrTenant() {
    installation.set("entra.client-secret", "not the secret");
    test(3);
    failed(TOKEN, "entra.client-secret");
    ok(SCIM);
    assertFalse(output.contains("not the secret"), output);

    installation.set("entra.client-secret", installation.tenant.clientSecret());
    installation.set("entra.tenant-id", "00000000-1111-2222-3333-444444444444");
    test(3);
    failed(TOKEN, "entra.tenant-id");
  }

  @Test
  void aPermissionThatIsMissingIsNamed() {
    installation.tenant.signIn().permissions("GroupMember.Read.All", "Application.Read.All");
    test(3);
    ok(TOKEN);
    failed(USERS, "User.Read.All");
    ok(GROUPS);
    ok(ASSIGNMENTS);

    installation.tenant.signIn().permissions("User.Read.All", "Application.Read.All");
    test(3);
    ok(USERS);
    failed(GROUPS, "Group");

    installation.tenant.signIn().permissions("User.Read.All", "GroupMember.Read.All");
    test(3);
    failed(ASSIGNMENTS, "Application.Read.All");
  }

  @Test
  void anEnterpriseApplicationThatIsUnknownOrAssignedToNobody() {
    installation.set("entra.enterprise-app-id", "00000000-1111-2222-3333-444444444444");
    test(3);
    failed(ASSIGNMENTS, "entra.enterprise-app-id");

    installation.set("entra.enterprise-app-id", installation.tenant.enterpriseAppId());
    installation.entra().userIds().forEach(installation.entra()::unassign);
    test(0);
    assertTrue(line(ASSIGNMENTS).contains("no assignments"), output);
  }

  @Test
  void aWrongTokenOrAddressOfZscaler() {
    installation.set("zscaler.secret-token", "another-token");
    test(3);
    ok(ASSIGNMENTS);
    failed(SCIM, "zscaler.secret-token");
    assertFalse(output.contains("another-token"), output);

    installation
        .set("zscaler.secret-token", installation.zscaler.secretToken())
        .set("zscaler.tenant-url", installation.zscaler.tenantUrl() + "/elsewhere");
    test(3);
    failed(SCIM, "zscaler.tenant-url");

    installation.set("zscaler.tenant-url", "http://127.0.0.1:9");
    test(3);
    failed(SCIM, "zscaler.tenant-url");
  }

  @Test
  void anAnswerThatIsNoScim() {
    installation.zscaler.faults().always(RecordedRequest.of("GET", "/Users"), Fault.html(200));
    test(3);
    failed(SCIM, "zscaler.tenant-url");
  }

  @Test
  void anAnswerThatIsNoGraph() {
    installation
        .tenant
        .faults()
        .always(
            request -> request.kind() == RequestKind.USERS_DELTA,
            org.entrazscaler.simulation.tenant.Fault.html(200));
    test(3);
    failed(USERS, "web page", "proxy");
    ok(GROUPS);
  }

  @Test
  void anAttributeThatTheTargetDoesNotHaveIsAWarning() {
    installation.edit(
        "user-mapping.camel.yaml",
        "displayName: [displayName]",
        "displayName: [displayName]\n                  urn:example:User:shoeSize: [jobTitle]");
    test(0);
    assertTrue(line(SCHEMAS).contains("warning"), output);
    assertTrue(line(SCHEMAS).contains("urn:example:User"), output);
  }
}
