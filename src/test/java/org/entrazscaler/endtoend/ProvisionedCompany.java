package org.entrazscaler.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.entrazscaler.simulation.tenant.Directory;
import org.entrazscaler.simulation.zscaler.ZscalerGroup;
import org.entrazscaler.simulation.zscaler.ZscalerUser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The base class of tests that change users and groups in Entra and check them in Zscaler. */
abstract class ProvisionedCompany {

  @RegisterExtension final Installation installation = new Installation();

  Directory entra;

  @BeforeEach
  void install() {
    entra = installation.entra();
  }

  void cycle() {
    Installation.Result result = installation.cycle();
    assertEquals(0, result.exitStatus(), result.out() + result.err());
  }

  ZscalerUser user(String userName) {
    ZscalerUser user = installation.zscaler.user(userName);
    assertNotNull(user, userName + " is not in Zscaler");
    return user;
  }

  void assertActive(String... userNames) {
    for (String userName : userNames) {
      assertTrue(user(userName).active(), userName + " should be active");
    }
  }

  void assertDisabled(String... userNames) {
    for (String userName : userNames) {
      assertFalse(user(userName).active(), userName + " should be disabled");
    }
  }

  void assertAbsent(String... userNames) {
    for (String userName : userNames) {
      assertNull(installation.zscaler.user(userName), userName + " should not exist");
    }
  }

  Set<String> members(String group) {
    ZscalerGroup found = installation.zscaler.group(group);
    assertNotNull(found, group + " is not in Zscaler");
    return Set.copyOf(found.memberUserNames());
  }

  String group(String name, String... members) {
    String group = entra.addGroup(name);
    for (String member : members) {
      entra.addMember(group, member);
    }
    return group;
  }
}
