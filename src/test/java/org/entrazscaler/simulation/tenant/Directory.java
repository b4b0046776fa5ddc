package org.entrazscaler.simulation.tenant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.entrazscaler.simulation.tenant.Change.Kind;
import org.entrazscaler.simulation.tenant.DirectoryObject.State;
import org.jspecify.annotations.Nullable;

/**
 * The directory of the simulated tenant: users, groups, memberships, managers, and the assignments
 * to the enterprise application. Each operation takes effect at once and is recorded in order. What
 * administrators cannot do in Entra (use an unknown object or a taken user principal name, or
 * change a deleted object) is refused with an {@link IllegalArgumentException} or {@link
 * IllegalStateException}. Safe for use by several threads.
 */
public final class Directory {

  /** The role of an assignment without a role of the application. */
  public static final String DEFAULT_ACCESS = "00000000-0000-0000-0000-000000000000";

  private final Clock clock;
  private final GraphSchema schema = new GraphSchema();
  private final ObjectStore store;
  private final AssignmentList assignments = new AssignmentList();
  private final Map<String, String> roles = new LinkedHashMap<>();
  private final String enterpriseAppId;
  private final String userRole;
  private boolean softDeletedKeepAssignmentsListed;

  Directory(Clock clock, String applicationName) {
    this.clock = clock;
    this.store = new ObjectStore(clock);
    this.userRole = store.newId();
    roles.put("User", userRole);
    DirectoryObject application = store.create(store.newId(), ObjectKind.SERVICE_PRINCIPAL);
    ObjectStore.set(application, "accountEnabled", true);
    ObjectStore.set(application, "appId", store.newId());
    ObjectStore.set(application, "displayName", applicationName);
    ObjectStore.set(application, "servicePrincipalType", "Application");
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
   * @param properties further Graph properties, which override the defaults ({@code accountEnabled}
   *     true, {@code userType} Member); {@code id} sets the id; a name that starts with {@code
   *     extension_} registers that directory extension
   * @return its id
   */
  public synchronized String addUser(
      String displayName, String userPrincipalName, Map<String, ?> properties) {
    if (store.findUser(userPrincipalName) != null) {
      throw new IllegalArgumentException(
          "another user has the userPrincipalName " + userPrincipalName);
    }
    properties.keySet().forEach(this::checkUserProperty);
    Object wanted = properties.get("id");
    DirectoryObject user =
        store.create(wanted == null ? store.newId() : wanted.toString(), ObjectKind.USER);
    store.movePrincipalName(user, userPrincipalName);
    ObjectStore.set(user, "accountEnabled", true);
    ObjectStore.set(user, "businessPhones", List.of());
    ObjectStore.set(user, "displayName", displayName);
    ObjectStore.set(user, "mailNickname", userPrincipalName.replaceFirst("@.*", ""));
    ObjectStore.set(user, "userPrincipalName", userPrincipalName);
    ObjectStore.set(user, "userType", "Member");
    properties.forEach(
        (name, value) -> {
          if (!name.equals("id")) {
            user.properties.put(name, ObjectStore.stored(user, name, value));
          }
        });
    return user.id;
  }

  /**
   * Adds a guest as an invitation does: {@code ada@example.org} becomes {@code
   * ada_example.org#EXT#@<tenant domain>}.
   *
   * @param displayName its display name
   * @param externalMail its external mail address
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
    DirectoryObject user = store.live(id, ObjectKind.USER);
    checkUserProperty(property);
    if (property.equals("id")) {
      throw new IllegalArgumentException("the id of a user cannot change");
    }
    if (property.equals("userPrincipalName")) {
      store.movePrincipalName(user, String.valueOf(value));
    }
    store.update(user, property, value);
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
   * Registers a directory extension of users ({@code extension_<app id>_<name>}), so that {@code
   * $select} accepts it.
   */
  public void registerExtension(String name) {
    if (!name.startsWith("extension_")) {
      throw new IllegalArgumentException("a directory extension starts with extension_: " + name);
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
    DirectoryObject user = store.live(id, ObjectKind.USER);
    DirectoryObject next = manager == null ? null : store.live(manager, ObjectKind.USER);
    if (Objects.equals(user.manager, manager)) {
      return;
    }
    store.dropManager(user);
    if (next != null) {
      user.manager = next.id;
      next.addReport(user.id);
      store.record(user, Kind.LINK_ADDED, next.id);
    }
  }

  /** Moves a user to the recycle bin, where it keeps its memberships and its assignments. */
  public synchronized void deleteUser(String id) {
    store.softDelete(store.live(id, ObjectKind.USER));
  }

  /** Restores a user from the recycle bin. */
  public synchronized void restoreUser(String id) {
    store.restore(store.softDeleted(id, ObjectKind.USER));
  }

  /** Deletes a user permanently, whether it is in the recycle bin or not. */
  public synchronized void purgeUser(String id) {
    purge(store.present(id, ObjectKind.USER));
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
   * @param properties further Graph properties, which override the defaults; {@code id} sets the id
   * @return its id
   */
  public synchronized String addGroup(String displayName, Map<String, ?> properties) {
    properties.keySet().forEach(name -> checkProperty(ObjectKind.GROUP, name));
    Object wanted = properties.get("id");
    DirectoryObject group =
        store.create(wanted == null ? store.newId() : wanted.toString(), ObjectKind.GROUP);
    ObjectStore.set(group, "displayName", displayName);
    ObjectStore.set(group, "groupTypes", List.of());
    ObjectStore.set(group, "mailEnabled", false);
    ObjectStore.set(group, "mailNickname", displayName.replaceAll("[^A-Za-z0-9]", ""));
    ObjectStore.set(group, "securityEnabled", true);
    properties.forEach(
        (name, value) -> {
          if (!name.equals("id")) {
            group.properties.put(name, ObjectStore.stored(group, name, value));
          }
        });
    return group.id;
  }

  /**
   * Adds a Microsoft 365 group, which a deletion moves to the recycle bin.
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
    DirectoryObject group = store.live(id, ObjectKind.GROUP);
    checkProperty(ObjectKind.GROUP, property);
    store.update(group, property, value);
  }

  /** Renames a user or a group: its {@code displayName} changes. */
  public synchronized void rename(String id, String displayName) {
    ObjectKind kind = kindOf(id);
    if (kind == null) {
      throw new IllegalArgumentException("no object to rename: " + id);
    }
    DirectoryObject object = store.live(id, kind);
    store.update(object, "displayName", displayName);
  }

  /**
   * Adds a direct member.
   *
   * @param group a group that is not deleted
   * @param member a user, group, device or service principal that is not deleted
   * @return false if it was a member already
   */
  public synchronized boolean addMember(String group, String member) {
    DirectoryObject holder = store.live(group, ObjectKind.GROUP);
    DirectoryObject principal = store.find(member);
    if (principal == null || !principal.live() || principal == holder) {
      throw new IllegalArgumentException("the object cannot be a member: " + member);
    }
    boolean added = holder.addMember(principal);
    if (added) {
      store.record(holder, Kind.LINK_ADDED, member);
    }
    return added;
  }

  /**
   * Removes a direct member.
   *
   * @return false if it was not a member
   */
  public synchronized boolean removeMember(String group, String member) {
    DirectoryObject holder = store.live(group, ObjectKind.GROUP);
    DirectoryObject principal = store.find(member);
    boolean removed = principal != null && holder.removeMember(principal);
    if (removed) {
      store.record(holder, Kind.LINK_REMOVED, member);
    }
    return removed;
  }

  /** Deletes a group: a security group permanently, a Microsoft 365 group into the recycle bin. */
  public synchronized void deleteGroup(String id) {
    DirectoryObject group = store.live(id, ObjectKind.GROUP);
    if (ObjectStore.microsoft365(group)) {
      store.softDelete(group);
    } else {
      purge(group);
    }
  }

  /** Restores a Microsoft 365 group from the recycle bin. */
  public synchronized void restoreGroup(String id) {
    store.restore(store.softDeleted(id, ObjectKind.GROUP));
  }

  /** Deletes a group permanently, whether it is in the recycle bin or not. */
  public synchronized void purgeGroup(String id) {
    purge(store.present(id, ObjectKind.GROUP));
  }

  // ---- other principals, assignments -----------------------------------------------------------

  /** Adds a device, which can be a member of groups. */
  public synchronized String addDevice(String displayName) {
    DirectoryObject device = store.create(store.newId(), ObjectKind.DEVICE);
    ObjectStore.set(device, "displayName", displayName);
    ObjectStore.set(device, "deviceId", store.newId());
    return device.id;
  }

  /**
   * Adds another application's service principal, which can be assigned and be a member of groups.
   */
  public synchronized String addServicePrincipal(String displayName) {
    DirectoryObject principal = store.create(store.newId(), ObjectKind.SERVICE_PRINCIPAL);
    ObjectStore.set(principal, "displayName", displayName);
    ObjectStore.set(principal, "appId", store.newId());
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
    String role = store.newId();
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
   * @param role the id of one of the roles of the application, or {@link #DEFAULT_ACCESS}
   * @return the id of the new or existing assignment
   */
  public synchronized String assign(String principal, String role) {
    DirectoryObject object = store.find(principal);
    if (object == null || !object.live() || object.kind == ObjectKind.DEVICE) {
      throw new IllegalArgumentException("the object cannot be assigned: " + principal);
    }
    if (!role.equals(DEFAULT_ACCESS) && !roles.containsValue(role)) {
      throw new IllegalArgumentException("not a role of the application: " + role);
    }
    return assignments.add(principal, role, clock.instant()).id();
  }

  /** Removes all assignments of a principal; does nothing if there are none. */
  public synchronized void unassign(String principal) {
    assignments.removeAll(principal);
  }

  /** Removes a principal's assignment in one role; does nothing if there is none. */
  public synchronized void unassign(String principal, String role) {
    assignments.remove(principal, role);
  }

  /**
   * Sets whether the assignments of a soft-deleted principal stay in the list; false at first. The
   * documentation does not say, so a reader must handle both cases.
   */
  public synchronized void listAssignmentsOfSoftDeleted(boolean listed) {
    softDeletedKeepAssignmentsListed = listed;
  }

  // ---- reading, for tests ----------------------------------------------------------------------

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
   * A copy of the properties of an object, as a single GET that selects every property ever set
   * returns them.
   *
   * @return null if the object does not exist or is permanently deleted
   */
  public synchronized @Nullable ObjectNode object(String id) {
    DirectoryObject object = store.find(id);
    if (object == null || object.state == State.PURGED) {
      return null;
    }
    ObjectNode copy = Json.object();
    object.properties.forEach((name, value) -> copy.set(name, value.deepCopy()));
    return copy.put("id", id);
  }

  /** The kind of an object; null if it does not exist or is permanently deleted. */
  public synchronized @Nullable ObjectKind kindOf(String id) {
    DirectoryObject object = store.find(id);
    return object == null || object.state == State.PURGED ? null : object.kind;
  }

  /**
   * The ids of the direct members of a group, with soft-deleted ones, sorted; empty if the group
   * does not exist.
   */
  public synchronized Set<String> memberIds(String group) {
    DirectoryObject object = store.find(group);
    return object == null ? Set.of() : new TreeSet<>(object.members());
  }

  /** The ids of the groups that it is a direct member of, sorted. */
  public synchronized Set<String> groupIdsOf(String member) {
    DirectoryObject object = store.find(member);
    return object == null ? Set.of() : new TreeSet<>(object.memberOf());
  }

  /** The id of a user's manager; null if there is none. */
  public synchronized @Nullable String managerId(String user) {
    DirectoryObject object = store.find(user);
    return object == null ? null : object.manager;
  }

  /** The assignments that the enterprise application shows, in the order of assigning. */
  public synchronized List<AppAssignment> assignments() {
    return assignmentsAfter(0, Integer.MAX_VALUE);
  }

  /** The number of changes of the directory so far. */
  public synchronized long changeCount() {
    return store.changes().size();
  }

  // ---- for the endpoints, which hold this object's lock ----------------------------------------

  GraphSchema schema() {
    return schema;
  }

  List<Change> changes() {
    return store.changes();
  }

  List<DirectoryObject> inOrder() {
    return store.inOrder();
  }

  @Nullable DirectoryObject find(String id) {
    return store.find(id);
  }

  @Nullable DirectoryObject findUser(String idOrPrincipalName) {
    return store.findUser(idOrPrincipalName);
  }

  List<AppAssignment> assignmentsAfter(long sequence, int limit) {
    return assignments.after(
        sequence,
        limit,
        assignment -> {
          DirectoryObject principal = store.find(assignment.principalId());
          return softDeletedKeepAssignmentsListed || (principal != null && principal.live());
        });
  }

  // ----------------------------------------------------------------------------------------------

  private synchronized List<String> ids(Predicate<DirectoryObject> wanted) {
    List<String> ids = new ArrayList<>();
    for (DirectoryObject object : store.inOrder()) {
      if (wanted.test(object)) {
        ids.add(object.id);
      }
    }
    return ids;
  }

  private void purge(DirectoryObject object) {
    assignments.removeAll(object.id);
    store.purge(object);
  }

  private void checkUserProperty(String name) {
    if (name.startsWith("extension_")) {
      schema.registerUserExtension(name);
    }
    checkProperty(ObjectKind.USER, name);
  }

  private void checkProperty(ObjectKind kind, String name) {
    if (!schema.stored(kind, name)) {
      throw new IllegalArgumentException("Graph has no property " + name + " of a " + kind);
    }
  }

  private void putRoles() {
    DirectoryObject application = store.find(enterpriseAppId);
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
      ObjectStore.set(application, "appRoles", list);
    }
  }
}
