package org.entrazscaler.simulation.zscaler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A row of a {@link Table}; changed only under the write lock of {@link TenantStore}. */
abstract class Stored {

  final String id;
  final Instant created;
  Instant modified;

  /**
   * All attributes except id, meta, groups and members. They are replaced as a whole and never
   * changed in place.
   */
  ObjectNode attributes;

  Stored(String id, ObjectNode attributes, Instant created) {
    this.id = id;
    this.attributes = attributes;
    this.created = created;
    this.modified = created;
  }

  /** A top-level text attribute, null without it. */
  final @Nullable String text(String attribute) {
    return attributes.path(attribute).textValue();
  }

  /** A user. */
  static final class User extends Stored {

    /**
     * The ids of the groups, in the order of the memberships. This index makes {@code groups}
     * cheap.
     */
    final Set<String> groupIds = new LinkedHashSet<>();

    boolean administrator;

    /**
     * The number of additions to groups that named the user, for replicas that do not know it yet.
     */
    int namedByAdditions;

    User(String id, ObjectNode attributes, Instant created) {
      super(id, attributes, created);
    }

    String userName() {
      return attributes.path("userName").asText();
    }
  }

  /** A group. */
  static final class Group extends Stored {

    final Set<String> memberIds = new LinkedHashSet<>();

    Group(String id, ObjectNode attributes, Instant created) {
      super(id, attributes, created);
    }

    String displayName() {
      return attributes.path("displayName").asText();
    }
  }
}
