package org.entrazscaler.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The routes of {@code overtake.camel.yaml}. */
class OvertakeRoutesTest extends RouteTestSupport {

  private final ExecutorService leavers = Executors.newSingleThreadExecutor();
  private final List<String> linked = new ArrayList<>();
  private final List<String> planned = new ArrayList<>();

  OvertakeRoutesTest() {
    super("overtake", "safeguards");
  }

  /** Stands for the bean {@code overtaking}. */
  public static final class Overtaking {

    /** Asked by {@code overtake}. */
    public boolean begin() {
      return true;
    }

    /** Called at the end of {@code overtake}. */
    public void end() {}
  }

  /** Stands for the bean {@code pending}: what has an account, has left and is not planned yet. */
  public final class Pending {

    /** Asked by {@code plan-takings}. */
    public Iterator<String> linkedUsers() {
      List<String> due = List.copyOf(linked);
      linked.clear();
      return due.iterator();
    }

    /** Asked by {@code plan-takings}. */
    public Iterator<String> linkedGroups() {
      return List.<String>of().iterator();
    }
  }

  /** Stands for the bean {@code leaving}. */
  public final class Leaving {

    /** Asked by {@code write-leavers}. */
    public Iterator<String> users() {
      return List.copyOf(planned).iterator();
    }

    /** Asked by {@code write-leaving-groups}. */
    public Iterator<String> groups() {
      return List.<String>of().iterator();
    }
  }

  /** Stands for the beans that groups are written with: there is nothing to write. */
  public static final class NoGroups {

    /** Asked of {@code cycle}. */
    public boolean sending() {
      return true;
    }

    /** Asked of {@code claims}. */
    public boolean write(String change) {
      return false;
    }

    /** Asked of {@code members}. */
    public boolean leave() {
      return false;
    }
  }

  @Override
  String outside() {
    return "direct:(read-assignments|read-entra-.*|plan-user|plan-group|write-change)";
  }

  @Override
  protected void bindToRegistry(Registry registry) {
    registry.bind("leavers", leavers);
    registry.bind("overtaking", new Overtaking());
    registry.bind("pending", new Pending());
    registry.bind("leaving", new Leaving());
    for (String bean : List.of("cycle", "claims", "members")) {
      registry.bind(bean, new NoGroups());
    }
    for (String step :
        List.of(
            "gatherReading",
            "storeReading",
            "guardTakings",
            "takeChange",
            "releaseClaim",
            "overtakeFailed")) {
      bind(registry, step);
    }
  }

  @AfterEach
  void end() {
    leavers.shutdownNow();
  }

  /** While the one is being disabled, a writer of the cycle finishes the account of the other. */
  @Test
  void aLeaverIsWrittenByThePassThatHasPlannedIt() throws Exception {
    linked.add("leaver");
    List<String> written = new ArrayList<>();
    getMockEndpoint("mock:direct:plan-user")
        .whenAnyExchangeReceived(
            exchange -> planned.add(exchange.getMessage().getBody(String.class)));
    getMockEndpoint("mock:direct:write-change")
        .whenAnyExchangeReceived(
            exchange -> {
              String user = exchange.getMessage().getBody(String.class);
              planned.remove(user);
              written.add(user);
              if (user.equals("leaver")) {
                linked.add("created meanwhile");
              }
            });

    template().sendBody("direct:overtake", "");

    assertEquals(List.of("leaver", "created meanwhile"), written);
    assertEquals(List.of(), planned);
  }
}
