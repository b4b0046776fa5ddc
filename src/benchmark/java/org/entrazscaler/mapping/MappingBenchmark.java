package org.entrazscaler.mapping;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.entrazscaler.directory.ScopeEvaluation;
import org.entrazscaler.directory.SourceObject;
import org.entrazscaler.expression.EvaluationContext;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.mapping.check.MappingBlocks;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The time to map one user with the seven rows that are shipped for ZIA. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class MappingBenchmark {

  private static final String USER =
      """
      {
        "userPrincipalName": "ada.lovelace@example.com",
        "accountEnabled": true,
        "displayName": "Ada Lovelace",
        "givenName": "Ada",
        "surname": "Lovelace",
        "department": "Analytical Engines"
      }
      """;

  private final EvaluationContext context = EvaluationContext.of(Clock.systemUTC());
  private Mapping mapping;
  private SourceObject user;

  /** Compiles the mapping once, as the program does. */
  @Setup
  public void setUp() throws IOException {
    mapping = MappingBlocks.ofUsers(Path.of("routes")).orElseThrow();
    if (mapping.rows().size() != 7) {
      throw new IllegalStateException("Not ZIA's seven rows: " + mapping.text());
    }
    user =
        new SourceObject(
            ObjectType.USER,
            "7c3e1f2a-8a0b-4f3d-9a6e-2b1c0d4e5f60",
            (ObjectNode) new ObjectMapper().readTree(USER),
            new ScopeEvaluation(true, true, false));
  }

  /** Maps one user with all rows. */
  @Benchmark
  public MappedObject mapUser() {
    return mapping.map(user, context);
  }
}
