package org.entrazscaler.simulation.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import org.entrazscaler.simulation.tenant.Change.Kind;
import org.entrazscaler.simulation.tenant.DirectoryObject.State;
import org.jspecify.annotations.Nullable;

/**
 * The directory of the simulated tenant: users, groups, memberships, managers, and who is assigned
 * to the enterprise application. Each operation takes effect at once and is recorded in order; what
 * administrators can't do in Entra (an unknown object, a user principal name that is taken, a
 * change of a deleted object) is refused with an {@link IllegalArgumentException} or {@link
 * IllegalStateException}. Safe for use by several threads.
 */
public final class Directory {

  /** The role of those who hold no role of the application itself. */
  public static final String DEFAULT_ACCESS = "00000000-0000-0000-0000-000000000000";

  private final Clock clock;
  private final GraphSchema schema = new GraphSchema();
  private final Random identifiers = new Random(20_260_101L);
  private final String enterpriseAppId;
  private final String userRole;

  private final Map<String, DirectoryObject> objects = new HashMap<>();
  private final List<DirectoryObject> inOrder = new ArrayList<>();
  private final Map<String, String> idsByPrincipalName = new HashMap<>();
  private final List<Change> changes = new ArrayList<>();
  private final Map<String, String> roles = new LinkedHashMap<>();
  private final NavigableMap<Long, AppAssignment> assignments = new TreeMap<>();
  private final Map<String, Map<String, Long>> assignmentsByPrincipal = new HashMap<>();
  private long assigned;
  private boolean softDeletedKeepAssignmentsListed;

  Directory(Clock clock, String applicationName) {
    this.clock = clock;
    this.userRole = newId();
    roles.put("User", userRole);
    DirectoryObject application = create(newId(), ObjectKind.SERVICE_PRINCIPAL);
    set(application, "accountEnabled", true);
    set(application, "appId", newId());
    set(application, "displayName", applicationName);
    set(application, "servicePrincipalType", "Application");
    this.enterpriseAppId = application.id;
    putRoles();
  }

  // ---- users -----------------------------------------------------------------------------------

  /**
   * Adds an enabled member user.
   *
   * @param displayName its display name
   * @param userPrincipalName its user principal name, free in the directory
   * @return its id
   */
  public String addUser(String displayName, String userPrincipalName) {
    return addUser(displayName, userPrincipalName, Map.of());
  }

  /**
   * Adds a user.
   *
   * @param displayName its display name
   * @param userPrincipalName its user principal name, free in the directory
   * @param properties further Graph properties, which win over what would be set otherwise ({@code
   *     accountEnabled} true, {@code userType} Member); {@code id} fixes the id; a name beginning
   *     with {@code extension_} registers that directory extension
   * @return its id
   */
  public synchronized String addUser(
      String displayName, String userPrincipalName, Map<String, ?> properties) {
    String key = userPrincipalName.toLowerCase(Locale.ROOT);
    if (idsByPrincipalName.containsKey(key)) {
      throw new IllegalArgumentException(
          "another user has the userPrincipalName " + userPrincipalName);
    }
    properties.keySet().forEach(this::checkUserProperty);
    Object wanted = properties.get("id");
    DirectoryObject user = create(wanted == null ? newId() : wanted.toString(), ObjectKind.USER);
    idsByPrincipalName.put(key, user.id);
    set(user, "accountEnabled", true);
    set(user, "businessPhones", List.of());
    set(user, "displayName", displayName);
    set(user, "mailNickname", userPrincipalName.replaceFirst("@.*", ""));
    set(user, "userPrincipalName", userPrincipalName);
    set(user, "userType", "Member");
    properties.forEach(
        (name, value) -> {
          if (!name.equals("id")) {
            user.properties.put(name, stored(user, name, value));
          }
        });
    return user.id;
  }

  /**
   * Adds a guest as an invitation does: {@code ada@example.org} becomes {@code
   * ada_example.org#EXT#@<tenant domain>}.
   *
   * @param displayName its display name
   * @param externalMail its address at home
   * @param tenantDomain the domain of this tenant
   * @return its id
   */
  public String addGuest(String displayName, String externalMail, String tenantDomain) {
    return addUser(
        displayName,
        externalMail.replace('@', '_') + "#EXT#@" + tenantDomain,
        Map.of("userType", "Guest", "mail", externalMail, "externalUserState", "Accepted"));
  }

