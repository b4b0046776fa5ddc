package org.entrazscaler.history;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.ActionChainArbitrary;
import net.jqwik.api.state.Transformer;
import org.entrazscaler.simulation.http.Fault;
import org.entrazscaler.simulation.tenant.GraphFault;
import org.entrazscaler.simulation.tenant.RequestKind;
import org.entrazscaler.simulation.tenant.Resync;
import org.entrazscaler.simulation.zscaler.ThrottleStyle;
import org.entrazscaler.simulation.zscaler.ZscalerFault;

/** The events of a history, with their frequencies. */
final class HistoryActions {

  private static final int LONGEST = 24;

  private HistoryActions() {}

  /** Histories in which only the program changes managed objects. */
  static Arbitrary<ActionChain<History>> chains(IntFunction<History> start) {
    return sizes().flatMap(size -> chain(() -> start.apply(size)));
  }

  /** Histories in which managed accounts are also changed by hand, and the state is lost. */
  static Arbitrary<ActionChain<History>> driftingChains(IntFunction<History> start) {
    return sizes()
        .flatMap(
            size ->
                chain(() -> start.apply(size))
                    .withAction(
                        5,
                        when(
                            History::hasPeople,
                            step2(
                                "drift",
                                numbers(),
                                Arbitraries.of(History.Drift.class),
                                History::drift)))
                    .withAction(2, always("lose state", History::loseState)));
  }

  /**
   * Histories in which the target also refuses single changes for a long time, and a row has no
   * result.
   */
  static Arbitrary<ActionChain<History>> refusingChains(IntFunction<History> start) {
    return sizes()
        .flatMap(
            size ->
                chain(() -> start.apply(size))
                    .withAction(
                        6,
                        step2(
                            "refuse a change",
                            Arbitraries.of(History.RefusalKind.class),
                            Combinators.combine(numbers(), Arbitraries.of(400, 403, 409))
                                .as(Refusal::new),
                            (history, refused, refusal) ->
                                history.refuse(refused, refusal.number(), refusal.status())))
                    .withAction(2, always("fail a row", History::failRow))
                    .withAction(3, crashAfterStatements())
                    .withAction(8, always("cycle during refusals", History::cycleDuringRefusals)));
  }

  /** Histories of groups that are written several at a time by a program that crashes often. */
  static Arbitrary<ActionChain<History>> killedChains(IntFunction<History> start) {
    return Arbitraries.integers()
        .between(3, 8)
        .flatMap(
            size ->
                ActionChain.startWith(() -> start.apply(size))
                    .withAction(
                        6,
                        always(
                            "create a group",
                            history -> {
                              history.addGroup(false, true, false);
                              for (int member = 0; member < size; member++) {
                                history.addMember(history.groups.size() - 1, member);
                              }
                            }))
                    .withAction(6, numbers2("add member", History::addMember))
                    .withAction(6, numbers2("remove member", History::removeMember))
                    .withAction(2, step2("add user", flags(), flags(), History::addUser))
                    .withAction(2, numbers("rename group", History::renameGroup))
                    .withAction(2, step2("block sign-in", numbers(), flags(), History::setBlocked))
                    .withAction(2, numbers("unassign group", History::unassignGroup))
                    .withAction(2, numbers("assign group", History::assignGroup))
                    .withAction(14, always("cycle", History::cycle))
                    .withAction(
                        6,
                        step(
                            "crash after calls",
                            Arbitraries.integers().between(0, 80),
                            History::crashAfterCalls))
                    .withAction(12, crashAfterStatements())
                    .withMaxTransformations(LONGEST));
  }

  private static Action<History> crashAfterStatements() {
    return step(
        "crash after statements",
        Arbitraries.integers().between(0, 600),
        History::crashAfterStatements);
  }

  private static Arbitrary<Integer> sizes() {
    return Arbitraries.integers().between(0, 5);
  }

