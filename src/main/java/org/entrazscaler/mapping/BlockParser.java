package org.entrazscaler.mapping;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.entrazscaler.expression.Expression;
import org.entrazscaler.expression.SourceNames;
import org.entrazscaler.language.LanguageException;
import org.entrazscaler.language.TextError;
import org.entrazscaler.scim.schema.ScimPath;
import org.jspecify.annotations.Nullable;

/** Parses a whole block and checks its entries against each other. For one use. */
final class BlockParser {

  private static final String ROLES = "appRoleAssignments";
  private static final Set<String> ROLE_FUNCTIONS =
      Set.of(
          "SingleAppRoleAssignment",
          "AppRoleAssignments",
          "AppRoleAssignmentsComplex",
          "AssertiveAppRoleAssignmentsComplex");

  private final String block;
  private final SourceNames names;
  private final Function<ScimPath, @Nullable String> objections;
  private final List<TextError> errors = new ArrayList<>();

  BlockParser(String block, SourceNames names, Function<ScimPath, @Nullable String> objections) {
    this.block = block;
    this.names = names;
    this.objections = objections;
  }

  List<MappingRow> parse() {
    rejectPlaceholders();
    List<ParsedEntry> entries =
        BlockEntry.split(block, errors).stream()
            .map(entry -> new EntryParser(entry, objections, errors).parse())
            .toList();
    checkTargets(entries);
    checkPrecedences(entries);
    List<MappingRow> rows = new ArrayList<>();
    for (ParsedEntry entry : entries) {
      MappingRow row = row(entry);
      if (row != null) {
        rows.add(row);
      }
    }
    if (entries.isEmpty()) {
      add(0, 0, "The block has no entry, such as userName: [userPrincipalName] | match 1");
    } else if (errors.isEmpty() && rows.stream().noneMatch(MappingRow::isMatching)) {
      add(
          entries.get(0).offset(),
          entries.get(0).path().length(),
          "No row is a matching attribute: add `| match 1` to one of them");
    }
    if (!errors.isEmpty()) {
      errors.sort(Comparator.comparingInt(TextError::offset));
      throw new LanguageException(block, errors);
    }
    return rows;
  }

  // Camel replaces {{name}} before the language gets the text, and drops what follows a lone {{.
  private void rejectPlaceholders() {
    int at = block.indexOf("{{");
    while (at >= 0) {
      add(at, 2, "`{{` begins a property placeholder of Camel, which is not possible in a mapping");
      at = block.indexOf("{{", at + 2);
    }
  }

  private void checkTargets(List<ParsedEntry> entries) {
    Map<ScimPath, ParsedEntry> seen = new HashMap<>();
    for (ParsedEntry entry : entries) {
      ScimPath target = entry.target();
      if (target == null) {
        continue;
      }
      if (seen.putIfAbsent(target, entry) != null) {
        add(entry, "The target `" + entry.path() + "` already has a row");
        continue;
      }
      for (ParsedEntry other : seen.values()) {
        ScimPath present = other.target();
        if (present != null && !present.equals(target) && overlap(present, target)) {
          add(
              entry,
              "The targets `" + entry.path() + "` and `" + other.path() + "` write the same value");
        }
      }
    }
  }

  private static boolean overlap(ScimPath one, ScimPath other) {
    return whole(one).equals(whole(other)) && (isWhole(one) || isWhole(other));
  }

  private static boolean isWhole(ScimPath path) {
    return path.conditions().isEmpty() && path.subAttribute() == null;
  }

  private static ScimPath whole(ScimPath path) {
    String schema = path.schema();
    return ScimPath.parse((schema == null ? "" : schema + ":") + path.attribute());
  }

  private void checkPrecedences(List<ParsedEntry> entries) {
    Map<Integer, ParsedEntry> seen = new HashMap<>();
    for (ParsedEntry entry : entries) {
      RowOptions options = entry.options();
      if (options.match == 0) {
        continue;
      }
      ParsedEntry other = seen.putIfAbsent(options.match, entry);
      if (other != null) {
        add(
            options.matchOffset,
            options.matchLength,
            "`" + other.path() + "` already has the precedence " + options.match);
      }
    }
  }

  private @Nullable MappingRow row(ParsedEntry entry) {
    Expression source = entry.source();
    ScimPath target = entry.target();
    if (source != null) {
      source.unknownNames(names).forEach(error -> errors.add(error.moved(entry.sourceOffset())));
    }
    if (source == null || target == null) {
      return null;
    }
    RowOptions options = entry.options();
    checkReferences(entry, target, source, options);
    boolean createOnly = options.createOnly || source.choosesUniqueValue();
    if (options.match > 0 && source.choosesUniqueValue()) {
      add(
          entry.sourceOffset(),
          source.text().length(),
          "SelectUniqueValue cannot be the source of a matching attribute");
    }
    if (createOnly && options.clear) {
      add(
          entry,
          options.createOnly
              ? "`clear` has no effect with `apply create`: remove one of them"
              : "`clear` has no effect with SelectUniqueValue, which is used only on creation");
    }
    return new MappingRow(
        target,
        source,
        options.match,
        createOnly,
        options.defaultValue,
        options.clear,
        entry.offset());
  }

  private void checkReferences(
      ParsedEntry entry, ScimPath target, Expression source, RowOptions options) {
    boolean toMembers = MappingRow.isReference(target) && target.schema() == null;
    if (source.attributeNames().contains("members") && !toMembers) {
      add(
          entry.sourceOffset(),
          source.text().length(),
          "`members` can be the source of the target members only");
    }
    if (source.attributeNames().contains(ROLES)
        && ROLE_FUNCTIONS.stream().noneMatch(source.functionNames()::contains)) {
      add(
          entry.sourceOffset(),
          source.text().length(),
          "Only a role function can read `appRoleAssignments`, such as"
              + " SingleAppRoleAssignment([appRoleAssignments])");
    }
    if (!MappingRow.isReference(target)) {
      return;
    }
    String expected = toMembers ? "[members]" : "[manager]";
    if (!source.text().strip().equals(expected)) {
      add(
          entry.sourceOffset(),
          source.text().length(),
          "`" + entry.path() + "` is a reference: its source must be " + expected);
    }
    if (options.match > 0) {
      add(options.matchOffset, options.matchLength, "A reference cannot be a matching attribute");
    }
    if (options.defaultValue != null) {
      add(entry, "A reference cannot have a default");
    }
  }

  private void add(ParsedEntry entry, String message) {
    add(entry.offset(), entry.path().length(), message);
  }

  private void add(int offset, int length, String message) {
    errors.add(new TextError(offset, length, message));
  }
}
