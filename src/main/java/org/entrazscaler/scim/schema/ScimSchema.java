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
 * The attributes of one resource type of one product: their definitions (RFC 7643), which of them
 * the product documents, the form of their values, and the comparison of values. Immutable.
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
   * The schema of a resource type of a product.
   *
   * @param type users or groups
   * @param product the product
   * @return the schema, always the same for the same arguments
   */
  public static ScimSchema of(ResourceType type, Product product) {
    return Objects.requireNonNull(Objects.requireNonNull(ALL.get(type)).get(product));
  }

  /**
   * The definition of the value at a path in RFC 7643.
   *
   * @param path the path
   * @return the definition of the sub-attribute if the path has one, otherwise of the attribute;
   *     null if RFC 7643 does not define it, such as an attribute of a custom extension
   */
  public @Nullable ScimAttribute definition(ScimPath path) {
    ScimAttribute attribute = Rfc7643.find(type, path.schema(), path.attribute());
    String part = path.subAttribute();
    return attribute == null || part == null ? attribute : attribute.subAttribute(part);
  }

  /**
   * Checks whether a path can be the target of an attribute mapping.
   *
   * @param path the target
   * @return a sentence that says what is wrong and what was probably meant; null if the path can be
   *     written
   */
  public @Nullable String objection(ScimPath path) {
    return new TargetCheck(type).objection(path);
  }

  /**
   * Whether the documentation of the product names the attribute, or it belongs to a custom
   * extension, which is not documented.
   *
   * @param path the target
   * @return false if the product will probably drop or refuse the value
   */
  public boolean isDocumented(ScimPath path) {
    return documented.contains(path) || Rfc7643.isCustom(path.schema());
  }

  /**
   * The attributes that the product requires: {@code userName}, or {@code displayName} of a group.
   *
   * @return the paths
   */
  public Set<ScimPath> required() {
    return Collections.unmodifiableSet(documented.required());
  }

  /**
   * The attributes that Microsoft's tutorial of the product marks "required by Zscaler", or IBM's
   * page on ZIA "mandatory" ({@code displayName}), but Zscaler's own page does not. An object
   * without them is sent, and may be refused; a mapping should have a row for each.
   *
   * @return the paths
   */
  public Set<ScimPath> expected() {
    return Collections.unmodifiableSet(documented.expected());
  }

  /**
   * The required values that a resource lacks: {@link #required}, and on ZIdentity an e-mail
   * address (Understanding SCIM: "a primary e-mail is mandatory").
   *
   * @param resource the resource to create
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
   * Whether a user lacks a primary e-mail address: ZIdentity refuses every change that leaves none
   * (Understanding SCIM: "a primary e-mail is mandatory").
   *
   * @param resource the user
   * @return false also for groups and for the other products
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
   * Converts a value of the source to the JSON of the target attribute. The texts "True" and
   * "False" in any letter case become Booleans, because expressions return them; a Boolean for a
   * text attribute becomes "True" or "False"; a list for a multi-valued attribute becomes one
   * element for each value; the id of a manager becomes a reference.
   *
   * @param path the target; one without {@linkplain #objection objection}
   * @param value String, Boolean, Long or a list of strings: the result of an expression
   * @return the JSON value
   * @throws ScimValueException if the attribute does not accept the value, if there are several
   *     values for one attribute, or if the text is longer than the product documents (128
   *     characters for names and departments of ZIA: Ranges &amp; Limitations)
   */
  public JsonNode coerce(ScimPath path, Object value) {
    JsonNode json = new Coercion(path, definition(path)).coerce(value);
    Integer most = documented.characters().get(path);
    if (most != null && characters(json) > most) {
      throw ScimValueException.invalid(
          path,
          "the value has %s characters; %s accepts at most %s (Ranges & Limitations)"
              .formatted(characters(json), product.title(), most));
    }
    return json;
  }

  /**
   * A warning for a value that is sent although the product may not accept it: names of more than
   * 127 bytes in UTF-8 (ZIA's pages say 128 characters in one place and 127 bytes in another), and
   * values longer than the guide of a partner allows.
   *
   * @param path the target
   * @param value the value as {@link #coerce} returned it
   * @return a sentence; null if there is no warning
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
   * Whether the target shows the value that was sent. Letter case counts only for attributes that
   * are {@code caseExact} in RFC 7643 (section 2.2); "True" equals {@code true}; no value, {@code
   * null}, an empty text and an empty list are the same, because Zscaler shows empty texts for
   * values that were never set; a reference equals its id; the order of several values does not
   * count. Blanks that the target removes, at the ends and from several in a row, do not count;
   * additional blanks do.
   *
   * @param path the path of both values
   * @param stored the value that the target shows; null for none
   * @param sent the value that was sent
   * @return true if they are the same value
   */
  public boolean sameValue(ScimPath path, @Nullable JsonNode stored, @Nullable JsonNode sent) {
    return new Comparison(definition(path), false).shows(stored, sent);
  }

  /**
   * Like {@link #sameValue}, but letter case always counts.
   *
   * @param path the path of both values
   * @param stored the value that the target shows; null for none
   * @param sent the value that was sent
   * @return true if the target shows the value with the same spelling
   */
  public boolean shownAs(ScimPath path, @Nullable JsonNode stored, @Nullable JsonNode sent) {
    return new Comparison(definition(path), true).shows(stored, sent);
  }

  /**
   * Whether two values have the same spelling, so that nothing need be sent: a target preserves
   * letter case, also for attributes that ignore it (RFC 7643, section 2.2). Otherwise like {@link
   * #sameValue}, but blanks count.
   *
   * @param path the path of both values
   * @param first one value; null for none
   * @param second the other value
   * @return true if they have the same spelling
   */
  public boolean sameSpelling(ScimPath path, @Nullable JsonNode first, @Nullable JsonNode second) {
    return new Comparison(definition(path), true).same(first, second);
  }
}
