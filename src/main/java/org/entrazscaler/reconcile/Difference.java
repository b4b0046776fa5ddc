package org.entrazscaler.reconcile;

import java.util.Objects;
import org.entrazscaler.graph.ObjectType;
import org.jspecify.annotations.Nullable;

/**
 * What a reconciliation found: a difference between the target and what it should hold, or
 * something that is not ours and is only listed.
 *
 * @param kind what it is
 * @param type what it is about
 * @param sourceId object id of the source object, or null if there is none
 * @param targetId SCIM {@code id}, or null if there is none
 * @param name what people call it
 * @param attribute SCIM path, or null if it is not about one
 * @param required what it should be, or null for nothing
 * @param current what it is, or null for nothing
 * @param note why, or what is to be known beside, or null
 * @param number of how many alike it speaks, at least 1
 */
public record Difference(
    Kind kind,
    ObjectType type,
    @Nullable String sourceId,
    @Nullable String targetId,
    String name,
    @Nullable String attribute,
    @Nullable String required,
    @Nullable String current,
    @Nullable String note,
    int number) {

  /** Kinds, in the order in which they are told. */
  public enum Kind {
    /** An account of ours that should not be active, or not be there. */
    ACTIVE("should not be active", true),
    /** A group has a member of ours who should not be in it. */
    SURPLUS_MEMBER("memberships too many", true),
    /** A group lacks a member. */
    LACKING_MEMBER("memberships missing", true),
    /** An attribute holds another value. */
    VALUE("values that differ", true),
    /** An object of ours is no longer there. */
    GONE("gone from Zscaler", true),
    /** An object that should be there was never made. */
    LACKING("not made yet", true),
    /** An object that matches is there, and is not ours yet. */
    UNADOPTED("there, and not adopted yet", true),
    /** Matches that contradict each other or are several. */
    CONTRADICTION("contradictions", true),
    /** It could not be found out what it should be. */
    UNCLEAR("not comparable", true),
    /** An entry of the target's list that cannot be read whole and is nobody's. */
    ODD_ENTRY("entries that are odd", false),
    /** An account that nobody of Entra owns. */
    FOREIGN_ACCOUNT("accounts", false),
    /** An account whose externalId is no user of Entra any more, as far as anybody can tell. */
    UNPROVEN_ACCOUNT("accounts whose externalId is no user of Entra any more", false),
    /** A group that no group of Entra owns. */
    FOREIGN_GROUP("groups", false),
    /** A member of a group of ours whom we neither put there nor want. */
    FOREIGN_MEMBER("members of our groups", false);

    private final String title;
    private final boolean difference;

    Kind(String title, boolean difference) {
      this.title = title;
      this.difference = difference;
    }

    /**
     * The kind in words.
     *
     * @return to follow a number
     */
    public String title() {
      return title;
    }

    /**
     * Whether something is not as it should be.
     *
     * @return false for what is only listed
     */
    public boolean isDifference() {
      return difference;
    }
  }

  /** Checks the components. */
  public Difference {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(name, "name");
  }

  /** Something about a whole object. */
  public Difference(
      Kind kind,
      ObjectType type,
      @Nullable String sourceId,
      @Nullable String targetId,
      String name,
      @Nullable String note) {
    this(kind, type, sourceId, targetId, name, null, null, null, note, 1);
  }

  /**
   * One line for people.
   *
   * @return the object, the attribute, what it should be and what it is
   */
  public String description() {
    String text = type.word() + " " + name + idWords() + ": " + sentence();
    return (note == null || note.isBlank() ? text : text + " (" + note + ")")
        .replaceAll("\\p{Cntrl}+", " ");
  }

  private String idWords() {
    return kind.isDifference() || targetId == null || kind == Kind.FOREIGN_MEMBER
        ? ""
        : " (id " + targetId + ")";
  }

  private String sentence() {
    return switch (kind) {
      case ACTIVE, VALUE -> attribute + " should be " + shown(required) + ", is " + shown(current);
      case SURPLUS_MEMBER -> "has the member " + current + " and should not";
      case LACKING_MEMBER -> "lacks the member " + required;
      case GONE -> "is no longer in Zscaler";
      case LACKING -> "is not in Zscaler yet";
      case UNADOPTED -> "is in Zscaler, and is adopted by the next cycle";
      case CONTRADICTION -> "matches are contradictory or several, and are not guessed";
      case UNCLEAR -> "what it should be cannot be said";
      case ODD_ENTRY -> "cannot be read whole";
      case FOREIGN_ACCOUNT, FOREIGN_GROUP -> "not made or adopted by us";
      case UNPROVEN_ACCOUNT -> "its externalId " + current + " is no user of Entra any more";
      case FOREIGN_MEMBER -> "has the member " + current + ", whom we did not put there";
    };
  }

  private static String shown(@Nullable String value) {
    return value == null ? "empty" : value;
  }
}
