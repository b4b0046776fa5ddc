package org.entrazscaler.benchmark;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.entrazscaler.simulation.tenant.RecordedRequest;
import org.entrazscaler.simulation.tenant.RequestKind;
import org.entrazscaler.simulation.tenant.SimulatedTenant;

/**
 * Measures the packaged program as a user runs it, and prints one table. It measures processor
 * time, because the machines are shared and elapsed time says little. Ratios are taken within one
 * run.
 *
 * <p>Argument: the checkout, in which {@code package} has run. {@code docs/benchmarks.md} describes
 * the figures and the bounds.
 */
public final class ProductBenchmark {

  private static final int MANY = Integer.getInteger("benchmark.users", 5_000);
  private static final int PLANNED = Integer.getInteger("benchmark.planned", 3_000);
  private static final int IN_POSTGRES = Integer.getInteger("benchmark.postgres-users", 1_000);
  private static final int REPEATED = Integer.getInteger("benchmark.repeated", 3);
  private static final int AT_A_TIME = 8;
  private static final double MILLIS = 1_000;

  private final Path product;
  private final Path places;
  private final List<String> rows = new ArrayList<>();

  private ProductBenchmark(Path product, Path places) {
    this.product = product;
    this.places = places;
  }

  public static void main(String[] arguments) throws Exception {
    Path target = Path.of(arguments[0]).toAbsolutePath().normalize().resolve("target");
    Path places = target.resolve("benchmark");
    remove(places);
    ProductBenchmark benchmark = new ProductBenchmark(unpacked(target, places), places);
    benchmark.firstCycle();
    benchmark.plan();
    benchmark.roundTrips();
    benchmark.commands();
    System.out.println("| figure | measured | bound |");
    System.out.println("| --- | --- | --- |");
    benchmark.rows.forEach(System.out::println);
    System.exit(0);
  }

  /**
   * A first cycle that creates many users, compared with a bare client; then a cycle with nothing
   * to do.
   */
  private void firstCycle() throws Exception {
    try (SimulatedTenant tenant = tenant(MANY);
        SinkProcess sink = new SinkProcess()) {
      Workplace place = new Workplace(product, places.resolve("first"), tenant, sink.url());
      Instant began = Instant.now();
      GrowthOfState growth = GrowthOfState.of(place);
      Run first = place.java("run", "--once").ended(0);
      growth.close();
      Creations creations = sink.creations();
      if (creations.bodies().size() != MANY) {
        throw new IllegalStateException(
            creations.bodies().size() + " users were created, not " + MANY);
      }
      double firstWrite = seconds(began, creations.first());
      double toFirst = firstWrite - secondsToFirst(tenant, began, RequestKind.ASSIGNMENTS);
      double afterLast = firstWrite - secondsToLast(tenant, began, RequestKind.USERS_DELTA);
      row("CPU of the first `run --once` per created user, ms", millis(first, MANY), "5");
      row("seconds from the first page request to the first write", toFirst, "5");
      row("seconds from the last page request to the first write", afterLast, "3");
      row("bytes of state per user, at the end", (double) place.stateBytes() / MANY, "1,500");
      row(
          "bytes of state per user, maximum during the cycle",
          (double) growth.mostBytes() / MANY,
          "3,000");
      double bare = bare(creations.bodies());
      row("creations per second, program", creations.perSecond(), "");
      row("creations per second, bare client", bare, "");
      row("ratio of the two", creations.perSecond() / bare, "at least 0.5");
      List<Double> idle = new ArrayList<>();
      for (int i = 0; i < REPEATED; i++) {
        idle.add(place.java("run", "--once").ended(0).cpuSeconds());
      }
      row("CPU of `run --once` with nothing to do with `java -jar`, s", median(idle), "10");
      if (scripted()) {
        List<Double> scripted = new ArrayList<>();
        for (int i = 0; i < REPEATED; i++) {
          scripted.add(place.script("run", "--once").ended(0).cpuSeconds());
        }
        row("the same with the start script, s", median(scripted), "5");
      }
    }
  }

  private double bare(List<String> bodies) throws Exception {
    Path file = Files.write(places.resolve("bodies.txt"), bodies);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    try (SinkProcess sink = new SinkProcess()) {
      Run.of(
              places,
              List.of(
                  java,
                  "-Xmx256m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  BareClient.class.getName(),
                  sink.url(),
                  file.toString(),
                  String.valueOf(AT_A_TIME)))
          .ended(0);
      return sink.creations().perSecond();
    }
  }

  private void plan() throws Exception {
    try (SimulatedTenant tenant = tenant(PLANNED);
        Sink sink = new Sink()) {
      Workplace place = new Workplace(product, places.resolve("plan"), tenant, sink.url());
      row("CPU of `plan` per new user, ms", millis(place.java("plan").ended(0), PLANNED), "4");
    }
  }