  private static ActionChainArbitrary<History> chain(Supplier<History> start) {
    ActionChainArbitrary<History> chain =
        ActionChain.startWith(start)
            .withAction(
                8,
                step2(
                    "add user",
                    flags(),
                    flags(),
                    (history, freed, assigned) -> history.addUser(freed, assigned)))
            .withAction(
                6,
                step(
                    "create a group",
                    Arbitraries.integers().between(0, 7),
                    (history, bits) ->
                        history.addGroup((bits & 1) > 0, (bits & 6) > 0, (bits & 6) == 6)))
            .withAction(
                12, when(History::hasPeopleAndGroups, numbers2("add member", History::addMember)))
            .withAction(
                5, when(History::hasGroups, numbers2("remove member", History::removeMember)))
            .withAction(
                4,
                when(
                    History::hasPeople,
                    step2(
                        "assign user",
                        numbers(),
                        Arbitraries.frequencyOf(
                            net.jqwik.api.Tuple.of(4, Arbitraries.just(false)),
                            net.jqwik.api.Tuple.of(1, Arbitraries.just(true))),
                        History::assignUser)))
            .withAction(4, when(History::hasGroups, numbers("assign group", History::assignGroup)))
            .withAction(
                4, when(History::hasPeople, numbers("unassign user", History::unassignUser)))
            .withAction(
                3, when(History::hasGroups, numbers("unassign group", History::unassignGroup)))
            .withAction(
                3,
                when(
                    History::hasPeople,
                    step2(
                        "set department",
                        numbers(),
                        Arbitraries.of("Sales", "Research", ""),
                        (history, number, value) ->
                            history.set(number, "department", value.isEmpty() ? null : value))))
            .withAction(
                3,
                when(
                    History::hasPeople,
                    step2(
                        "set displayName",
                        numbers(),
                        Arbitraries.of("Ada", "Bob \"B.\" O'Neil", "Zoë"),
                        (history, number, value) -> history.set(number, "displayName", value))))
            .withAction(
                3,
                when(
                    History::hasPeople,
                    step2("block sign-in", numbers(), flags(), History::setBlocked)))
            .withAction(2, when(History::hasPeople, numbers("rename user", History::renameUser)))
            .withAction(2, when(History::hasGroups, numbers("rename group", History::renameGroup)))
            .withAction(
                2, when(History::hasPeople, numbers2("exchange users", History::exchangeUserNames)))
            .withAction(
                2,
                when(History::hasGroups, numbers2("exchange groups", History::exchangeGroupNames)))
            .withAction(
                3,
                when(
                    History::hasPeople,
                    numbers2(
                        "set manager",
                        (history, user, boss) -> history.setManager(user, boss, false))))
            .withAction(
                1,
                when(
                    History::hasPeople,
                    numbers("clear manager", (history, user) -> history.setManager(user, 0, true))))
            .withAction(3, when(History::hasPeople, numbers("delete user", History::deleteUser)))
            .withAction(3, when(History::hasDeleted, numbers("restore user", History::restoreUser)))
            .withAction(2, when(History::hasDeleted, numbers("purge user", History::purgeUser)))
            .withAction(2, when(History::hasGroups, numbers("delete group", History::deleteGroup)))
            .withAction(
                1, when(History::hasDeleted, numbers("restore group", History::restoreGroup)))
            .withAction(1, when(History::hasDeleted, numbers("purge group", History::purgeGroup)))
            .withAction(
                1,
                when(
                    History::hasGroups,
                    step2("set securityEnabled", numbers(), flags(), History::setSecurityEnabled)))
            .withAction(1, always("foreign account", History::putForeignAccount))
            .withAction(
                2,
                when(
                    History::hasPeople, numbers("account by another tool", History::putAccountFor)))
            .withAction(
                2, when(History::hasGroups, numbers("foreign member", History::addForeignMember)))
            .withAction(22, always("cycle", History::cycle))
            .withAction(1, always("restart", History::restartReading))
            .withAction(2, always("approve", History::approve))
            .withAction(1, always("refuse", History::refuse))
            .withAction(
                1,
                always(
                    "retry --all",
                    history -> history.command(o -> o.retry(new String[0], "", true))))
            .withAction(
                1,
                step(
                    "let hours pass",
                    Arbitraries.of(1, 12, 100, 1000),
                    (history, hours) -> history.environment.clock.advance(Duration.ofHours(hours))))
            .withAction(
                2,
                step2(
                    "rules",
                    Arbitraries.of(Rules.MappingChoice.WITH_RESULTS),
                    Arbitraries.of(Rules.FilterChoice.class),
                    (history, mapping, filter) -> history.map(new Rules(mapping, filter))))
            .withAction(1, always("reconcile", h -> h.reconcile(false)))
            .withAction(1, always("reconcile --fix", h -> h.reconcile(true)))
            .withAction(2, settings())
            .withAction(
                1, when(History::hasGroups, numbers2("add nested group", History::addNestedGroup)))
            .withAction(2, step("plan and compare", flags(), History::planAndCompare))
            .withAction(2, always("plan --save", History::savePlan))
            .withAction(3, step("apply", flags(), History::apply))
            .withAction(2, provision())
            .withAction(
                3,
                when(
                    History::hasPeople,
                    step2(
                        "lose access during a cycle",
                        Arbitraries.integers().between(0, 12),
                        Combinators.combine(numbers(), Arbitraries.of(History.AccessLoss.class))
                            .as(Leaver::new),
                        (history, requests, leaver) ->
                            history.loseAccessDuringCycle(
                                requests, leaver.number(), leaver.loss()))))
            .withAction(
                2,
                step2(
                    "undo",
                    Arbitraries.integers().between(-1, 3),
                    flags(),
                    (history, back, apply) -> history.undo(back, apply)))
            .withAction(1, always("undo at once", History::undoAtOnce))
            .withAction(1, when(History::hasPeople, numbers("retry", History::retry)))
            .withAction(
                1,
                when(
                    History::hasPeople, numbers("provision and check", History::provisionAndCheck)))
            .withAction(5, failZscaler())
            .withAction(2, failGraph())
            .withAction(
                1,
                step2(
                    "delta behaviour",
                    Arbitraries.integers().between(0, 15),
                    Arbitraries.integers().between(0, 3),
                    (history, bits, delayed) ->
                        history
                            .environment
                            .tenant
                            .delta()
                            .duplicates((bits & 1) > 0)
                            .emptyPages((bits & 2) > 0)
                            .replayedChanges((bits & 4) > 0 ? 5 : 0)
                            .objectsPerPage((bits & 8) > 0 ? 2 : 200)
                            .linksPerPage((bits & 8) > 0 ? 2 : 500)
                            .delayedChanges(delayed)))
            .withAction(
                5,
                step(
                    "crash after calls",
                    Arbitraries.integers().between(0, 200),
                    History::crashAfterCalls));
    return chain.withMaxTransformations(LONGEST);
  }

