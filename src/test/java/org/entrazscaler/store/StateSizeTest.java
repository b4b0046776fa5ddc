package org.entrazscaler.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entrazscaler.graph.ObjectType.GROUP;
import static org.entrazscaler.graph.ObjectType.USER;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.entrazscaler.graph.DirectoryChange;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.journal.LogEntry;
import org.entrazscaler.journal.LogIdentity;
import org.entrazscaler.link.Intent;
import org.entrazscaler.link.Link;
import org.entrazscaler.link.Origin;
import org.entrazscaler.link.StoredChange;
import org.entrazscaler.outcome.Completion;
import org.entrazscaler.outcome.Outcome;
import org.entrazscaler.source.StoredObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The size on disk after a first cycle that reads, plans and writes as the routes do. */
class StateSizeTest {

  private static final int USERS = 3_000;
  private static final int PAGE = 999;
  private static final int PLANNED_AT_ONCE = 200;
  private static final int SENT_AT_ONCE = 100;

  private static final long MOST_BYTES_ON_THE_WAY = 3_000;
  private static final long MOST_BYTES = 1_500;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Random random = new Random(1);
  @TempDir private Path directory;
  private long largest;
  private int targets;

  private String id() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  @Test
  void aUserWithItsLogEntryNeedsLittleSpaceDuringAndAfterTheFirstCycle() throws IOException {
    StateTrial trial =
        new StateTrial(new StateAddress("jdbc:h2:file:./data/state", null, null, null), directory);
    List<String> ids = IntStream.range(0, USERS).mapToObj(number -> id()).toList();
    read(trial, ids);
    List<StoredObject> pending = new ArrayList<>();
    trial.pending(USER).forEach(user -> pending.add(trial.stored(ObjectKey.user(user))));
    for (List<StoredObject> chunk : parts(pending, PLANNED_AT_ONCE)) {
      trial.state().plan().putAll(chunk.stream().map(StateSizeTest::planned).toList());
      look();
    }
    for (List<StoredObject> window : parts(pending, SENT_AT_ONCE)) {
      trial
          .links()
          .recordIntents(window.stream().map(user -> new Intent(user.key(), "CREATE")).toList());
      look();
      List<Outcome> outcomes = new ArrayList<>();
      for (StoredObject user : window) {
        String targetId = Integer.toString(40_000_000 + targets++);
        outcomes.add(new Outcome.Linked(link(user, targetId), List.of(), entry(user, targetId)));
        outcomes.add(
            new Outcome.Completed(
                new Completion(user.key(), user.changed(), true, true, StateTrial.KEPT), null));
      }
      trial.state().outcomes().record(outcomes);
      look();
    }
    trial.close();
    long left = size();
    assertThat(largest)
        .as(largest / USERS + " bytes a user on the way")
        .isLessThanOrEqualTo(MOST_BYTES_ON_THE_WAY * USERS);
    assertThat(left).as(left / USERS + " bytes a user").isLessThanOrEqualTo(MOST_BYTES * USERS);
  }

  private void read(StateTrial trial, List<String> ids) throws IOException {
    DirectoryChange all = StateTrial.group(id(), ids.toArray(String[]::new));
    trial.assign(StateTrial.assigned(all));
    trial.fullRound(GROUP, all);
    trial.sourceUpdater().beginFullRound(USER, "first");
    for (List<String> page : parts(ids, PAGE)) {
      trial.page(
          USER,
          "next",
          page.stream()
              .map(
                  user ->
                      StateTrial.user(
                          user,
                          "{'accountEnabled':true,'displayName':'%s','userPrincipalName':'%s'}"
                              .formatted(display(user), name(user))))
              .toArray(DirectoryChange[]::new));
      look();
    }
    trial.lastPage(USER);
  }

  private static <T> List<List<T>> parts(List<T> all, int size) {
    List<List<T>> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += size) {
      parts.add(all.subList(from, Math.min(all.size(), from + size)));
    }
    return parts;
  }

  private static String display(String user) {
    return "Wilhelmina " + user.substring(0, 8);
  }

  private static String name(String user) {
    return "wilhelmina." + user.substring(0, 8) + "@example.com";
  }

  private static StoredChange planned(StoredObject user) {
    String content =
        "{\"action\":\"CREATE\",\"name\":\"%s\",\"values\":[{\"path\":\"userName\",\"after\":\"%s\"},{\"path\":\"displayName\",\"after\":\"%s\"}],\"reason\":\"In scope, and not in Zscaler yet\"}"
            .formatted(name(user.key().id()), name(user.key().id()), display(user.key().id()));
    return new StoredChange(
        user.key(), 3, user.changed(), content.repeat(2), name(user.key().id()));
  }

  private static Link link(StoredObject user, String targetId) {
    String id = user.key().id();
    return new Link(
        user.key(),
        targetId,
        Origin.CREATED,
        NODES
            .objectNode()
            .put("userName", name(id))
            .put("externalId", id)
            .put("active", true)
            .put("displayName", display(id)),
        false,
        true,
        null);
  }

  private LogEntry entry(StoredObject user, String targetId) {
    String id = user.key().id();
    ArrayNode modified = NODES.arrayNode();
    link(user, targetId)
        .written()
        .properties()
        .forEach(
            value -> {
              ObjectNode property = modified.addObject().put("displayName", value.getKey());
              property.putNull("oldValue").set("newValue", value.getValue());
            });
    ArrayNode steps = NODES.arrayNode();
    step(
        steps,
        "EntryImportAdd",
        "import",
        "success",
        "Received User '%s' from Microsoft Entra ID".formatted(name(id)));
    step(
        steps,
        "EntrySynchronizationScoping",
        "scoping",
        "success",
        "User '%s' is in scope".formatted(name(id)));
    step(
        steps,
        "EntrySynchronizationAdd",
        "matching",
        "success",
        "No matching User was found in Zscaler");
    step(
        steps,
        "EntrySynchronizationCheck",
        "processing",
        "warning",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department has no value;"
            + " Microsoft's tutorial of ZIA calls it required.");
    step(steps, "EntryExportAdd", "export", "success", "In scope, and not in Zscaler yet")
        .putObject("details")
        .put("ReportableIdentifier", targetId);
    return new LogEntry(
        0,
        StateTrial.NOW,
        "1",
        id(),
        "create",
        LogEntry.SUCCESS,
        user.key(),
        new LogIdentity(id, name(id), display(id)),
        new LogIdentity(targetId, name(id), display(id)),
        200,
        null,
        "In scope, and not in Zscaler yet",
        modified,
        steps);
  }

  private static ObjectNode step(
      ArrayNode steps, String name, String type, String status, String description) {
    ObjectNode step =
        steps
            .addObject()
            .put("name", name)
            .put("provisioningStepType", type)
            .put("status", status)
            .put("description", description);
    step.putObject("details");
    return step;
  }

  private void look() throws IOException {
    largest = Math.max(largest, size());
  }

  private long size() throws IOException {
    return Files.size(directory.resolve("data/state.mv.db"));
  }
}