  /**
   * Sets or empties a property of a user.
   *
   * @param id a user that is not deleted
   * @param property Graph's name of the property
   * @param value the new value (a map for {@code onPremisesExtensionAttributes}, which is merged);
   *     null empties it
   */
  public synchronized void updateUser(String id, String property, @Nullable Object value) {
    DirectoryObject user = live(id, ObjectKind.USER);
    checkUserProperty(property);
    if (property.equals("id")) {
      throw new IllegalArgumentException("the id of a user can't change");
    }
    if (property.equals("userPrincipalName")) {
      movePrincipalName(user, String.valueOf(value));
    }
    update(user, property, value);
  }

  /**
   * Sets or empties one of the fifteen extension attributes.
   *
   * @param id a user that is not deleted
   * @param number 1 to 15
   * @param value the new value; null empties it
   */
  public void setExtensionAttribute(String id, int number, @Nullable String value) {
    Map<String, @Nullable Object> attribute = new HashMap<>();
    attribute.put("extensionAttribute" + number, value);
    updateUser(id, "onPremisesExtensionAttributes", attribute);
  }

  /**
   * Makes a directory extension of users ({@code extension_<app id>_<name>}) known to {@code
   * $select}.
   */
  public void registerExtension(String name) {
    if (!name.startsWith("extension_")) {
      throw new IllegalArgumentException("a directory extension begins with extension_: " + name);
    }
    schema.registerUserExtension(name);
  }

  /** Blocks a user's sign-in: {@code accountEnabled} becomes false. */
  public void blockSignIn(String id) {
    updateUser(id, "accountEnabled", false);
  }

  /** Allows a user's sign-in again. */
  public void allowSignIn(String id) {
    updateUser(id, "accountEnabled", true);
  }

  /**
   * Sets or removes a user's manager.
   *
   * @param id a user that is not deleted
   * @param manager a user that is not deleted; null for none
   */
  public synchronized void setManager(String id, @Nullable String manager) {
    DirectoryObject user = live(id, ObjectKind.USER);
    DirectoryObject next = manager == null ? null : live(manager, ObjectKind.USER);
    if (Objects.equals(user.manager, manager)) {
      return;
    }
    dropManager(user);
    if (next != null) {
      user.manager = next.id;
      next.addReport(user.id);
      record(user, Kind.LINK_ADDED, next.id);
    }
  }

  /** Moves a user to the recycle bin, where it keeps its memberships and its assignments. */
  public synchronized void deleteUser(String id) {
    softDelete(live(id, ObjectKind.USER));
  }

  /** Takes a user out of the recycle bin. */
  public synchronized void restoreUser(String id) {
    DirectoryObject user = softDeleted(id, ObjectKind.USER);
    String key = user.text("userPrincipalName").toLowerCase(Locale.ROOT);
    if (idsByPrincipalName.putIfAbsent(key, id) != null) {
      throw new IllegalStateException("another user took the userPrincipalName " + key);
    }
    restore(user);
  }

  /** Deletes a user for good, whether it is in the recycle bin or not. */
  public synchronized void purgeUser(String id) {
    purge(present(id, ObjectKind.USER));
  }

  // ---- groups ----------------------------------------------------------------------------------

  /**
   * Adds a security group.
   *
   * @param displayName its name
   * @return its id
   */
  public String addGroup(String displayName) {
    return addGroup(displayName, Map.of());
  }

  /**
   * Adds a security group.
   *
   * @param displayName its name
   * @param properties further Graph properties, which win; {@code id} fixes the id
   * @return its id
   */
  public synchronized String addGroup(String displayName, Map<String, ?> properties) {
    properties.keySet().forEach(name -> checkProperty(ObjectKind.GROUP, name));
    Object wanted = properties.get("id");
    DirectoryObject group = create(wanted == null ? newId() : wanted.toString(), ObjectKind.GROUP);
    set(group, "displayName", displayName);
    set(group, "groupTypes", List.of());
    set(group, "mailEnabled", false);
    set(group, "mailNickname", displayName.replaceAll("[^A-Za-z0-9]", ""));
    set(group, "securityEnabled", true);
    properties.forEach(
        (name, value) -> {
          if (!name.equals("id")) {
            group.properties.put(name, stored(group, name, value));
          }
        });
    return group.id;
  }

  /**
   * Adds a Microsoft 365 group, which deletion moves to the recycle bin.
   *
   * @param displayName its name
   * @param securityEnabled whether it can be assigned to applications
   * @return its id
   */
  public String addMicrosoft365Group(String displayName, boolean securityEnabled) {
    return addGroup(
        displayName,
        Map.of(
            "groupTypes",
            List.of("Unified"),
            "mailEnabled",
            true,
            "securityEnabled",
            securityEnabled,
            "visibility",
            "Private"));
  }

