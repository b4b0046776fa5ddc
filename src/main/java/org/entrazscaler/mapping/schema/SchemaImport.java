package org.entrazscaler.mapping.schema;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.entrazscaler.mapping.check.Finding;
import org.entrazscaler.mapping.check.MappingCheck;
import org.entrazscaler.mapping.schema.Note.Kind;
import org.entrazscaler.scim.schema.ScimPath;
import org.jspecify.annotations.Nullable;

/**
 * Converts Entra's exported provisioning schema, as Graph returns it at {@code
 * /servicePrincipals/{id}/synchronization/jobs/{id}/schema}, to mappings and scoping filters
 * (Microsoft Graph, synchronizationSchema resource type; Customize user provisioning
 * attribute-mappings). The result passes {@code check}; the notes name everything else.
 */
public final class SchemaImport {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final String RULES = "synchronizationRules";

  /** Metadata that does not affect the results of a mapping. */
  private static final Set<String> HARMLESS_METADATA = Set.of("iscustomerdefined");

  private static final Set<String> DEFAULTS_OF_METADATA = Set.of("", "false", "default", "normal");

  private final MappingCheck check;
  private final List<Note> notes = new ArrayList<>();

  private SchemaImport(MappingCheck check) {
    this.check = check;
  }

  /**
   * Reads a schema.
   *
   * @param json the exported file in UTF-8, UTF-16 or UTF-32; the schema may be the {@code value}
   *     of an answer of Graph
   * @param check the check that the results must pass
   * @return the mappings and filters, and notes on what has no equivalent
   * @throws SchemaException if the file is not such a schema, or one of its mappings cannot be
   *     imported
   */
  public static ImportedSchema read(byte[] json, MappingCheck check) {
    return new SchemaImport(check).read(root(json));
  }

