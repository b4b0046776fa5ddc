package org.entrazscaler.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServer;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProvisioningMBeanTest {

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private ProvisioningMBean.Registration registration;

  @BeforeEach
  void register() {
    registration = ProvisioningMBean.register(server, new RecordedCommands());
  }

  @AfterEach
  void unregister() {
    registration.close();
    assertFalse(server.isRegistered(ProvisioningMBean.NAME));
  }

  @Test
  void operationsAndParametersHaveTheirNamesAndDescriptions() throws Exception {
    MBeanInfo info = server.getMBeanInfo(ProvisioningMBean.NAME);
    assertThat(info.getDescription()).contains("Zscaler");
    for (MBeanOperationInfo operation : info.getOperations()) {
      assertDescribed(operation.getName(), operation.getDescription());
      for (MBeanParameterInfo parameter : operation.getSignature()) {
        assertDescribed(parameter.getName(), parameter.getDescription());
      }
    }
    assertEquals(
        List.of("format", "since", "result", "object", "cycle"),
        Arrays.stream(info.getOperations())
            .filter(operation -> operation.getName().equals("logs"))
            .flatMap(operation -> Arrays.stream(operation.getSignature()))
            .map(MBeanParameterInfo::getName)
            .toList());
  }

  private static void assertDescribed(String name, String description) {
    assertThat(description).as(name + ": " + description).contains(" ");
  }

  @Test
  void anyJmxClientReadsTheOutcome() throws Exception {
    CompositeData outcome =
        (CompositeData)
            server.invoke(
                ProvisioningMBean.NAME,
                "status",
                new Object[] {true},
                new String[] {boolean.class.getName()});
    assertEquals(0, outcome.get("exitStatus"));
    assertEquals("json true", outcome.get("text"));
  }

  @Test
  void theNameCanBeRegisteredOnce() {
    assertThrows(
        IllegalStateException.class,
        () -> ProvisioningMBean.register(server, new RecordedCommands()));
  }
}
