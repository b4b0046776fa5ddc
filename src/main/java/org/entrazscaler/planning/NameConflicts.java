package org.entrazscaler.planning;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;
import org.entrazscaler.graph.ObjectKey;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.link.Handover;
import org.entrazscaler.plan.Candidate;
import org.entrazscaler.plan.Decision;
import org.entrazscaler.scim.ScimError;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.source.Presence;
import org.entrazscaler.source.StoredObject;
import org.entrazscaler.store.State;
import org.entrazscaler.zscaler.ZscalerException;
import org.jspecify.annotations.Nullable;

/** Says why a name cannot be had, and what a person can do about it. */
public final class NameConflicts {

  static final String CODE = "EntryConflict";

  private final State state;

  public NameConflicts(State state) {
    this.state = state;
  }

  /**
   * The name that an object wants is another one's.
   *
   * @param key the object
   * @param owner the object of Entra that has it in Zscaler, of the same type
   * @param targetId SCIM {@code id} of the owner's object
   */
  public Decision.Refuse refusal(ObjectKey key, ObjectKey owner, String targetId) {
    String type = key.type().word();
    String reason =
        "Its match in Zscaler (id "
            + targetId
            + ") belongs to another "
            + type
            + " of Entra, "
            + named(owner)
            + passedOn(key, targetId);
    StoredObject other = state.source().find(owner).orElse(null);
    if (other == null || other.presence() != Presence.PRESENT) {
      return new Decision.Refuse(
          CODE,
          reason + ".",
          "Delete that "
              + type
              + " for good in Entra, or give its object in Zscaler another name there, then use"
              + " retry.");
    }
    if (!other.inScope()) {
      return new Decision.Refuse(
          CODE,
          reason + ", which is out of scope and so keeps the name that it had.",
          "Assign the other one again, so that it gets the name that it has in Entra; or give its"
              + " object in Zscaler another name there, then use retry.");
    }
    if (haveSameName(key, other)) {
      return new Decision.Refuse(
          CODE,
          reason + ". Both are called so in Entra.",
          "Give one of the two another name in Entra: the other one then gets its own by itself.");
    }
    return new Decision.Refuse(
        CODE,
        reason + ", which still has the name in Zscaler, though not in Entra.",
        "See what keeps the other one from being written: status, logs --object, provisioning."
            + type
            + "-actions. Once it has left the name, this one follows by itself.");
  }

  /** The name that an object wants is that of an object of the target which nobody of Entra has. */
  public Decision.Refuse foreign(ObjectKey key, String targetId) {
    return new Decision.Refuse(
        CODE,
        "Another "
            + key.type().word()
            + " in Zscaler (id "
            + targetId
            + ") has this name, and belongs to nobody of Entra.",
        "Give the other one in Zscaler another name or delete it there, or give this one another"
            + " name in Entra; then use retry.");
  }

  /** Several exchange their names where another name makes another account. */
  public Decision.Refuse exchange(Product product, String names) {
    return new Decision.Refuse(
        CODE,
        "Names are exchanged by "
            + names
            + ". At "
            + product.title()
            + " another userName makes another account, so that none of them gets a temporary one.",
        "Give one of them another userPrincipalName in Entra for the time of a cycle, or delete one"
            + " of their accounts in Zscaler and use retry: the others then follow by themselves.");
  }

  /** The same as an error, which groups with others of the same advice. */
  public ScimError error(Decision.Refuse refuse, @Nullable ZscalerException answered) {
    return new ScimError(
        ScimError.Kind.CONFLICT,
        answered == null ? 0 : answered.error().status(),
        refuse.code(),
        refuse.reason(),
        refuse.advice(),
        answered == null ? null : answered.error().scimType(),
        answered == null ? null : answered.error().detail(),
        null,
        refuse.code() + ": " + refuse.advice());
  }

  private String passedOn(ObjectKey key, String targetId) {
    return state
        .passedOn()
        .find(key)
        .filter(gone -> gone.targetId().equals(targetId))
        .map(gone -> ", to which it went while this one was deleted")
        .orElse("");
  }

  private boolean haveSameName(ObjectKey key, StoredObject other) {
    String property = key.type() == ObjectType.USER ? "userPrincipalName" : "displayName";
    String name =
        text(state.source().find(key).map(StoredObject::properties).orElse(null), property);
    return name != null && name.equals(text(other.properties(), property));
  }

  private static @Nullable String text(@Nullable JsonNode properties, String property) {
    return properties == null || !properties.path(property).isTextual()
        ? null
        : properties.path(property).textValue().toLowerCase(Locale.ROOT);
  }

  /** An object of Entra with its id and, if it is known, its name. */
  public String named(ObjectKey key) {
    String name =
        state
            .source()
            .find(key)
            .map(stored -> new Candidate(stored, true, true, false))
            .filter(Candidate::hasName)
            .map(Candidate::name)
            .orElse(null);
    return name == null ? key.id() : name + " (" + key.id() + ")";
  }

  /**
   * What is said of an object that is deleted, or new in the target, because its former object has
   * gone to another one.
   *
   * @return empty for nearly all objects
   */
  Optional<String> formerTarget(ObjectKey key) {
    return state.passedOn().find(key).map(gone -> formerTarget(gone));
  }

  private static String formerTarget(Handover gone) {
    String type = gone.former().type().word();
    return "its former "
        + (gone.former().type() == ObjectType.USER ? "account" : "group")
        + " in Zscaler (id "
        + gone.targetId()
        + ") has gone to "
        + type
        + " "
        + gone.newHolder()
        + ", which got its name";
  }
}
