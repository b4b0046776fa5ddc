package org.entrazscaler.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import org.entrazscaler.cycle.Cycle;
import org.entrazscaler.cycle.CycleControl;
import org.entrazscaler.cycle.CycleListener;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.plan.Candidate;
import org.entrazscaler.source.Presence;
import org.entrazscaler.source.StoredObject;
import org.entrazscaler.store.State;
import org.entrazscaler.store.StateAddress;
import org.entrazscaler.target.Subject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class FailureHandlingTest {

  private static final StoredObject ANN =
      new StoredObject(
          ObjectKey.user("7f"),
          JsonNodeFactory.instance.objectNode().put("userPrincipalName", "ann@example.com"),
          true,
          Presence.PRESENT,
          true,
          1);

  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(FailureHandling.class);
  private final Cycle cycle = Cycle.onDemand(Instant.EPOCH);
  private State state;
  private FailureHandling failures;

  @BeforeEach
  void begin() {
    logged.start();
    logger.addAppender(logged);
    state = State.open(StateAddress.inMemory(), Path.of(""), Clock.systemUTC());
    CycleControl cycles =
        new CycleControl(state, null, () -> "", "", Clock.systemUTC(), CycleListener.NONE);
    cycles.beginSeparateWork(cycle);
    failures = new FailureHandling(cycles, null, null, null, null, null, null);
  }

  @AfterEach
  void end() {
    logger.detachAppender(logged);
    state.close();
  }

  @Test
  void aFailureThatCannotBeRecordedIsLoggedWithTheNameAndStopsTheCycle() {
    Subject ann = Subject.ofOne(ANN);
    ann.setCandidate(new Candidate(ANN, true, true, false));

    failures.stopUnrecorded(null, ann, new IllegalStateException("disk full"));

    ILoggingEvent line = logged.list.get(0);
    assertEquals(Level.ERROR, line.getLevel());
    assertThat(line.getFormattedMessage()).as(line::toString).contains("User ann@example.com");
    assertThat(line.getFormattedMessage()).as(line::toString).contains("disk full");
    Cycle.Stop stop = cycle.stopped();
    assertNotNull(stop);
    assertEquals(Cycle.StopCause.INTERNAL, stop.cause());
    assertThat(stop.reason()).contains("ann@example.com");
  }

  @Test
  void anObjectWithoutANameIsNamedByItsId() {
    failures.stopUnrecorded(null, Subject.ofOne(ANN), new IllegalStateException("disk full"));

    assertThat(logged.list.get(0).getFormattedMessage()).contains("User 7f");
  }
}
