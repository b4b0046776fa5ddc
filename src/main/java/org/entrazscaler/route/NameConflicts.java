package org.entrazscaler.route;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;
import org.entrazscaler.entra.ObjectType;
import org.entrazscaler.plan.Candidate;
import org.entrazscaler.plan.Decision;
import org.entrazscaler.state.ObjectKey;
import org.entrazscaler.state.PassedOn;
import org.entrazscaler.state.Presence;
import org.entrazscaler.state.State;
import org.entrazscaler.state.StoredObject;
import org.jspecify.annotations.Nullable;

/** Says why a name cannot be had, and what a person can do about it. */
final class NameConflicts {

  static final String CODE = "EntryConflict";

  private final State state;

  NameConflicts(State state) {
    this.state = state;
  }

  /**
   * The name that an object wants is another one's.
   *
   * @param key the object
   * @param owner the object of Entra that has it in Zscaler, of the same type
   * @param targetId SCIM {@code id} of the owner's object
   */
  Decision.Refuse refusal(ObjectKey key, ObjectKey owner, String targetId) {
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
          "Assign "
              + owner.id()
              + " again, so that it gets the name that it has in Entra; or give its object in"
              + " Zscaler another name there, then use retry.");
    }
    if (calledAlike(key, other)) {
      return new Decision.Refuse(
          CODE,
          reason + ". Both are called so in Entra.",
          "Give one of the two another name in Entra: the other one then gets its own by itself.");
    }
    return new Decision.Refuse(
        CODE,
        reason + ", which still has the name in Zscaler, though not in Entra.",
        "See what keeps "
            + owner.id()
            + " from being written: status, logs --object, provisioning."
            + type
            + "-actions. Once it has left the name, this one follows by itself.");
  }

  private String passedOn(ObjectKey key, String targetId) {
    return state
        .passedOn()
        .find(key)
        .filter(gone -> gone.targetId().equals(targetId))
        .map(gone -> ", to which it went while this one was deleted")
        .orElse("");
  }

  private boolean calledAlike(ObjectKey key, StoredObject other) {
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
  String named(ObjectKey key) {
    String name =
        state
            .source()
            .find(key)
            .map(stored -> new Candidate(stored, true, true, false))
            .filter(Candidate::isNamed)
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
  Optional<String> former(ObjectKey key) {
    return state.passedOn().find(key).map(gone -> former(gone));
  }

  private static String former(PassedOn gone) {
    String type = gone.former().type().word();
    return "its former "
        + (gone.former().type() == ObjectType.USER ? "account" : "group")
        + " in Zscaler (id "
        + gone.targetId()
        + ") has gone to "
        + type
        + " "
        + gone.heir()
        + ", which got its name";
  }
}
