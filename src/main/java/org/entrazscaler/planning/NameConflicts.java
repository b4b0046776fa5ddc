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

/** Explains why a name is not available, and what an administrator can do. */
public final class NameConflicts {

  static final String CODE = "EntryConflict";

  private final State state;

  public NameConflicts(State state) {
    this.state = state;
  }

  /**
   * Another object of Entra has the name in Zscaler.
   *
   * @param key the object that needs the name
   * @param owner the object of Entra that has it, of the same type
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
            + label(owner)
            + passedOn(key, targetId);
    StoredObject other = state.source().find(owner).orElse(null);
    if (other == null || other.presence() != Presence.PRESENT) {
      return new Decision.Refuse(
          CODE,
          reason + ".",
          "Delete that "
              + type
              + " permanently in Entra, or rename its object in Zscaler, then use retry.");
    }
    if (!other.inScope()) {
      return new Decision.Refuse(
          CODE,
          reason + ", which is out of scope and therefore keeps its former name.",
          "Assign the other one again, so that it gets its name from Entra; or rename its object in"
              + " Zscaler, then use retry.");
    }
    if (haveSameName(key, other)) {
      return new Decision.Refuse(
          CODE,
          reason + ". Both have this name in Entra.",
          "Rename one of the two in Entra; the other one then gets the name automatically.");
    }
    return new Decision.Refuse(
        CODE,
        reason + ", which still has the name in Zscaler, though not in Entra.",
        "Find out why the other one is not written: status, logs --object, provisioning."
            + type
            + "-actions. When it has freed the name, this one follows automatically.");
  }

  /** A foreign object of the target has the name. */
  public Decision.Refuse foreign(ObjectKey key, String targetId) {
    return new Decision.Refuse(
        CODE,
        "Another "
            + key.type().word()
            + " in Zscaler (id "
            + targetId
            + ") has this name and belongs to no object in Entra.",
        "Rename or delete the other one in Zscaler, or rename this one in Entra; then use retry.");
  }

  /**
   * Several users exchange their names, on a product on which another name creates another account.
   */
  public Decision.Refuse exchange(Product product, String names) {
    return new Decision.Refuse(
        CODE,
        "The names of these users are exchanged: "
            + names
            + ". In "
            + product.title()
            + " another userName creates another account, so none of them gets a temporary name.",
        "Give one of them another userPrincipalName in Entra for one cycle, or delete one of their"
            + " accounts in Zscaler and use retry; the others then follow automatically.");
  }

  /** The refusal as an error; its cause groups it with others that have the same advice. */
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
        .handovers()
        .find(key)
        .filter(gone -> gone.targetId().equals(targetId))
        .map(gone -> ", which adopted it while this one was deleted")
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

  /** The name of an object of Entra, if known, and its id. */
  public String label(ObjectKey key) {
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
   * Explains that the former target object of a source object belongs to another one now.
   *
   * @return empty for nearly all objects
   */
  Optional<String> formerTarget(ObjectKey key) {
    return state.handovers().find(key).map(gone -> formerTarget(gone));
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
