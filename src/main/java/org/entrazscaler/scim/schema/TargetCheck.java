package org.entrazscaler.scim.schema;

import java.util.List;
import org.entrazscaler.language.NearestName;
import org.entrazscaler.scim.schema.ScimAttribute.Mutability;
import org.entrazscaler.scim.schema.ScimAttribute.Type;
import org.jspecify.annotations.Nullable;

/** Checks whether a path can be the target of an attribute mapping. */
record TargetCheck(ResourceType type) {

  @Nullable String objection(ScimPath path) {
    String schema = path.schema();
    if (schema != null && Rfc7643.isCustom(schema)) {
      return path.conditions().isEmpty() && path.subAttribute() == null
          ? null
          : "An attribute of a custom extension has one value, without filter and sub-attributes"
              + " (Entra, Customize attribute mappings)";
    }
    ScimAttribute attribute = Rfc7643.find(type, schema, path.attribute());
    if (attribute == null) {
      return unknown(path);
    }
    if (attribute.mutability() != Mutability.READ_WRITE) {
      return notWritable(attribute);
    }
    String filter = filterObjection(path, attribute);
    return filter != null ? filter : partObjection(path, attribute);
  }

  private String unknown(ScimPath path) {
    String name = path.attribute();
    if (path.schema() == null
        && type == ResourceType.USER
        && Rfc7643.find(type, SchemaUrn.ENTERPRISE_USER, name) != null) {
      return "'%s' belongs to the enterprise extension: %s:%s"
          .formatted(name, SchemaUrn.ENTERPRISE_USER, name);
    }
    String near = NearestName.among(name, Rfc7643.names(type, path.schema()));
    return "A %s has no attribute '%s'%s"
        .formatted(
            type == ResourceType.USER ? "user" : "group",
            name,
            near == null
                ? "; a custom attribute needs the URN of its extension as a prefix"
                : "; did you mean '" + near + "'?");
  }

  private static String notWritable(ScimAttribute attribute) {
    return switch (attribute.name()) {
      case "id" -> "Zscaler creates the id; map the object id to externalId";
      case "groups" -> "Membership is written to groups, never to users (RFC 7643, section 4.1.2)";
      case "password" -> "Passwords are not provisioned";
      default -> "Only the service writes '" + attribute.name() + "' (RFC 7643, section 3.1)";
    };
  }

  private static @Nullable String filterObjection(ScimPath path, ScimAttribute attribute) {
    if (path.conditions().isEmpty()) {
      return null;
    }
    if (!attribute.multiValued()) {
      return "'" + attribute.name() + "' has only one value, so it cannot have a filter";
    }
    for (ValueCondition condition : path.conditions()) {
      if (attribute.subAttribute(condition.attribute()) == null) {
        return noPart(attribute, condition.attribute());
      }
    }
    return path.subAttribute() != null
        ? null
        : "A sub-attribute is missing after the filter, such as '." + firstPart(attribute) + "'";
  }

  private static @Nullable String partObjection(ScimPath path, ScimAttribute attribute) {
    String part = path.subAttribute();
    if (part == null) {
      boolean hasValue = attribute.subAttribute("value") != null;
      return attribute.type() == Type.COMPLEX && !hasValue
          ? "'%s' has sub-attributes; name one, such as '%s.%s'"
              .formatted(attribute.name(), attribute.name(), firstPart(attribute))
          : null;
    }
    ScimAttribute definition = attribute.subAttribute(part);
    if (definition == null) {
      return noPart(attribute, part);
    }
    return definition.mutability() == Mutability.READ_ONLY
        ? "Only the service writes '" + part + "' of '" + attribute.name() + "'"
        : null;
  }

  private static String noPart(ScimAttribute attribute, String part) {
    List<String> parts = attribute.subAttributes().stream().map(ScimAttribute::name).toList();
    if (parts.isEmpty()) {
      return "'" + attribute.name() + "' has one value and no sub-attribute '" + part + "'";
    }
    String near = NearestName.among(part, parts);
    return "'%s' has no sub-attribute '%s'; %s"
        .formatted(
            attribute.name(),
            part,
            near == null ? "it has " + String.join(", ", parts) : "did you mean '" + near + "'?");
  }

  private static String firstPart(ScimAttribute attribute) {
    return attribute.subAttribute("value") != null
        ? "value"
        : attribute.subAttributes().get(0).name();
  }
}
