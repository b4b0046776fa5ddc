package org.entrazscaler.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A small and short demo with the packaged program, without a terminal. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DemoIT {

  /**
   * This seed makes a company of 60 users with a guest whose domain is not registered with Zscaler.
   */
  private static final long SEED = 5;

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  private Demo start(Duration duration) {
    return Demo.start(
        new DemoOptions(
            Path.of("").toAbsolutePath(),
            "demo-test",
            60,
            SEED,
            Duration.ofSeconds(2),
            Duration.ofSeconds(3),
            duration),
        new Terminal(new PrintStream(shown, true, StandardCharsets.UTF_8), false));
  }

  private String text() {
    return shown.toString(StandardCharsets.UTF_8);
  }

  private void assertStopped(Demo demo) throws InterruptedException {
    assertThat(Set.of(0, 143))
        .as("exit status " + demo.exitStatus() + "\n" + text())
        .contains(demo.exitStatus());
  }

  @Test
  void changesInTheTenantArriveAndTheDemoEndsByItself() throws Exception {
    try (Demo demo = start(Duration.ofSeconds(30))) {
      demo.run();

      assertEquals(List.of(), demo.differences());
      assertEquals(List.of(), demo.zscaler().doubledWrites());
      assertTrue(
          demo.requestsPerObject() > 0 && demo.requestsPerObject() <= 1.1,
          demo.requestsPerObject() + " requests per object in the initial cycle");
      assertThat(text())
          .as("no mail about the guest\n" + text())
          .contains("To it-operations@contoso.com: ");
      assertThat(text()).as("colours without a terminal").doesNotContain("\u001b");
      demo.stop();
      assertStopped(demo);
    }
  }

  @Test
  void theDemoStopsDuringTheInitialCycle() throws Exception {
    try (Demo demo = start(Duration.ZERO)) {
      int accountsBefore = demo.zscaler().userCount();
      ExecutorService background = Executors.newSingleThreadExecutor();
      Future<?> run =
          background.submit(
              () -> {
                demo.run();
                return null;
              });
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> run.isDone() || demo.zscaler().userCount() > accountsBefore + 5);
      demo.stop();
      background.shutdown();

      run.get();
      assertFalse(demo.initialCycleEnded(), text());
      assertStopped(demo);
    }
  }
}
