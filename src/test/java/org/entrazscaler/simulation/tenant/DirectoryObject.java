package org.entrazscaler.simulation.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One object of the directory. Guarded by the lock of its {@link Directory}. */
final class DirectoryObject {

  /** Whether an object exists, is in the recycle bin, or is permanently deleted. */
  enum State {
    LIVE,
    SOFT_DELETED,
    PURGED
  }

  final String id;
  final ObjectKind kind;

  /** The place in the order of creation, from 0. */
  final int ordinal;

  /** The position in the change log at which the object was created. */
  final long createdAt;

  /** All properties that were ever set; an emptied property is JSON null. */
  final Map<String, JsonNode> properties = new LinkedHashMap<>();

  State state = State.LIVE;
  @Nullable Instant deleted;
  @Nullable String manager;

  private NavigableSet<String> members = Collections.emptyNavigableSet();
  private Set<String> memberOf = Set.of();
  private Set<String> reports = Set.of();
  private Set<String> formerLinks = Collections.emptySet();

  DirectoryObject(String id, ObjectKind kind, int ordinal, long createdAt) {
    this.id = id;
    this.kind = kind;
    this.ordinal = ordinal;
    this.createdAt = createdAt;
  }

  boolean live() {
    return state == State.LIVE;
  }

  String text(String property) {
    JsonNode value = properties.get(property);
    return value == null || value.isNull() ? "" : value.asText();
  }

  NavigableSet<String> members() {
    return members;
  }

  Set<String> memberOf() {
    return memberOf;
  }

  Set<String> reports() {
    return reports;
  }

  /** The former members or managers. */
  Set<String> formerLinks() {
    return formerLinks;
  }

  void addFormerLink(String id) {
    if (formerLinks.isEmpty()) {
      formerLinks = new HashSet<>();
    }
    formerLinks.add(id);
  }

  boolean addMember(DirectoryObject member) {
    if (members.isEmpty()) {
      members = new TreeSet<>();
    }
    if (member.memberOf.isEmpty()) {
      member.memberOf = new HashSet<>();
    }
    member.memberOf.add(id);
    return members.add(member.id);
  }

  boolean removeMember(DirectoryObject member) {
    if (!members.contains(member.id)) {
      return false;
    }
    member.memberOf.remove(id);
    return members.remove(member.id);
  }

  void addReport(String report) {
    if (reports.isEmpty()) {
      reports = new HashSet<>();
    }
    reports.add(report);
  }

  void removeReport(String report) {
    if (!reports.isEmpty()) {
      reports.remove(report);
    }
  }
}