  /** Sets or, with null, empties a property of a group that is not deleted. */
  public synchronized void updateGroup(String id, String property, @Nullable Object value) {
    DirectoryObject group = live(id, ObjectKind.GROUP);
    checkProperty(ObjectKind.GROUP, property);
    update(group, property, value);
  }

  /** Renames a user or a group: its {@code displayName} changes. */
  public synchronized void rename(String id, String displayName) {
    ObjectKind kind = kindOf(id);
    if (kind == null) {
      throw new IllegalArgumentException("no object to rename: " + id);
    }
    DirectoryObject object = live(id, kind);
    update(object, "displayName", displayName);
  }

  /**
   * Adds a direct member.
   *
   * @param group a group that is not deleted
   * @param member a user, group, device or service principal that is not deleted
   * @return false if it was one already
   */
  public synchronized boolean addMember(String group, String member) {
    DirectoryObject holder = live(group, ObjectKind.GROUP);
    DirectoryObject principal = objects.get(member);
    if (principal == null || !principal.live() || principal == holder) {
      throw new IllegalArgumentException("no object that could be a member: " + member);
    }
    boolean added = holder.addMember(principal);
    if (added) {
      record(holder, Kind.LINK_ADDED, member);
    }
    return added;
  }

  /**
   * Removes a direct member.
   *
   * @return false if it was none
   */
  public synchronized boolean removeMember(String group, String member) {
    DirectoryObject holder = live(group, ObjectKind.GROUP);
    DirectoryObject principal = objects.get(member);
    boolean removed = principal != null && holder.removeMember(principal);
    if (removed) {
      record(holder, Kind.LINK_REMOVED, member);
    }
    return removed;
  }

  /** Deletes a group: a security group for good, a Microsoft 365 group into the recycle bin. */
  public synchronized void deleteGroup(String id) {
    DirectoryObject group = live(id, ObjectKind.GROUP);
    if (microsoft365(group)) {
      softDelete(group);
    } else {
      purge(group);
    }
  }

  /** Takes a Microsoft 365 group out of the recycle bin. */
  public synchronized void restoreGroup(String id) {
    restore(softDeleted(id, ObjectKind.GROUP));
  }

  /** Deletes a group for good, whether it is in the recycle bin or not. */
  public synchronized void purgeGroup(String id) {
    purge(present(id, ObjectKind.GROUP));
  }

  // ---- other principals, assignments -----------------------------------------------------------

  /** Adds a device, which can be a member of groups. */
  public synchronized String addDevice(String displayName) {
    DirectoryObject device = create(newId(), ObjectKind.DEVICE);
    set(device, "displayName", displayName);
    set(device, "deviceId", newId());
    return device.id;
  }

  /**
   * Adds another application's service principal, which can be assigned and be a member of groups.
   */
  public synchronized String addServicePrincipal(String displayName) {
    DirectoryObject principal = create(newId(), ObjectKind.SERVICE_PRINCIPAL);
    set(principal, "displayName", displayName);
    set(principal, "appId", newId());
    return principal.id;
  }

  /** The object id of the enterprise application. */
  public String enterpriseAppId() {
    return enterpriseAppId;
  }

  /** The id of the application's role {@code User}. */
  public String userRole() {
    return userRole;
  }

  /**
   * Adds a role to the enterprise application.
   *
   * @param displayName its name
   * @return its id
   */
  public synchronized String addRole(String displayName) {
    String role = newId();
    roles.put(displayName, role);
    putRoles();
    return role;
  }

  /** Assigns a principal to the enterprise application in the role {@code User}. */
  public String assign(String principal) {
    return assign(principal, userRole);
  }

  /**
   * Assigns a principal to the enterprise application.
   *
   * @param principal a user, group or service principal that is not deleted
   * @param role the id of one of the application's roles, or {@link #DEFAULT_ACCESS}
   * @return the id of the assignment, which may have been there already
   */
  public synchronized String assign(String principal, String role) {
    DirectoryObject object = objects.get(principal);
    if (object == null || !object.live() || object.kind == ObjectKind.DEVICE) {
      throw new IllegalArgumentException("no object that could be assigned: " + principal);
    }
    if (!role.equals(DEFAULT_ACCESS) && !roles.containsValue(role)) {
      throw new IllegalArgumentException("not a role of the application: " + role);
    }
    Map<String, Long> held =
        assignmentsByPrincipal.computeIfAbsent(principal, key -> new LinkedHashMap<>());
    Long existing = held.get(role);
    if (existing != null) {
      return assignments.get(existing).id();
    }
    long sequence = ++assigned;
    AppAssignment assignment =
        new AppAssignment(
            sequence,
            OpaqueToken.assignmentId(principal, role, sequence),
            principal,
            role,
            clock.instant());
    assignments.put(sequence, assignment);
    held.put(role, sequence);
    return assignment.id();
  }

