package org.entrazscaler.scim.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of one resource type at one product: what they are (RFC 7643), which of them the
 * product documents, what their values must look like and when two values are the same. Immutable.
 */
public final class ScimSchema {

  private static final int LONGEST_NAME_BYTES = 127;

  private static final Map<ResourceType, Map<Product, ScimSchema>> ALL =
      new EnumMap<>(ResourceType.class);

  static {
    for (ResourceType type : ResourceType.values()) {
      Map<Product, ScimSchema> ofType = new EnumMap<>(Product.class);
      for (Product product : Product.values()) {
        ofType.put(product, new ScimSchema(type, product));
      }
      ALL.put(type, ofType);
    }
  }

  private final ResourceType type;
  private final Product product;
  private final DocumentedAttributes documented;

  private ScimSchema(ResourceType type, Product product) {
    this.type = type;
    this.product = product;
    this.documented = DocumentedAttributes.of(type, product);
  }

  /**
   * The schema of a resource type at a product.
   *
   * @param type users or groups
   * @param product the product
   * @return the schema, always the same for the same arguments
   */
  public static ScimSchema of(ResourceType type, Product product) {
    return Objects.requireNonNull(Objects.requireNonNull(ALL.get(type)).get(product));
  }

  /**
   * What RFC 7643 says of the value at a path.
   *
   * @param path the place
   * @return the definition of the sub-attribute if the path has one, else of the attribute; null
   *     for what is not in the catalogue, as every attribute of a custom extension
   */
  public @Nullable ScimAttribute definition(ScimPath path) {
    ScimAttribute attribute = Rfc7643.find(type, path.schema(), path.attribute());
    String part = path.subAttribute();
    return attribute == null || part == null ? attribute : attribute.subAttribute(part);
  }

  /**
   * What speaks against a path as the target of an attribute mapping.
   *
   * @param path the target
   * @return a sentence that says what is wrong and what was probably meant, without the place; null
   *     if the path can be written
   */
  public @Nullable String objection(ScimPath path) {
    return new TargetCheck(type).objection(path);
  }

  /**
   * Whether the product's pages name the attribute, or it belongs to a custom extension, of which
   * they say nothing.
   *
   * @param path the target
   * @return false if the product will probably drop or refuse the value
   */
  public boolean isDocumented(ScimPath path) {
    return documented.contains(path) || Rfc7643.isCustom(path.schema());
  }

  /**
   * What the product refuses to go without: {@code userName}; of a group {@code displayName}.
   *
   * @return the paths
   */
  public Set<ScimPath> required() {
    return Collections.unmodifiableSet(documented.required());
  }

  /**
   * What Microsoft's tutorial of the product marks "required by Zscaler", and IBM's page on ZIA
   * "mandatory" ({@code displayName}), while Zscaler's own page does not: it is sent without, and
   * may be refused. A mapping should have a row for each.
   *
   * @return the paths
   */
  public Set<ScimPath> expected() {
    return Collections.unmodifiableSet(documented.expected());
  }

  /**
   * What a resource lacks that the product requires: see {@link #required}, and on ZIdentity an
   * e-mail address (Understanding SCIM: "a primary e-mail is mandatory").
   *
   * @param resource the resource that is to be made
   * @return the paths without a value, or with an empty one; empty if nothing is missing
   */
  public List<ScimPath> missing(ObjectNode resource) {
    List<ScimPath> missing = new ArrayList<>();
    for (ScimPath path : documented.required()) {
      if (isEmpty(path.read(resource))) {
        missing.add(path);
      }
    }
    if (type == ResourceType.USER && product == Product.ZIDENTITY && !Emails.any(resource)) {
      missing.add(ScimPath.parse("emails[type eq \"work\"].value"));
    }
    return List.copyOf(missing);
  }

  /**
   * Whether a user has to be given a primary e-mail address: ZIdentity refuses every change that
   * leaves none (Understanding SCIM: "a primary e-mail is mandatory").
   *
   * @param resource the user
   * @return false also for groups, and at the other products
   */
  public boolean lacksPrimaryEmail(ObjectNode resource) {
    return type == ResourceType.USER
        && product == Product.ZIDENTITY
        && !Emails.anyPrimary(resource);
  }

