package org.entrazscaler.instance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.entrazscaler.command.CommandOutcome;
import org.entrazscaler.command.ProvisioningMXBean;
import org.entrazscaler.command.RecordedCommands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("try") // a process or a publication that only has to be there
class RunningInstanceTest {

  private static final Duration QUICKLY = Duration.ofSeconds(2);

  @TempDir Path directory;

  @Test
  void anotherProcessIsFoundAndCarriesOutEachCommand() throws Exception {
    Path file = directory.resolve("data/state.instance");
    try (PublishingProcess process = PublishingProcess.start(file)) {
      RunningInstance instance = RunningInstance.find(file).orElseThrow();
      ProvisioningMXBean commands = instance.commands();
      assertEquals(new CommandOutcome(0, "json true"), commands.status(true));
      assertEquals(
          new CommandOutcome(1, "csv|2h|failure|Ada|17"),
          commands.logs("csv", "2h", "failure", "Ada", "17"));
      assertEquals(
          new CommandOutcome(0, "[Ada, Grace Hopper] 404 false"),
          commands.retry(new String[] {"Ada", "Grace Hopper"}, "404", false));
      assertEquals(new CommandOutcome(0, "links false"), commands.restart(false));
      assertEquals(
          new CommandOutcome(0, " {\"mail\":\"é\"}"), commands.showMapping("", "{\"mail\":\"é\"}"));
      process.terminate();
      assertFalse(Files.exists(file), "a process that ends in order removes its file");
    }
  }

  @Test
  void aLongCommandIsWaitedFor() throws Exception {
    Path file = directory.resolve("instance");
    try (PublishingProcess process = PublishingProcess.start(file)) {
      RunningInstance instance = RunningInstance.find(file).orElseThrow();
      assertEquals(new CommandOutcome(4, "held"), instance.commands().runCycle());
    }
  }

  @Test
  void aKilledProcessIsNoLongerFound() throws Exception {
    Path file = directory.resolve("instance");
    try (PublishingProcess process = PublishingProcess.start(file)) {
      process.kill();
      assertTrue(Files.exists(file));
      assertEquals(
          Optional.empty(), assertTimeoutPreemptively(QUICKLY, () -> RunningInstance.find(file)));
      assertTrue(Files.exists(file), "only who has the state may replace the file");
    }
  }

  @Test
  void aCommandInAProcessThatIsKilledFailsClearly() throws Exception {
    Path file = directory.resolve("instance");
    try (PublishingProcess process = PublishingProcess.start(file)) {
      RunningInstance instance = RunningInstance.find(file).orElseThrow();
      CompletableFuture<CommandOutcome> cycle =
          CompletableFuture.supplyAsync(() -> instance.commands().runCycle());
      instance.commands().status(false);
      process.kill();
      ExecutionException failure =
          assertThrows(ExecutionException.class, () -> cycle.get(5, TimeUnit.SECONDS));
      assertInstanceOf(InstanceLostException.class, failure.getCause());
      assertThat(failure.getMessage()).contains("runCycle");
      assertThrows(InstanceLostException.class, () -> instance.commands().status(false));
    }
  }

  @Test
  void anExceptionOfACommandArrivesAsItsMessage() throws Exception {
    Path file = directory.resolve("instance");
    try (PublishedInstance published = PublishedInstance.publish(file, new RecordedCommands())) {
      RunningInstance instance = RunningInstance.find(file).orElseThrow();
      assertEquals(
          new CommandOutcome(1, "no network in this test"), instance.commands().testConnection());
    }
  }

  @Test
  void nothingIsFoundWhereNothingWasPublished() throws IOException {
    Path file = directory.resolve("instance");
    assertEquals(Optional.empty(), RunningInstance.find(file));
    Files.writeString(file, "garbage");
    assertEquals(Optional.empty(), RunningInstance.find(file));
  }