  /** Round trips to PostgreSQL of a first cycle, minus those of a cycle with nothing to do. */
  private void roundTrips() throws Exception {
    try (SimulatedTenant tenant = tenant(IN_POSTGRES);
        Sink sink = new Sink();
        EmbeddedPostgres postgres = EmbeddedPostgres.start();
        RoundTrips trips = new RoundTrips(postgres.getPort())) {
      Workplace place =
          new Workplace(product, places.resolve("postgres"), tenant, sink.url())
              .set(
                  "state.url",
                  "jdbc:postgresql://127.0.0.1:"
                      + trips.port()
                      + "/postgres?sslmode=disable&gssEncMode=disable")
              .set("state.username", "postgres")
              .set("state.password", "postgres");
      place.java("run", "--once").ended(0);
      long first = trips.count();
      place.java("run", "--once").ended(0);
      long idle = trips.count() - first;
      row("SQL round trips per created user", (double) (first - idle) / IN_POSTGRES, "1");
      row("SQL round trips of a cycle with nothing to do", idle, "");
    }
  }

  private void commands() throws Exception {
    try (SimulatedTenant tenant = tenant(1);
        Sink sink = new Sink()) {
      Workplace place = new Workplace(product, places.resolve("commands"), tenant, sink.url());
      place.java("run", "--once").ended(0);
      command(place, "1.6", "0.8", "--help");
      command(place, "2", "1", "evaluate", "ToUpper(\"a\")");
      command(place, "3", "1.5", "status");
      command(place, "6", "3", "check");
    }
  }

  private void command(Workplace place, String bound, String boundOfScript, String... arguments)
      throws Exception {
    List<Double> java = new ArrayList<>();
    List<Double> script = new ArrayList<>();
    for (int i = 0; i < REPEATED; i++) {
      java.add(place.java(arguments).ended(0).cpuSeconds());
      if (scripted()) {
        script.add(place.script(arguments).ended(0).cpuSeconds());
      }
    }
    row("CPU of `" + arguments[0] + "` with `java -jar`, s", median(java), bound);
    if (!script.isEmpty()) {
      row("CPU of `" + arguments[0] + "` with the start script, s", median(script), boundOfScript);
    }
  }

  private boolean scripted() {
    return Files.exists(product.resolve("bin/entra-zscaler-provisioning"));
  }

  /** A tenant with one assigned group of this number of users. */
  private static SimulatedTenant tenant(int users) {
    SimulatedTenant tenant = SimulatedTenant.start();
    String group = tenant.directory().addGroup("Everybody");
    tenant.directory().assign(group);
    for (int i = 0; i < users; i++) {
      String name = "user" + i + "@example.com";
      tenant.directory().addMember(group, tenant.directory().addUser("User " + i, name));
    }
    return tenant;
  }

  private static double secondsToFirst(SimulatedTenant tenant, Instant began, RequestKind kind) {
    return seconds(began, tenant.requests().of(kind).get(0).time());
  }

  /** Only for the first cycle: no other cycle may have run. */
  private static double secondsToLast(SimulatedTenant tenant, Instant began, RequestKind kind) {
    List<RecordedRequest> all = tenant.requests().of(kind);
    return seconds(began, all.get(all.size() - 1).time());
  }

  private static double seconds(Instant began, Instant ended) {
    return Duration.between(began, ended).toNanos() / 1e9;
  }

  private static double millis(Run run, int objects) {
    return run.cpuSeconds() * MILLIS / objects;
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  private void row(String figure, double measured, String bound) {
    String row = String.format(Locale.ROOT, "| %s | %,.2f | %s |", figure, measured, bound);
    System.out.println(row);
    rows.add(row);
  }

  private static Path unpacked(Path target, Path into) throws IOException {
    try (Stream<Path> files = Files.list(target)) {
      Path archive =
          files
              .filter(file -> file.getFileName().toString().endsWith(".zip"))
              .max(Comparator.naturalOrder())
              .orElseThrow(() -> new IllegalStateException("No distribution in " + target));
      try (ZipFile zip = new ZipFile(archive.toFile())) {
        Enumeration<? extends ZipEntry> entries = zip.entries();
        while (entries.hasMoreElements()) {
          ZipEntry entry = entries.nextElement();
          Path file = into.resolve(entry.getName()).normalize();
          if (entry.isDirectory() || !file.startsWith(into)) {
            continue;
          }
          Files.createDirectories(file.getParent());
          try (InputStream content = zip.getInputStream(entry)) {
            Files.copy(content, file);
          }
          // The class archive is valid only for jars with this time.
          Files.setLastModifiedTime(file, entry.getLastModifiedTime());
        }
      }
    }
    try (Stream<Path> unpacked = Files.list(into)) {
      return unpacked.findFirst().orElseThrow();
    }
  }

  private static void remove(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> found = Files.walk(directory)) {
        for (Path each : found.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }
}
