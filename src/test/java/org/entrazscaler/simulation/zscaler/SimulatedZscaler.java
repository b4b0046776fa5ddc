package org.entrazscaler.simulation.zscaler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.entrazscaler.simulation.http.Faults;
import org.entrazscaler.simulation.http.HttpFront;
import org.jspecify.annotations.Nullable;

/**
 * A simulated Zscaler tenant: a real SCIM 2.0 server behind real HTTP on 127.0.0.1. Tests can read
 * its content, change it as an administrator does in the portal, and plan faults; it records every
 * request. All methods may be called from any thread while requests arrive.
 */
public final class SimulatedZscaler implements AutoCloseable {

  private final TenantStore store;
  private final HttpFront<RecordedRequest, Answer> front;
  private final DoubledWrites doubledWrites;
  private final ScimService scim;
  private final ZscalerOptions atStart;
  private volatile ZscalerOptions options;
  private volatile String secretToken;

  private SimulatedZscaler(ZscalerOptions options) {
    this.atStart = options;
    this.options = options;
    secretToken = Objects.requireNonNullElseGet(options.secretToken(), SimulatedZscaler::newToken);
    store = new TenantStore(options.product(), options.clock());
    if (options.systemEntries()) {
      SystemEntries.putInto(store, options.product());
    }
    front = new HttpFront<>("zscaler", options.port(), options.idleTimeout(), ZscalerFault.class);
    doubledWrites = new DoubledWrites(front.log());
    scim = new ScimService(store, tenantUrl(), options);
    front.passTo(new ZscalerService(options.product().basePath(), front.log(), scim, new Portal()));
    front.start();
  }

  /** Starts a server that has only the system entries of the product. */
  public static SimulatedZscaler start(ZscalerOptions options) {
    return new SimulatedZscaler(options);
  }

  /** Stops the server and breaks every connection. */
  @Override
  public void close() {
    front.stop();
    scim.close();
  }

  /**
   * Resets the server at the same address and with the same token: it has only the system entries
   * of the product, no faults and no recorded requests, and behaves as at the start. Call it only
   * while there are no requests.
   */
  public void empty() {
    options = atStart;
    store.empty();
    if (options.systemEntries()) {
      SystemEntries.putInto(store, options.product());
    }
    front.faults().clear();
    forgetRequests();
  }

  /** The Tenant URL (Base URL of the Zscaler portal), without a slash at its end. */
  public String tenantUrl() {
    return front.url() + atStart.product().basePath();
  }

  /** The Secret Token (Bearer Token of the Zscaler portal) that is valid now. */
  public String secretToken() {
    return secretToken;
  }

  /**
   * "Generate Token" in the portal: returns the new token. From now on the old one is answered with
   * 401.
   */
  public String rotateToken() {
    secretToken = newToken();
    return secretToken;
  }

  /**
   * Changes the behaviour of the server from the next request on. Some options are read only at the
   * start, as their documentation says.
   */
  public void change(UnaryOperator<ZscalerOptions> change) {
    options = change.apply(options);
  }

  /** The planned faults. */
  public Faults<RecordedRequest> faults() {
    return front.faults();
  }

  // Content

  /** All users, in the order of creation, with the system entries of the product. */
  public List<ZscalerUser> users() {
    return store.read(() -> store.viewUsers(store.users.rows()));
  }

  /** All groups, in the order of creation, with the system entries of the product. */
  public List<ZscalerGroup> groups() {
    return store.read(() -> store.viewGroups(store.groups.rows()));
  }

  /** The number of users; cheap. */
  public int userCount() {
    return store.read(store.users::size);
  }

  /** The number of groups; cheap. */
  public int groupCount() {
    return store.read(store.groups::size);
  }

  /** The user of this userName, letter case ignored; null when there is none. */
  public @Nullable ZscalerUser user(String userName) {
    return store.read(
        () -> {
          Stored.User user = store.users.byName(userName);
          return user == null ? null : store.view(user);
        });
  }

  /** The group of this displayName, letter case ignored; null when there is none. */
  public @Nullable ZscalerGroup group(String displayName) {
    return store.read(
        () -> {
          Stored.Group group = store.groups.byName(displayName);
          return group == null ? null : store.view(group);
        });
  }

  // Changes in the portal: not checked, not recorded, effective at once

  /**
   * Adds a user with attributes in the form of SCIM, with a userName; it is active unless they say
   * otherwise.
   */
  public ZscalerUser putUser(ObjectNode attributes) {
    return store.write(
        () -> {
          ObjectNode own = attributes.deepCopy();
          if (!own.has("active")) {
            own.put("active", true);
          }
          return store.view(store.createUser(own));
        });
  }

  /** Adds an active user; its displayName is the part of the userName before the at sign. */
  public ZscalerUser putUser(String userName) {
    return putUser(
        Json.MAPPER
            .createObjectNode()
            .put("userName", userName)
            .put("displayName", userName.replaceFirst("@.*", "")));
  }

  /** Adds a group with these members. */
  public ZscalerGroup putGroup(
      String displayName, @Nullable String externalId, String... memberUserNames) {
    return store.write(
        () -> {
          ObjectNode attributes = Json.MAPPER.createObjectNode().put("displayName", displayName);
          if (externalId != null) {
            attributes.put("externalId", externalId);
          }
          Stored.Group group = store.createGroup(attributes);
          for (String userName : memberUserNames) {
            store.addMember(group, knownUser(userName));
          }
          return store.view(group);
        });
  }

