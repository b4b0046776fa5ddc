package org.entrazscaler.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
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

@SuppressWarnings("try") // a process or a publication that only has to be there
class RunningInstanceTest {

  private static final Duration QUICKLY = Duration.ofSeconds(2);

  @TempDir Path directory;

  @Test
  void anotherProcessIsFoundAndCarriesOutEachCommand() throws Exception {
    Path file = directory.resolve("data/state.instance");
    try (PublishingProcess process = PublishingProcess.start(file);
        RunningInstance instance = RunningInstance.find(file).orElseThrow()) {
      ProvisioningMXBean commands = instance.bean();
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
    try (PublishingProcess process = PublishingProcess.start(file);
        RunningInstance instance = RunningInstance.find(file).orElseThrow()) {
      assertEquals(new CommandOutcome(4, "held"), instance.bean().runCycle());
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
    try (PublishingProcess process = PublishingProcess.start(file);
        RunningInstance instance = RunningInstance.find(file).orElseThrow()) {
      CompletableFuture<CommandOutcome> cycle =
          CompletableFuture.supplyAsync(() -> instance.bean().runCycle());
      instance.bean().status(false);
      process.kill();
      ExecutionException failure =
          assertThrows(ExecutionException.class, () -> cycle.get(5, TimeUnit.SECONDS));
      assertInstanceOf(InstanceLostException.class, failure.getCause());
      assertTrue(failure.getMessage().contains("runCycle"), failure.getMessage());
      assertThrows(InstanceLostException.class, () -> instance.bean().status(false));
    }
  }

  @Test
  void anExceptionOfACommandArrivesAsItsMessage() throws Exception {
    Path file = directory.resolve("instance");
    try (RunningInstance.Published published =
            RunningInstance.publish(file, new RecordedCommands());
        RunningInstance instance = RunningInstance.find(file).orElseThrow()) {
      assertEquals(
          new CommandOutcome(1, "no network in this test"), instance.bean().testConnection());
    }
  }

  @Test
  void nothingIsFoundWhereNothingWasPublished() throws IOException {
    Path file = directory.resolve("instance");
    assertEquals(Optional.empty(), RunningInstance.find(file));
    Files.writeString(file, "garbage");
    assertEquals(Optional.empty(), RunningInstance.find(file));
    Files.writeString(file, "service:jmx:rmi:///stub/AAAA");
    assertEquals(Optional.empty(), RunningInstance.find(file));
  }

  @Test
  void theFileIsTheUsersAlone() throws IOException {
    Path file = directory.resolve("data/instance");
    try (RunningInstance.Published published =
        RunningInstance.publish(file, new RecordedCommands())) {
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
    RunningInstance.Published first = RunningInstance.publish(file, new RecordedCommands());
    RunningInstance.Published second = RunningInstance.publish(file, new RecordedCommands());
    first.close();
    try (RunningInstance instance = RunningInstance.find(file).orElseThrow()) {
      assertEquals(0, instance.bean().status(false).getExitStatus());
    } finally {
      second.close();
    }
  }

  @Test
  void theInstanceListensOnLoopbackAlone() throws IOException {
    byte[] token = InstanceHandshake.newToken();
    try (ServerSocket server = new InstanceSocket.Factory(token).createServerSocket(0)) {
      assertTrue(server.getInetAddress().isLoopbackAddress());
      for (InetAddress address : otherAddresses()) {
        try (Socket socket = new Socket()) {
          assertThrows(
              IOException.class,
              () -> socket.connect(new InetSocketAddress(address, server.getLocalPort()), 500));
        }
      }
    }
  }

  @Test
  void whoDoesNotKnowTheTokenIsRefusedBeforeAnythingIsRead() throws Exception {
    try (ServerSocket server =
        new InstanceSocket.Factory(InstanceHandshake.newToken()).createServerSocket(0)) {
      CompletableFuture<Integer> reading = reading(server);
      assertThrows(
          IOException.class,
          () ->
              new CallerSocketFactory(InstanceHandshake.newToken())
                  .createSocket("localhost", server.getLocalPort()));
      assertInstanceOf(
          IOException.class, assertThrows(ExecutionException.class, reading::get).getCause());
    }
  }

  @Test
  void aSerialisedObjectInPlaceOfTheProofIsRefused() throws Exception {
    try (ServerSocket server =
            new InstanceSocket.Factory(InstanceHandshake.newToken()).createServerSocket(0);
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort())) {
      CompletableFuture<Integer> reading = reading(server);
      try (ObjectOutputStream out = new ObjectOutputStream(socket.getOutputStream())) {
        out.writeObject(new ArrayList<>(List.of("x".repeat(100))));
        out.flush();
        assertInstanceOf(
            IOException.class, assertThrows(ExecutionException.class, reading::get).getCause());
      }
    }
  }

  @Test
  void whoKnowsTheTokenIsHeard() throws Exception {
    byte[] token = InstanceHandshake.newToken();
    try (ServerSocket server = new InstanceSocket.Factory(token).createServerSocket(0)) {
      CompletableFuture<Integer> reading = reading(server);
      try (Socket socket =
          new CallerSocketFactory(token).createSocket("localhost", server.getLocalPort())) {
        socket.getOutputStream().write("A".getBytes(StandardCharsets.US_ASCII));
        assertEquals('A', reading.get());
      }
    }
  }

  private static CompletableFuture<Integer> reading(ServerSocket server) {
    CompletableFuture<Integer> read = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try (Socket socket = server.accept()) {
                read.complete(socket.getInputStream().read());
              } catch (IOException e) {
                read.completeExceptionally(e);
              }
            });
    reader.start();
    return read;
  }

  private static List<InetAddress> otherAddresses() throws SocketException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> !address.isLoopbackAddress())
        .toList();
  }
}