  private static Action<History> settings() {
    return step(
        "settings",
        Combinators.combine(
                flags(),
                flags(),
                Arbitraries.of(Setup.Deprovision.class),
                Arbitraries.of(Setup.DeprovisionGroups.class),
                Arbitraries.of(1, 2, 100),
                Arbitraries.of(1, 1, 2, 500),
                Arbitraries.frequency(
                    net.jqwik.api.Tuple.of(4, false), net.jqwik.api.Tuple.of(1, true)))
            .as(Setup::new),
        History::set);
  }

  private static Action<History> provision() {
    return step2(
        "provision",
        Arbitraries.integers().between(0, 19),
        Combinators.combine(Arbitraries.of(History.Naming.class), flags()).as(Provision::new),
        (history, number, how) -> history.provision(number, how.naming(), how.dry()));
  }

  private record Leaver(int number, History.AccessLoss loss) {}

  private record Refusal(int number, int status) {}

  private record Provision(History.Naming naming, boolean dry) {}

  private static Action<History> failZscaler() {
    return step2(
        "fail Zscaler",
        Arbitraries.integers().between(0, 7),
        Combinators.combine(
                Arbitraries.frequency(
                    net.jqwik.api.Tuple.of(6, 1),
                    net.jqwik.api.Tuple.of(2, 3),
                    net.jqwik.api.Tuple.of(1, 9)),
                Arbitraries.of(
                    List.of(
                        Fault.lostAnswer(),
                        Fault.reset(),
                        Fault.brokenAnswer(),
                        Fault.truncatedJson(),
                        ZscalerFault.status(500),
                        ZscalerFault.status(503),
                        Fault.html(502),
                        ZscalerFault.blocked(),
                        ZscalerFault.throttled(ThrottleStyle.NONE),
                        ZscalerFault.throttled(ThrottleStyle.BODY_FIELD))))
            .as(ZscalerFailure::new),
        (history, skipped, failure) ->
            history.failZscaler(skipped, failure.times(), failure.fault()));
  }