  private static SchemaNode root(byte[] bytes) {
    JsonNode json;
    try {
      json = JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      String place =
          e.getLocation() == null
              ? ""
              : " at line %s, column %s"
                  .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
      throw new SchemaException(
          "The file is not valid JSON" + place + ": " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new SchemaException("The file is not valid JSON: " + e.getMessage());
    }
    if (json.isMissingNode()) {
      throw new SchemaException("The file is empty");
    }
    String path = "$";
    while (json.isObject() && !json.has(RULES) && json.has("value")) {
      json = json.get("value");
      path += ".value";
      if (json.isArray() && json.size() == 1) {
        json = json.get(0);
        path += "[0]";
      }
    }
    SchemaNode root = new SchemaNode(path, json);
    if (!json.has(RULES)) {
      throw new SchemaException(
          root.at(RULES),
          "is missing: this is not a provisioning schema, as Graph returns it at"
              + " /servicePrincipals/{id}/synchronization/jobs/{id}/schema");
    }
    return root;
  }

  private ImportedSchema read(SchemaNode root) {
    List<SchemaNode> users = new ArrayList<>();
    List<SchemaNode> groups = new ArrayList<>();
    for (SchemaNode rule : root.requiredObjects(RULES)) {
      for (SchemaNode mapping : rule.objects("objectMappings")) {
        String source = mapping.requiredText("sourceObjectName");
        switch (source.strip().toLowerCase(Locale.ROOT)) {
          case "user" -> users.add(mapping);
          case "group" -> groups.add(mapping);
          default ->
              leftOut(title(mapping), "objects of the type " + source + " are not supported");
        }
      }
    }
    if (users.isEmpty() && groups.isEmpty()) {
      throw new SchemaException(root.at(RULES), "has no mapping of users or groups");
    }
    Optional<ImportedObject> ofUsers = select(users).map(this::users);
    Optional<ImportedObject> ofGroups = select(groups).map(this::groups);
    return new ImportedSchema(ofUsers, ofGroups, notes);
  }

  /** The first enabled mapping, or else the first one; the others are left out. */
  private Optional<SchemaNode> select(List<SchemaNode> mappings) {
    Optional<SchemaNode> selected =
        mappings.stream()
            .filter(SchemaImport::enabled)
            .findFirst()
            .or(() -> mappings.stream().findFirst());
    mappings.stream()
        .filter(mapping -> selected.filter(mapping::equals).isEmpty())
        .forEach(
            mapping ->
                leftOut(
                    title(mapping),
                    "only one mapping of "
                        + mapping.requiredText("sourceObjectName").strip().toLowerCase(Locale.ROOT)
                        + "s is possible, and "
                        + selected.map(SchemaImport::title).orElse("")
                        + " is imported"));
    return selected;
  }

  private static boolean enabled(SchemaNode mapping) {
    return mapping.flag("enabled", true);
  }

  private static String title(SchemaNode mapping) {
    String name = mapping.filledText("name");
    return name == null ? mapping.path() : SourceText.oneLine(name);
  }

  private ImportedObject users(SchemaNode mapping) {
    MappingImport rows =
        new MappingImport(
            "users",
            ScimPath.parse("userName"),
            lines -> check("users", RouteFileText.userMapping(lines)),
            notes);
    FilterImport filter =
        new FilterImport("users", text -> objection(RouteFileText.scope(text, "ALL")), notes);
    return object("users", mapping, rows, filter);
  }

  private ImportedObject groups(SchemaNode mapping) {
    MappingImport rows =
        new MappingImport(
            "groups",
            ScimPath.parse("displayName"),
            lines -> check("groups", RouteFileText.groupMapping(lines)),
            notes);
    FilterImport filter =
        new FilterImport("groups", text -> objection(RouteFileText.scope("ALL", text)), notes);
    return object("groups", mapping, rows, filter);
  }

  private ImportedObject object(
      String noun, SchemaNode mapping, MappingImport rows, FilterImport filter) {
    noteMetadata(noun, mapping);
    return new ImportedObject(
        enabled(mapping),
        actions(mapping),
        rows.rows(mapping),
        filter.filter(mapping.object("scope")));
  }

  private List<Finding> check(String name, String content) {
    return check.checkFile(name, content);
  }

  private @Nullable String objection(String file) {
    return check("scope", file).stream()
        .filter(Finding::isError)
        .findFirst()
        .map(Finding::message)
        .orElse(null);
  }

  private static Set<String> actions(SchemaNode mapping) {
    JsonNode flowTypes = mapping.json().get("flowTypes");
    Set<String> actions = new LinkedHashSet<>();
    if (flowTypes == null || flowTypes.isNull()) {
      return Set.of("create", "update", "delete");
    }
    List<String> words =
        flowTypes.isArray()
            ? mapping.texts("flowTypes")
            : Arrays.asList(mapping.requiredText("flowTypes").split(","));
    for (String word : words) {
      switch (word.strip().toLowerCase(Locale.ROOT)) {
        case "add" -> actions.add("create");
        case "update" -> actions.add("update");
        case "delete" -> actions.add("delete");
        case "none" -> {}
        default ->
            throw new SchemaException(
                mapping.at("flowTypes"), "expected Add, Update or Delete, found " + word.strip());
      }
    }
    return actions;
  }

  private void noteMetadata(String noun, SchemaNode mapping) {
    for (SchemaNode entry : mapping.objects("metadata")) {
      String key = entry.requiredText("key");
      String value = entry.text("value");
      String plain = value == null ? "" : value.strip().replace("\"", "").toLowerCase(Locale.ROOT);
      if (!HARMLESS_METADATA.contains(key.toLowerCase(Locale.ROOT))
          && !DEFAULTS_OF_METADATA.contains(plain)) {
        leftOut(
            noun + ", metadata",
            SourceText.oneLine(key) + " = " + SourceText.oneLine(plain) + " has no equivalent");
      }
    }
  }

  private void leftOut(String about, String message) {
    notes.add(new Note(Kind.LEFT_OUT, about, message));
  }
}