  @Test
  void theFileIsTheUsersAlone() throws IOException {
    Path file = directory.resolve("data/instance");
    try (PublishedInstance published = PublishedInstance.publish(file, new RecordedCommands())) {
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      assertEquals(
          "rwx------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
      try (var files = Files.list(file.getParent())) {
        assertEquals(List.of(file), files.toList());
      }
    }
    assertFalse(Files.exists(file));
  }

  @Test
  void anInstanceRemovesOnlyItsOwnFile() {
    Path file = directory.resolve("instance");
    PublishedInstance first = PublishedInstance.publish(file, new RecordedCommands());
    PublishedInstance second = PublishedInstance.publish(file, new RecordedCommands());
    first.close();
    try {
      RunningInstance instance = RunningInstance.find(file).orElseThrow();
      assertEquals(0, instance.commands().status(false).getExitStatus());
    } finally {
      second.close();
    }
  }

  @Test
  void aPathThatIsTooLongForASocketIsShortened() throws Exception {
    Path file = directory.resolve("a-directory-with-a-long-name/".repeat(5)).resolve("instance");
    Files.createDirectories(file.getParent());
    try (PublishedInstance published = PublishedInstance.publish(file, new RecordedCommands())) {
      RunningInstance instance = RunningInstance.find(file).orElseThrow();
      assertEquals(new CommandOutcome(0, "json true"), instance.commands().status(true));
      try (var files = Files.list(file.getParent())) {
        assertEquals(List.of(file), files.toList());
      }
    }
  }

  @Test
  void aPlanOfALargeTenantArrivesWhole() {
    Path file = directory.resolve("instance");
    String plan = "é".repeat(30_000_000) + "\ud83d";
    try (PublishedInstance published = PublishedInstance.publish(file, new RecordedCommands())) {
      CommandOutcome outcome = RunningInstance.find(file).orElseThrow().commands().apply(plan);
      assertEquals(
          "apply " + plan.replace("\ud83d", "?"), outcome.getText(), "half a character is lost");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"operation\":\"halt\",\"arguments\":[]}|no command halt",
        "{\"operation\":\"status\",\"arguments\":[]}|takes 1 argument, not 0",
        "{\"operation\":\"status\"}|takes 1 argument, not 0",
        "{}|no command null",
        "{\"operation\":\"status\",\"arguments\":[{\"a\":1}]}|boolean",
        "{\"operation\":\"hashCode\",\"arguments\":[]}|no command hashCode",
      })
  void anUnknownCallIsRejected(String call, String message) throws Exception {
    Path file = directory.resolve("instance");
    try (PublishedInstance published = PublishedInstance.publish(file, new RecordedCommands())) {
      String answer = answer(file, call);
      assertThat(answer).startsWith("{\"exitStatus\":1,");
      assertThat(answer).contains(message);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"operation\":\"testConnection\"}",
        "{\"operation\":\"testConnection\",\"arguments\":null}",
        "{\"operation\":\"testConnection\",\"arguments\":[]}"
      })
  void aCallWithoutArgumentsIsCarriedOut(String call) throws Exception {
    Path file = directory.resolve("instance");
    try (PublishedInstance published = PublishedInstance.publish(file, new RecordedCommands())) {
      assertEquals("{\"exitStatus\":1,\"text\":\"no network in this test\"}\n", answer(file, call));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"garbage", "[]", "{\"operation\":"})
  void whatIsNoCallHasNoEffectOnOtherCalls(String call) throws Exception {
    Path file = directory.resolve("instance");
    try (PublishedInstance published = PublishedInstance.publish(file, new RecordedCommands())) {
      answer(file, call);
      RunningInstance instance = RunningInstance.find(file).orElseThrow();
      assertEquals(new CommandOutcome(0, "json true"), instance.commands().status(true));
    }
  }

  @Test
  void anotherProgramAtTheSocketIsNotTheInstance() throws Exception {
    Path file = directory.resolve("instance");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(file));
      CompletableFuture<Void> served =
          CompletableFuture.runAsync(
              () -> {
                try (SocketChannel caller = server.accept()) {
                  caller.write(ByteBuffer.wrap("220 mail ready\r\n".getBytes(UTF_8)));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      assertEquals(Optional.empty(), RunningInstance.find(file));
      served.get(5, TimeUnit.SECONDS);
    }
  }

  @Test
  void aDirectoryThatCannotHoldASocketIsNamed() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "").resolve("instance");
    IllegalStateException refused =
        assertThrows(
            IllegalStateException.class,
            () -> PublishedInstance.publish(file, new RecordedCommands()));
    assertThat(refused.getMessage()).contains(file.toString());
  }

  private static String answer(Path file, String call) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
      channel.write(ByteBuffer.wrap((call + "\n").getBytes(UTF_8)));
      String answer = new String(Channels.newInputStream(channel).readAllBytes(), UTF_8);
      return answer.substring(answer.indexOf('\n') + 1);
    }
  }
}
