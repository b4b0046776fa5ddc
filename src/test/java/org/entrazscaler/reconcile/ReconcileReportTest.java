package org.entrazscaler.reconcile;

import static org.entrazscaler.graph.ObjectKey.user;
import static org.entrazscaler.store.StateTrial.NOW;
import static org.entrazscaler.text.ExpectedText.assertOutput;

import java.nio.file.Path;
import java.util.List;
import org.entrazscaler.deadletter.ParkedObject;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.outcome.Outcome;
import org.entrazscaler.reconcile.Difference.Kind;
import org.entrazscaler.store.StateAddress;
import org.entrazscaler.store.StateTrial;
import org.entrazscaler.text.RecordJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The whole report of a reconciliation. */
class ReconcileReportTest {

  private final StateTrial trial = new StateTrial(StateAddress.inMemory(), Path.of(""));

  @AfterEach
  void close() {
    trial.close();
  }

  private void add(Kind kind, String name, int number) {
    trial
        .state()
        .differences()
        .add(
            5,
            new Difference(
                kind,
                ObjectType.USER,
                name,
                "t-" + name,
                name,
                "title",
                "Chief",
                kind == Kind.VALUE ? null : "t-1",
                kind == Kind.GONE ? "since yesterday" : null,
                number));
  }

  private void assertReport(String file, String read) {
    assertOutput(
        ReconcileReportTest.class,
        file,
        new ReconcileReport(
                trial.state(), 5, RecordJson.read(read.replace('\'', '"'), TargetLists.class))
            .text());
  }

  @Test
  void noDifference() {
    assertReport("reconcile-none.txt", "{'cycle':5,'users':{'received':1,'announced':1}}");
  }

  @Test
  void oneOfEachKind() {
    for (Kind kind : Kind.values()) {
      add(kind, "one", 1);
    }
    assertReport(
        "reconcile-one.txt",
        "{'cycle':5,'users':{'received':1,'announced':1},'groups':{'received':1,'announced':1}}");
  }

  @Test
  void severalOfEachKindAndWhatBecameOfThem() {
    for (Kind kind : Kind.values()) {
      add(kind, "ann", 1);
      add(kind, "bob", 1);
    }
    add(Kind.FOREIGN_ACCOUNT, "others", 3);
    trial
        .state()
        .outcomes()
        .record(
            List.of(
                new Outcome.Parked(
                    new ParkedObject(
                        user("bob"),
                        "Bob",
                        "update",
                        "cause",
                        "Code",
                        "It is\nrefused.",
                        "Correct",
                        null,
                        "HTTP 400",
                        NOW,
                        1,
                        NOW,
                        "5",
                        false),
                    null,
                    List.of())));
    assertReport(
        "reconcile-several.txt",
        "{'cycle':5,'fix':true,'memberships':'Groups were read one by one.',"
            + "'users':{'received':2,'announced':3,'partial':true},"
            + "'groups':{'received':2,'announced':2}}");
  }
}
