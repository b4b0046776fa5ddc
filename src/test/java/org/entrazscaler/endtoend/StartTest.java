package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When and how often the routes are built. */
class StartTest {

  /** The Camel contexts in which the routes were built. */
  private static final Set<CamelContext> BUILT = ConcurrentHashMap.newKeySet();

  /** A step that records the Camel contexts in which it was created. */
  public static final class CountingStep implements Processor, CamelContextAware {

    private CamelContext context;

    /** Called by Camel. */
    public CountingStep() {}

    @Override
    public void setCamelContext(CamelContext context) {
      this.context = context;
      BUILT.add(context);
    }

    @Override
    public CamelContext getCamelContext() {
      return context;
    }

    @Override
    public void process(Exchange exchange) {}
  }

  @RegisterExtension private final Installation installation = new Installation();

  @BeforeEach
  void start() {
    BUILT.clear();
  }

  private void writeRoute(String step) throws Exception {
    Files.writeString(
        installation.directory.resolve("routes/own.camel.yaml"),
        """
        - beans:
            - name: counted
              type: "#class:%s"
        - route:
            id: own
            from:
              uri: direct:own
              steps:
                - process:
                    ref: %s
        """
            .formatted(CountingStep.class.getName(), step));
  }

  @Test
  void theRoutesAreBuiltOnce() throws Exception {
    writeRoute("counted");
    assertEquals(0, installation.cycle().exitStatus());
    assertEquals(1, BUILT.size());
  }

  @Test
  void commandsThatOnlyReadTheStateBuildNoRoutes() throws Exception {
    writeRoute("counted");
    for (String command : List.of("status", "logs")) {
      assertEquals(0, installation.execute(command).exitStatus());
    }
    assertEquals(0, BUILT.size());
  }

  @Test
  void aRouteThatCannotBeBuiltIsReportedWithItsPosition() throws Exception {
    writeRoute("missing");
    for (String[] command : List.of(new String[] {"run", "--once"}, new String[] {"run"})) {
      Installation.Result refused = installation.execute(command);
      assertEquals(2, refused.exitStatus(), refused.out() + refused.err());
      assertThat(refused.err()).contains("own.camel.yaml:4:");
      assertThat(refused.err()).contains("The route own cannot be created");
      assertThat(refused.err()).contains("nothing was started");
      assertThat(refused.err()).doesNotContain("\tat ");
    }
    assertThat(installation.zscaler.requests()).isEmpty();
  }

  @Test
  void allErrorsInTheFilesAreReportedTogether() throws Exception {
    writeRoute("missing");
    installation.edit("user-mapping.camel.yaml", "[userPrincipalName]", "[userPrincipalNam]");
    Installation.Result refused = installation.cycle();
    assertEquals(2, refused.exitStatus());
    assertThat(refused.err()).contains("own.camel.yaml:4:");
    assertThat(refused.err()).contains("user-mapping.camel.yaml:");
  }
}
