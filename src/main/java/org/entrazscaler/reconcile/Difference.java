package org.entrazscaler.reconcile;

import java.util.Objects;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.text.Count;
import org.entrazscaler.text.Report;
import org.jspecify.annotations.Nullable;

/**
 * What a reconciliation found: a difference between the required and the current state of the
 * target, or a foreign object, which is only listed.
 *
 * @param kind kind of the finding
 * @param type users or groups
 * @param sourceId object id of the source object, or null if there is none
 * @param targetId SCIM {@code id}, or null if there is none
 * @param name name of the object for people
 * @param attribute SCIM path, or null if the finding is not about one attribute
 * @param required required value, or null for none
 * @param current current value, or null for none
 * @param note the reason or additional information, or null
 * @param number how many findings of this kind this one stands for, at least 1
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

  /** Kinds, in the order in which the report shows them. */
  public enum Kind {
    /** A managed account that should be inactive, or deleted. */
    ACTIVE("should not be active", "should not be active", true),
    /** A group has a managed member that it should not have. */
    SURPLUS_MEMBER("surplus membership", "surplus memberships", true),
    /** A member is missing in a group. */
    LACKING_MEMBER("missing membership", "missing memberships", true),
    /** An attribute holds another value. */
    VALUE("different value", "different values", true),
    /** A managed object is no longer in the target. */
    GONE("no longer in Zscaler", "no longer in Zscaler", true),
    /** A required object was never created. */
    LACKING("not created yet", "not created yet", true),
    /** A matching object exists and is not adopted yet. */
    UNADOPTED("in Zscaler, but not adopted yet", "in Zscaler, but not adopted yet", true),
    /** Several objects match, or the matching attributes find different objects. */
    CONTRADICTION("contradiction", "contradictions", true),
    /** The required state cannot be determined. */
    UNCLEAR("not comparable", "not comparable", true),
    /** A foreign entry of the target's list that cannot be read completely. */
    ODD_ENTRY(
        "entry that cannot be read completely", "entries that cannot be read completely", false),
    /** An account that belongs to no user in Entra. */
    FOREIGN_ACCOUNT("account", "accounts", false),
    /**
     * An account whose externalId has the form of an object id, but no user with this id is known.
     */
    UNPROVEN_ACCOUNT(
        "account whose externalId is not the id of a user in Entra",
        "accounts whose externalId is not the id of a user in Entra",
        false),
    /** A group that belongs to no group in Entra. */
    FOREIGN_GROUP("group", "groups", false),
    /** A foreign member of a managed group. */
    FOREIGN_MEMBER("member of a managed group", "members of managed groups", false);

    private final String singular;
    private final String plural;
    private final boolean difference;

    Kind(String singular, String plural, boolean difference) {
      this.singular = singular;
      this.plural = plural;
      this.difference = difference;
    }

    /** A number of findings of this kind, in words. */
    String counted(int number) {
      return Count.of(number, singular, plural);
    }

    /**
     * Whether findings of this kind are differences.
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

  /** A finding about an object as a whole. */
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
   * The finding as one line of text: the object, the attribute, the required and the current value.
   */
  public String description() {
    String text = type.word() + " " + name + idWords() + ": " + sentence();
    return Report.oneLine(note == null || note.isBlank() ? text : text + " (" + note + ")");
  }

  private String idWords() {
    return kind.isDifference() || targetId == null || kind == Kind.FOREIGN_MEMBER
        ? ""
        : " (id " + targetId + ")";
  }

  private String sentence() {
    return switch (kind) {
      case ACTIVE, VALUE -> attribute + " should be " + shown(required) + ", is " + shown(current);
      case SURPLUS_MEMBER -> "has the member " + current + " and should not have it";
      case LACKING_MEMBER -> "lacks the member " + required;
      case GONE -> "is no longer in Zscaler";
      case LACKING -> "is not in Zscaler yet";
      case UNADOPTED -> "is in Zscaler, and is adopted by the next cycle";
      case CONTRADICTION ->
          "several objects match, or different ones by different attributes; none is chosen";
      case UNCLEAR -> "its required state cannot be determined";
      case ODD_ENTRY -> "cannot be read completely";
      case FOREIGN_ACCOUNT, FOREIGN_GROUP -> "not created or adopted by the program";
      case UNPROVEN_ACCOUNT -> "its externalId " + current + " is not the id of a user in Entra";
      case FOREIGN_MEMBER -> "has the foreign member " + current;
    };
  }

  private static String shown(@Nullable String value) {
    return value == null ? "empty" : value;
  }
}