  private record ZscalerFailure(int times, Fault fault) {}

  private static Action<History> failGraph() {
    return step2(
        "fail Graph",
        Arbitraries.of(
            RequestKind.USERS_DELTA,
            RequestKind.GROUPS_DELTA,
            RequestKind.ASSIGNMENTS,
            RequestKind.USER),
        Arbitraries.of(
            List.of(
                GraphFault.throttled(null),
                GraphFault.unavailable(null),
                GraphFault.serverError(),
                Fault.html(502),
                Fault.truncatedJson(),
                Fault.reset(),
                Fault.brokenAnswer(),
                GraphFault.emptyPage(),
                GraphFault.tokensRevoked(),
                GraphFault.deltaTokenExpired(Resync.GONE_WITH_LOCATION),
                GraphFault.deltaTokenExpired(Resync.SYNC_STATE_NOT_FOUND),
                GraphFault.deltaTokenExpired(Resync.BAD_REQUEST),
                GraphFault.deltaTokenExpired(Resync.UNKNOWN_ERROR),
                GraphFault.deltaTokenExpired(Resync.UNPROCESSABLE),
                GraphFault.leadsBack(0),
                GraphFault.leadsBack(1),
                GraphFault.repeatedPage())),
        (history, kind, fault) -> history.environment.tenant.faults().next(kind, fault));
  }

  // ---- building blocks -------------------------------------------------------------------------

  private interface Step2<A, B> {
    void run(History history, A first, B second);
  }

  private static Arbitrary<Integer> numbers() {
    return Arbitraries.integers().between(0, 9);
  }

  private static Arbitrary<Boolean> flags() {
    return Arbitraries.of(true, false);
  }

  private static Action<History> always(String name, Consumer<History> step) {
    return Action.just(name, toTransformer(name, step));
  }

  private static Action<History> numbers(String name, BiConsumer<History, Integer> step) {
    return step(name, numbers(), step);
  }

  private static Action<History> numbers2(String name, Step2<Integer, Integer> step) {
    return step2(name, numbers(), numbers(), step);
  }

  /** Runs an action only where the precondition is met. */
  private static Action<History> when(Predicate<History> precondition, Action<History> action) {
    return new Action.Independent<>() {
      @Override
      public boolean precondition(History history) {
        return precondition.test(history);
      }

      @Override
      public Arbitrary<Transformer<History>> transformer() {
        return ((Action.Independent<History>) action).transformer();
      }
    };
  }

  private static <A> Action<History> step(
      String name, Arbitrary<A> values, BiConsumer<History, A> step) {
    Action.Independent<History> action =
        () ->
            values.map(
                value -> toTransformer(name + " " + value, history -> step.accept(history, value)));
    return action;
  }

  private static <A, B> Action<History> step2(
      String name, Arbitrary<A> first, Arbitrary<B> second, Step2<A, B> step) {
    Action.Independent<History> action =
        () ->
            Combinators.combine(first, second)
                .as(
                    (a, b) ->
                        toTransformer(
                            name + " " + a + " " + b, history -> step.run(history, a, b)));
    return action;
  }

  private static Transformer<History> toTransformer(String name, Consumer<History> step) {
    return Transformer.mutate(
        name,
        history -> {
          step.accept(history);
          history.recordScope();
        });
  }
}
