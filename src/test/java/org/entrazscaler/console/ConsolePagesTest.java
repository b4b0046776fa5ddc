package org.entrazscaler.console;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.entrazscaler.command.ProvisioningMBean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The console as a person sees it; its pictures lie in target/screenshots. */
class ConsolePagesTest {

  private static final Path PICTURES = Path.of("target", "screenshots");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PASSWORD = "correct horse";

  private CamelContext camel;
  private ProvisioningMBean.Registration commands;
  private HawtioConsole console;
  private Browser browser;

  @BeforeEach
  void start() throws Exception {
    assumeTrue(
        Browser.isInstalled(),
        "Needs Debian's packages chromium and chromium-driver to look at the console");
    camel = new DefaultCamelContext();
    camel.getCamelContextExtension().setName("entra-zscaler-provisioning");
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:write-user")
                .routeId("write-user")
                .description("Applies one planned change")
                .choice()
                .when(header("create"))
                .to("direct:scim-call")
                .otherwise()
                .log("nothing to do");
            from("direct:scim-call").routeId("scim-call").delay(1).log("sent");
          }
        });
    camel.start();
    for (int change = 0; change < 5; change++) {
      camel.createProducerTemplate().sendBodyAndHeader("direct:write-user", "", "create", true);
    }
    commands =
        ProvisioningMBean.register(
            ManagementFactory.getPlatformMBeanServer(), new IdleProvisioning());
    console =
        HawtioConsole.start(
            new ConsoleAccess("127.0.0.1", 0, new ConsoleAccount("admin", PASSWORD), null, null));
    // Not a temporary directory of JUnit's: the browser's last process may still write into it.
    browser =
        Browser.start(Files.createTempDirectory(PICTURES.toAbsolutePath().getParent(), "chromium"));
  }

  @AfterEach
  void stop() throws Exception {
    if (browser != null) {
      browser.screenshot(PICTURES.resolve("last.png"));
      browser.close();
    }
    if (console != null) {
      console.close();
      commands.close();
      camel.stop();
    }
  }

  @Test
  void aPersonLogsInAndSeesTheRoutesAndTheCommands() throws Exception {
    browser.open(console.address().toString());
    awaitText("Provisions users and groups");
    browser.screenshot(PICTURES.resolve("log-in.png"));
    browser.type("input[name=pf-login-username-id]", "admin");
    browser.type("input[name=pf-login-password-id]", PASSWORD);
    browser.click("button[type=submit]");
    awaitText("entra-zscaler-provisioning");

    click("routes");
    click("Routes");
    awaitText("Started");
    browser.screenshot(PICTURES.resolve("routes.png"));

    click("write-user");
    click("Route Diagram");
    awaitText("Choice");
    browser.screenshot(PICTURES.resolve("console.png"));

    browser.open(console.address() + "/jmx");
    click("Expand all");
    click("Provisioning");
    click("Operations");
    awaitText("showMapping");
    browser.screenshot(PICTURES.resolve("commands.png"));
  }

  /** Clicks on what shows exactly this text, as soon as it is there. */
  private void click(String text) {
    String click =
        """
        const all = [...document.querySelectorAll('a, button, span, div')];
        const one = all.find(element => element.children.length == 0
            && element.textContent.trim() == '%s' && element.checkVisibility());
        if (one) one.click();
        return !!one;
        """
            .formatted(text);
    await().atMost(PATIENCE).until(() -> browser.script(click).asBoolean());
  }

  private void awaitText(String text) {
    await()
        .atMost(PATIENCE)
        .until(() -> browser.script("return document.body.innerText").asText().contains(text));
  }
}