  /** Changes the attributes of a user; {@code edit} works on a copy that then replaces them. */
  public ZscalerUser editUser(String userName, Consumer<ObjectNode> edit) {
    return store.write(
        () -> {
          Stored.User user = knownUser(userName);
          ObjectNode attributes = user.attributes.deepCopy();
          edit.accept(attributes);
          store.replace(user, attributes);
          doubledWrites.portalChanged("/Users/" + user.id);
          return store.view(user);
        });
  }

  /** Changes the attributes of a group; {@code edit} works on a copy that then replaces them. */
  public ZscalerGroup editGroup(String displayName, Consumer<ObjectNode> edit) {
    return store.write(
        () -> {
          Stored.Group group = knownGroup(displayName);
          ObjectNode attributes = group.attributes.deepCopy();
          edit.accept(attributes);
          store.replace(group, attributes);
          doubledWrites.portalChanged("/Groups/" + group.id);
          return store.view(group);
        });
  }

  /** Adds members to a group. */
  public ZscalerGroup addMembers(String displayName, String... userNames) {
    return store.write(
        () -> {
          Stored.Group group = knownGroup(displayName);
          for (String userName : userNames) {
            store.addMember(group, knownUser(userName));
          }
          doubledWrites.portalChanged("/Groups/" + group.id);
          return store.view(group);
        });
  }

  /** Removes members from a group. */
  public ZscalerGroup removeMembers(String displayName, String... userNames) {
    return store.write(
        () -> {
          Stored.Group group = knownGroup(displayName);
          for (String userName : userNames) {
            store.removeMember(group, knownUser(userName));
          }
          doubledWrites.portalChanged("/Groups/" + group.id);
          return store.view(group);
        });
  }

  /** Deletes a user. */
  public void removeUser(String userName) {
    store.write(
        () -> {
          Stored.User user = knownUser(userName);
          List<Stored.Group> groups = store.groupsOf(user);
          store.remove(user);
          doubledWrites.portalChanged("/Users/" + user.id);
          groups.forEach(group -> doubledWrites.portalChanged("/Groups/" + group.id));
          return user;
        });
  }

  /** Deletes a group. */
  public void removeGroup(String displayName) {
    store.write(
        () -> {
          Stored.Group group = knownGroup(displayName);
          store.remove(group);
          doubledWrites.portalChanged("/Groups/" + group.id);
          return group;
        });
  }

  /**
   * Links an administrator to a user. SCIM cannot delete this user then (409), unless the options
   * allow it.
   */
  public void linkAdministrator(String userName) {
    store.write(() -> knownUser(userName).administrator = true);
  }

  /** Hides the user with this name in lists; {@code totalResults} counts it and filters find it. */
  public void hideUserFromLists(String userName) {
    store.write(
        () -> {
          store.users.hide(userName);
          return userName;
        });
  }

  /**
   * Hides the group with this name in lists; {@code totalResults} counts it and filters find it.
   */
  public void hideGroupFromLists(String displayName) {
    store.write(
        () -> {
          store.groups.hide(displayName);
          return displayName;
        });
  }

  // Received requests

  /** All requests since the start, in the order of arrival. */
  public List<RecordedRequest> requests() {
    return front.log().all();
  }

  /** All requests that could change something, in the order of arrival. */
  public List<RecordedRequest> writes() {
    return front.log().of(RecordedRequest::writes);
  }

  /** The number of matching requests. */
  public int count(Predicate<RecordedRequest> which) {
    return front.log().count(which);
  }

  /** The number of requests by kind, for example {@code "PATCH /Groups/{id}"}. */
  public Map<String, Integer> countsByKind() {
    Map<String, Integer> counts = new TreeMap<>();
    requests().forEach(request -> counts.merge(request.kind(), 1, Integer::sum));
    return counts;
  }

  /** The highest number of requests that were served at the same time. */
  public int mostConcurrent() {
    return front.log().mostRunning();
  }

  /**
   * Writes that were sent again with the same method, path and body, although the first one was
   * answered with success and nothing had happened to the resource since then, by SCIM or in the
   * portal. Empty for a correct client.
   */
  public List<RecordedRequest> doubledWrites() {
    return doubledWrites.find();
  }

  /** Forgets the requests recorded so far. */
  public void forgetRequests() {
    front.log().clear();
    doubledWrites.forget();
  }

  private Stored.User knownUser(String userName) {
    Stored.User user = store.users.byName(userName);
    if (user == null) {
      throw new IllegalArgumentException("The simulated Zscaler has no user " + userName);
    }
    return user;
  }

  private Stored.Group knownGroup(String displayName) {
    Stored.Group group = store.groups.byName(displayName);
    if (group == null) {
      throw new IllegalArgumentException("The simulated Zscaler has no group " + displayName);
    }
    return group;
  }

  private static String newToken() {
    return "simulated-" + UUID.randomUUID();
  }

  /** What the HTTP server may read from the portal. */
  final class Portal {

    ZscalerOptions options() {
      return options;
    }

    String secretToken() {
      return secretToken;
    }

    void rotateToken() {
      SimulatedZscaler.this.rotateToken();
    }
  }
}