  /** Removes all assignments of a principal; does nothing if there are none. */
  public synchronized void unassign(String principal) {
    Map<String, Long> held = assignmentsByPrincipal.remove(principal);
    if (held != null) {
      held.values().forEach(assignments::remove);
    }
  }

  /** Removes a principal's assignment in one role; does nothing if there is none. */
  public synchronized void unassign(String principal, String role) {
    Map<String, Long> held = assignmentsByPrincipal.get(principal);
    Long sequence = held == null ? null : held.remove(role);
    if (sequence != null) {
      assignments.remove(sequence);
    }
  }

  /**
   * Whether the assignments of a soft-deleted principal stay in the list; false at first. The
   * documentation says neither, so a reader must be right in both cases.
   */
  public synchronized void listAssignmentsOfSoftDeleted(boolean listed) {
    softDeletedKeepAssignmentsListed = listed;
  }

  // ---- what tests compare with -----------------------------------------------------------------

  /** The ids of the users that are not deleted, in the order of creation. */
  public List<String> userIds() {
    return ids(object -> object.kind == ObjectKind.USER && object.live());
  }

  /** The ids of the groups that are not deleted, in the order of creation. */
  public List<String> groupIds() {
    return ids(object -> object.kind == ObjectKind.GROUP && object.live());
  }

  /** The ids of the users and groups in the recycle bin, in the order of creation. */
  public List<String> softDeletedIds() {
    return ids(object -> object.state == State.SOFT_DELETED);
  }

  /**
   * A copy of an object's properties as a single GET with every property that was ever set would
   * show them.
   *
   * @return null if there is no such object or it is gone for good
   */
  public synchronized @Nullable ObjectNode object(String id) {
    DirectoryObject object = objects.get(id);
    if (object == null || object.state == State.PURGED) {
      return null;
    }
    ObjectNode copy = Json.object();
    object.properties.forEach((name, value) -> copy.set(name, value.deepCopy()));
    return copy.put("id", id);
  }

  /** What an object is; null if there is no such object or it is gone for good. */
  public synchronized @Nullable ObjectKind kindOf(String id) {
    DirectoryObject object = objects.get(id);
    return object == null || object.state == State.PURGED ? null : object.kind;
  }

  /**
   * The ids of a group's direct members, soft-deleted ones included, sorted; empty for a group that
   * is not there.
   */
  public synchronized Set<String> memberIds(String group) {
    DirectoryObject object = objects.get(group);
    return object == null ? Set.of() : new TreeSet<>(object.members());
  }

  /** The ids of the groups of which it is a direct member, sorted. */
  public synchronized Set<String> groupIdsOf(String member) {
    DirectoryObject object = objects.get(member);
    return object == null ? Set.of() : new TreeSet<>(object.memberOf());
  }

  /** The id of a user's manager; null if there is none. */
  public synchronized @Nullable String managerId(String user) {
    DirectoryObject object = objects.get(user);
    return object == null ? null : object.manager;
  }

  /** The assignments that the enterprise application shows, in the order of assigning. */
  public synchronized List<AppAssignment> assignments() {
    return assignmentsAfter(0, Integer.MAX_VALUE);
  }

  /** How many changes the directory has seen. */
  public synchronized long changeCount() {
    return changes.size();
  }

  // ---- for the endpoints, which hold this object's lock ----------------------------------------