  private static boolean isEmpty(@Nullable JsonNode value) {
    return value == null || (value.isTextual() && value.textValue().isBlank());
  }

  /**
   * Makes a value of the source into the JSON that the target attribute takes. Booleans are also
   * taken from the texts "True" and "False" in any letter case, as Entra's expressions make them; a
   * text attribute takes a Boolean as "True" or "False"; a list for an attribute of several values
   * becomes one element each; the id of a manager becomes a reference.
   *
   * @param path the target; one without {@linkplain #objection objection}
   * @param value String, Boolean, Long or a list of strings, as expressions give them
   * @return the JSON value
   * @throws ScimValueException if the attribute cannot hold the value, if there are several values
   *     for one place, or if the text is longer than the product documents (128 characters for
   *     names and departments of ZIA: Ranges &amp; Limitations)
   */
  public JsonNode coerce(ScimPath path, Object value) {
    JsonNode json = new Coercion(path, definition(path)).coerce(value);
    Integer most = documented.characters().get(path);
    if (most != null && characters(json) > most) {
      throw ScimValueException.invalid(
          path,
          "the value has %s characters; %s takes at most %s (Ranges & Limitations)"
              .formatted(characters(json), product.title(), most));
    }
    return json;
  }

  /**
   * What a person should know of a value that is sent all the same: names of more than 127 bytes in
   * UTF-8 (the pages of ZIA say 128 characters in one place and 127 bytes in another), and values
   * longer than a partner's guide allows.
   *
   * @param path the target
   * @param value the value as {@link #coerce} made it
   * @return a sentence, or null if there is nothing to say
   */
  public @Nullable String advice(ScimPath path, JsonNode value) {
    if (documented.characters().containsKey(path) && bytes(value) > LONGEST_NAME_BYTES) {
      return "%s: the value has %s bytes in UTF-8; %s may cut names of more than %s"
          .formatted(path, bytes(value), product.title(), LONGEST_NAME_BYTES);
    }
    Integer advised = documented.advisedCharacters().get(path);
    if (advised != null && characters(value) > advised) {
      return "%s: the value has %s characters; Zscaler's guide for Okta allows %s"
          .formatted(path, characters(value), advised);
    }
    return null;
  }

  private static int characters(JsonNode value) {
    String text = value.asText();
    return text.codePointCount(0, text.length());
  }

  private static int bytes(JsonNode value) {
    return value.asText().getBytes(StandardCharsets.UTF_8).length;
  }

  /**
   * Whether a value that a target shows is the one that it was given. Letter case counts only where
   * RFC 7643 says {@code caseExact} (section 2.2); "True" equals {@code true}; no value, {@code
   * null}, an empty text and an empty list are the same, because Zscaler shows empty texts for what
   * was never set; a reference is its id; the order of several values does not count. Blanks that a
   * target takes away, at the ends and where there are several, do not count; blanks that it shows
   * and was not given do.
   *
   * @param path the place of both
   * @param held what the target shows, or null for nothing
   * @param given what it was given
   * @return true if they mean the same
   */
  public boolean sameValue(ScimPath path, @Nullable JsonNode held, @Nullable JsonNode given) {
    return new Comparison(definition(path), false).shows(held, given);
  }

  /**
   * Whether a value that a target shows is the one that it was given, to the letter but for blanks
   * that it takes away.
   *
   * @param path the place of both
   * @param held what the target shows, or null for nothing
   * @param given what it was given
   * @return true if the value has arrived
   */
  public boolean shownAs(ScimPath path, @Nullable JsonNode held, @Nullable JsonNode given) {
    return new Comparison(definition(path), true).shows(held, given);
  }

  /**
   * Whether two values are the same to the letter, so that nothing need be sent: a target keeps the
   * case of what it is given, also where it takes no notice of it (RFC 7643, section 2.2). Else as
   * {@link #sameValue}.
   *
   * @param path the place of both
   * @param first one value, or null for none
   * @param second the other
   * @return true if they are spelled the same
   */
  public boolean sameSpelling(ScimPath path, @Nullable JsonNode first, @Nullable JsonNode second) {
    return new Comparison(definition(path), true).same(first, second);
  }
}
