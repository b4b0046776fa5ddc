package org.entrazscaler.demo;

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

/** The demo by itself, with the packaged product: small, short, and nobody looking on. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DemoIT {

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  private Demo start(Duration life) {
    return Demo.start(
        new DemoOptions(
            Path.of("").toAbsolutePath(),
            "demo-test",
            60,
            7,
            Duration.ofSeconds(2),
            Duration.ofSeconds(3),
            life),
        new Terminal(new PrintStream(shown, true, StandardCharsets.UTF_8), false));
  }

  private String text() {
    return shown.toString(StandardCharsets.UTF_8);
  }

  @Test
  void whatHappensInTheTenantArrivesAndItEndsByItself() throws Exception {
    try (Demo demo = start(Duration.ofSeconds(45))) {
      demo.run();

      assertEquals(List.of(), demo.differences());
      assertEquals(List.of(), demo.zscaler().doubledWrites());
      demo.end();
      assertTrue(Set.of(0, 143).contains(demo.exitStatus()), "exit status " + demo.exitStatus());
      assertFalse(text().contains("\u001b"), "colours though there is no terminal");
    }
  }

  @Test
  void theInitialCycleTakesOneRequestAnObject() throws Exception {
    try (Demo demo = start(Duration.ZERO)) {
      ExecutorService background = Executors.newSingleThreadExecutor();
      try {
        Future<?> run =
            background.submit(
                () -> {
                  demo.run();
                  return null;
                });
        Awaitility.await()
            .atMost(Duration.ofMinutes(2))
            .until(() -> run.isDone() || demo.initialCycleOver());
        if (run.isDone()) {
          run.get();
        }
        assertTrue(
            demo.requestsPerObject() > 0 && demo.requestsPerObject() <= 1.1,
            demo.requestsPerObject() + " requests an object");

        demo.end();
        run.get();
        assertTrue(Set.of(0, 143).contains(demo.exitStatus()), "exit status " + demo.exitStatus());
      } finally {
        background.shutdownNow();
      }
    }
  }
}