  GraphSchema schema() {
    return schema;
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

  List<AppAssignment> assignmentsAfter(long sequence, int limit) {
    List<AppAssignment> result = new ArrayList<>();
    for (AppAssignment assignment : assignments.tailMap(sequence, false).values()) {
      if (result.size() == limit) {
        break;
      }
      DirectoryObject principal = objects.get(assignment.principalId());
      if (softDeletedKeepAssignmentsListed || (principal != null && principal.live())) {
        result.add(assignment);
      }
    }
    return result;
  }

  // ----------------------------------------------------------------------------------------------

  private synchronized List<String> ids(Predicate<DirectoryObject> wanted) {
    List<String> ids = new ArrayList<>();
    for (DirectoryObject object : inOrder) {
      if (wanted.test(object)) {
        ids.add(object.id);
      }
    }
    return ids;
  }

  private String newId() {
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

  private DirectoryObject create(String id, ObjectKind kind) {
    DirectoryObject object = new DirectoryObject(id, kind, inOrder.size(), changes.size());
    if (objects.putIfAbsent(id, object) != null) {
      throw new IllegalArgumentException("another object has the id " + id);
    }
    inOrder.add(object);
    set(object, "createdDateTime", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    record(object, Kind.CREATED, "");
    return object;
  }

  private void record(DirectoryObject object, Kind kind, String detail) {
    changes.add(new Change(object, kind, detail));
    if (kind == Kind.LINK_ADDED) {
      object.formerLinks().remove(detail);
    } else if (kind == Kind.LINK_REMOVED) {
      object.addFormerLink(detail);
    }
  }

  private static void set(DirectoryObject object, String property, Object value) {
    object.properties.put(property, Json.of(value));
  }

  private void update(DirectoryObject object, String property, @Nullable Object value) {
    JsonNode next = stored(object, property, value);
    JsonNode previous = object.properties.get(property);
    if (next.equals(previous) || (previous == null && next.isNull())) {
      return;
    }
    object.properties.put(property, next);
    record(object, Kind.PROPERTY, property);
  }

  private static JsonNode stored(DirectoryObject object, String property, @Nullable Object value) {
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
                throw new IllegalArgumentException("no such attribute: " + entry.getKey());
              }
              merged.set(entry.getKey(), entry.getValue());
            });
    return merged;
  }

  private void checkUserProperty(String name) {
    if (name.startsWith("extension_")) {
      schema.registerUserExtension(name);
    }
    checkProperty(ObjectKind.USER, name);
  }

  private void checkProperty(ObjectKind kind, String name) {
    if (!schema.stored(kind, name)) {
      throw new IllegalArgumentException("Graph knows no property " + name + " of a " + kind);
    }
  }

  private void movePrincipalName(DirectoryObject user, String next) {
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

  private void dropManager(DirectoryObject user) {
    if (user.manager != null) {
      DirectoryObject previous = objects.get(user.manager);
      if (previous != null) {
        previous.removeReport(user.id);
      }
      record(user, Kind.LINK_REMOVED, user.manager);
      user.manager = null;
    }
  }

  private void softDelete(DirectoryObject object) {
    if (object.kind == ObjectKind.USER) {
      idsByPrincipalName.remove(object.text("userPrincipalName").toLowerCase(Locale.ROOT));
    }
    object.state = State.SOFT_DELETED;
    object.deleted = clock.instant();
    record(object, Kind.SOFT_DELETED, "");
  }

  private void restore(DirectoryObject object) {
    object.state = State.LIVE;
    object.deleted = null;
    record(object, Kind.RESTORED, "");
    // A round that named it as deleted kept silent about links that ended: their readers learn it
    // now.
    List.copyOf(object.formerLinks()).forEach(link -> record(object, Kind.LINK_REMOVED, link));
  }

  private void purge(DirectoryObject object) {
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
    unassign(object.id);
    object.state = State.PURGED;
    object.properties.clear();
    record(object, Kind.PURGED, "");
  }

  private void putRoles() {
    DirectoryObject application = objects.get(enterpriseAppId);
    List<Map<String, Object>> list = new ArrayList<>();
    roles.forEach(
        (name, id) ->
            list.add(
                Map.of(
                    "id",
                    id,
                    "displayName",
                    name,
                    "description",
                    name,
                    "isEnabled",
                    true,
                    "value",
                    name,
                    "allowedMemberTypes",
                    List.of("User"))));
    if (application != null) {
      set(application, "appRoles", list);
    }
  }

  private static boolean microsoft365(DirectoryObject group) {
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

  private DirectoryObject live(String id, ObjectKind kind) {
    DirectoryObject object = present(id, kind);
    if (!object.live()) {
      throw new IllegalStateException("the object is in the recycle bin: " + id);
    }
    return object;
  }

  private DirectoryObject softDeleted(String id, ObjectKind kind) {
    DirectoryObject object = present(id, kind);
    if (object.live()) {
      throw new IllegalStateException("the object is not in the recycle bin: " + id);
    }
    return object;
  }

  private DirectoryObject present(String id, ObjectKind kind) {
    DirectoryObject object = objects.get(id);
    if (object == null || object.kind != kind || object.state == State.PURGED) {
      throw new IllegalArgumentException("no " + kind + " with the id " + id);
    }
    return object;
  }
}
