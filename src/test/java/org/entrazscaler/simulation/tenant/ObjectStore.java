package org.entrazscaler.simulation.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.entrazscaler.simulation.tenant.Change.Kind;
import org.entrazscaler.simulation.tenant.DirectoryObject.State;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a directory with their states and links, and the log of their changes. Guarded by
 * the lock of its {@link Directory}.
 */
final class ObjectStore {

  private final Clock clock;
  private final Random identifiers = new Random(20_260_101L);
  private final Map<String, DirectoryObject> objects = new HashMap<>();
  private final List<DirectoryObject> inOrder = new ArrayList<>();
  private final Map<String, String> idsByPrincipalName = new HashMap<>();
  private final List<Change> changes = new ArrayList<>();

  ObjectStore(Clock clock) {
    this.clock = clock;
  }

  List<Change> changes() {
    return changes;
  }

  List<DirectoryObject> inOrder() {
    return inOrder;
  }

  @Nullable DirectoryObject find(String id) {
    return objects.get(id);
  }

  @Nullable DirectoryObject findUser(String idOrPrincipalName) {
    String id = idsByPrincipalName.get(idOrPrincipalName.toLowerCase(Locale.ROOT));
    return objects.get(id == null ? idOrPrincipalName : id);
  }

  String newId() {
    byte[] bytes = new byte[16];
    identifiers.nextBytes(bytes);
    bytes[6] = (byte) (bytes[6] & 0x0f | 0x40);
    bytes[8] = (byte) (bytes[8] & 0x3f | 0x80);
    long high = 0;
    long low = 0;
    for (int i = 0; i < 8; i++) {
      high = high << 8 | bytes[i] & 0xff;
      low = low << 8 | bytes[i + 8] & 0xff;
    }
    return new UUID(high, low).toString();
  }

  DirectoryObject create(String id, ObjectKind kind) {
    DirectoryObject object = new DirectoryObject(id, kind, inOrder.size(), changes.size());
    if (objects.putIfAbsent(id, object) != null) {
      throw new IllegalArgumentException("another object has the id " + id);
    }
    inOrder.add(object);
    set(object, "createdDateTime", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    record(object, Kind.CREATED, "");
    return object;
  }

  void record(DirectoryObject object, Kind kind, String detail) {
    changes.add(new Change(object, kind, detail));
    if (kind == Kind.LINK_ADDED) {
      object.formerLinks().remove(detail);
    } else if (kind == Kind.LINK_REMOVED) {
      object.addFormerLink(detail);
    }
  }

  static void set(DirectoryObject object, String property, Object value) {
    object.properties.put(property, Json.of(value));
  }

  void update(DirectoryObject object, String property, @Nullable Object value) {
    JsonNode next = stored(object, property, value);
    JsonNode previous = object.properties.get(property);
    if (next.equals(previous) || (previous == null && next.isNull())) {
      return;
    }
    object.properties.put(property, next);
    record(object, Kind.PROPERTY, property);
  }

  static JsonNode stored(DirectoryObject object, String property, @Nullable Object value) {
    if (value == null) {
      return NullNode.getInstance();
    }
    if (!property.equals("onPremisesExtensionAttributes")) {
      return Json.of(value);
    }
    ObjectNode merged = Json.object();
    JsonNode previous = object.properties.get(property);
    for (int i = 1; i <= 15; i++) {
      String name = "extensionAttribute" + i;
      merged.set(name, previous == null || previous.isNull() ? null : previous.get(name));
    }
    Json.of(value)
        .properties()
        .forEach(
            entry -> {
              if (!merged.has(entry.getKey())) {
                throw new IllegalArgumentException("unknown attribute: " + entry.getKey());
              }
              merged.set(entry.getKey(), entry.getValue());
            });
    return merged;
  }

  void movePrincipalName(DirectoryObject user, String next) {
    String key = next.toLowerCase(Locale.ROOT);
    String holder = idsByPrincipalName.putIfAbsent(key, user.id);
    if (holder != null && !holder.equals(user.id)) {
      throw new IllegalArgumentException("another user has the userPrincipalName " + next);
    }
    String previous = user.text("userPrincipalName").toLowerCase(Locale.ROOT);
    if (!previous.equals(key)) {
      idsByPrincipalName.remove(previous);
    }
  }

  void dropManager(DirectoryObject user) {
    if (user.manager != null) {
      DirectoryObject previous = objects.get(user.manager);
      if (previous != null) {
        previous.removeReport(user.id);
      }
      record(user, Kind.LINK_REMOVED, user.manager);
      user.manager = null;
    }
  }

  void softDelete(DirectoryObject object) {
    if (object.kind == ObjectKind.USER) {
      idsByPrincipalName.remove(object.text("userPrincipalName").toLowerCase(Locale.ROOT));
    }
    object.state = State.SOFT_DELETED;
    object.deleted = clock.instant();
    record(object, Kind.SOFT_DELETED, "");
  }

  void restore(DirectoryObject object) {
    if (object.kind == ObjectKind.USER) {
      String key = object.text("userPrincipalName").toLowerCase(Locale.ROOT);
      if (idsByPrincipalName.putIfAbsent(key, object.id) != null) {
        throw new IllegalStateException("another user took the userPrincipalName " + key);
      }
    }
    object.state = State.LIVE;
    object.deleted = null;
    record(object, Kind.RESTORED, "");
    // A round that reported the object as deleted did not report the links that ended; now it
    // reports them.
    List.copyOf(object.formerLinks()).forEach(link -> record(object, Kind.LINK_REMOVED, link));
  }

  void purge(DirectoryObject object) {
    if (object.live() && object.kind == ObjectKind.USER) {
      idsByPrincipalName.remove(object.text("userPrincipalName").toLowerCase(Locale.ROOT));
    }
    for (String holder : List.copyOf(object.memberOf())) {
      DirectoryObject group = objects.get(holder);
      if (group != null && group.removeMember(object)) {
        record(group, Kind.LINK_REMOVED, object.id);
      }
    }
    for (String report : List.copyOf(object.reports())) {
      DirectoryObject user = objects.get(report);
      if (user != null) {
        dropManager(user);
      }
    }
    for (String member : List.copyOf(object.members())) {
      DirectoryObject principal = objects.get(member);
      if (principal != null) {
        object.removeMember(principal);
      }
    }
    DirectoryObject manager = object.manager == null ? null : objects.get(object.manager);
    if (manager != null) {
      manager.removeReport(object.id);
      object.manager = null;
    }
    object.state = State.PURGED;
    object.properties.clear();
    record(object, Kind.PURGED, "");
  }

  static boolean microsoft365(DirectoryObject group) {
    JsonNode types = group.properties.get("groupTypes");
    if (types != null) {
      for (JsonNode type : types) {
        if (type.asText().equals("Unified")) {
          return true;
        }
      }
    }
    return false;
  }

  DirectoryObject live(String id, ObjectKind kind) {
    DirectoryObject object = present(id, kind);
    if (!object.live()) {
      throw new IllegalStateException("the object is in the recycle bin: " + id);
    }
    return object;
  }

  DirectoryObject softDeleted(String id, ObjectKind kind) {
    DirectoryObject object = present(id, kind);
    if (object.live()) {
      throw new IllegalStateException("the object is not in the recycle bin: " + id);
    }
    return object;
  }

  DirectoryObject present(String id, ObjectKind kind) {
    DirectoryObject object = objects.get(id);
    if (object == null || object.kind != kind || object.state == State.PURGED) {
      throw new IllegalArgumentException("no " + kind + " with the id " + id);
    }
    return object;
  }
}
