package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Objects;
import org.entrazscaler.simulation.tenant.RequestKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * {@code DefaultDomain()} is the default domain of the tenant. It is read only if a mapping uses
 * it.
 */
class DefaultDomainTest {

  @RegisterExtension private final Installation installation = new Installation();

  @BeforeEach
  void install() {
    String ada = installation.entra().addUser("Ada Example", "ada@example.com");
    installation.entra().assign(ada, installation.entra().userRole());
  }

  @Test
  void theDomainIsReadIfThePermissionIsGranted() {
    installation.edit(
        "user-mapping.camel.yaml",
        "displayName: [displayName]",
        "displayName: Join(\"@\", \"ada\", DefaultDomain())");

    Installation.Result refused = installation.cycle();

    assertEquals(3, refused.exitStatus(), refused.out() + refused.err());
    assertThat(refused.out() + refused.err()).contains("Organization.Read.All");
    assertEquals(0, installation.zscaler.writes().size(), "no write without the domain");

    installation
        .tenant
        .signIn()
        .permissions(
            "User.Read.All",
            "GroupMember.Read.All",
            "Application.Read.All",
            "Organization.Read.All");

    assertEquals(0, installation.cycle().exitStatus());
    assertEquals(
        "ada@" + installation.tenant.tenantDomain(),
        Objects.requireNonNull(installation.zscaler.user("ada@example.com")).displayName());
  }

  @Test
  void theDomainIsNotReadWithoutTheFunction() {
    assertEquals(0, installation.cycle().exitStatus());
    assertThat(installation.tenant.requests().all()).noneMatch(RequestKind.ORGANIZATION);
  }
}
