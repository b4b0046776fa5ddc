package org.entrazscaler.mapping;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.entrazscaler.expression.Attributes;
import org.entrazscaler.expression.EvaluationContext;
import org.entrazscaler.expression.SourceNames;
import org.entrazscaler.language.LanguageException;
import org.entrazscaler.scim.schema.ScimPath;
import org.jspecify.annotations.Nullable;

/**
 * The attribute mappings of users or of groups, read from a block of the language {@code mapping}.
 * Immutable.
 *
 * <p>An entry begins at the block's indentation with a SCIM path; the first colon followed by a
 * blank, outside brackets and quotes, ends the path; then comes the source in Entra's expression
 * syntax; a line indented further continues it. Options follow, each after a bar: {@code match N},
 * {@code apply create}, {@code default LITERAL}, {@code clear}. Lines that begin with a hash are
 * comments.
 */
public final class Mapping {

  private final String text;
  private final List<MappingRow> rows;

  private Mapping(String text, List<MappingRow> rows) {
    this.text = text;
    this.rows = List.copyOf(rows);
  }

  /**
   * Reads a block, taking every name of a source attribute.
   *
   * @param block the whole text
   * @return the mapping
   * @throws LanguageException with all errors of the block, their offsets into it
   */
  public static Mapping compile(String block) {
    return compile(block, SourceNames.ANY);
  }

  /**
   * Reads a block.
   *
   * @param block the whole text
   * @param names the names of source attributes that the block may use
   * @return the mapping
   * @throws LanguageException with all errors of the block, their offsets into it
   */
  public static Mapping compile(String block, SourceNames names) {
    return compile(block, names, path -> null);
  }

  /**
   * Reads a block.
   *
   * @param block the whole text
   * @param names the names of source attributes that the block may use
   * @param objections what speaks against a path as a target, or null if nothing does
   * @return the mapping
   * @throws LanguageException with all errors of the block, their offsets into it
   */
  public static Mapping compile(
      String block, SourceNames names, Function<ScimPath, @Nullable String> objections) {
    return new Mapping(block, new BlockParser(block, names, objections).parse());
  }

  /**
   * The text it was read from.
   *
   * @return the whole block
   */
  public String text() {
    return text;
  }

  /**
   * The rows.
   *
   * @return in the order of the block
   */
  public List<MappingRow> rows() {
    return rows;
  }

  /**
   * The matching attributes.
   *
   * @return at least one, in the order in which they are tried
   */
  public List<MappingRow> matchingRows() {
    return rows.stream()
        .filter(MappingRow::isMatching)
        .sorted(Comparator.comparingInt(MappingRow::matchingPrecedence))
        .toList();
  }

  /**
   * The source attributes that the rows read.
   *
   * @return Entra's names, in order of appearance
   */
  public Set<String> sourceNames() {
    return rows.stream()
        .flatMap(row -> row.source().attributeNames().stream())
        .collect(
            Collectors.collectingAndThen(
                Collectors.toCollection(LinkedHashSet::new), Collections::unmodifiableSet));
  }

  /**
   * Maps one object.
   *
   * @param attributes the whole source object, not only what changed in it
   * @param context clock and the like
   * @return a value for each row, but for those whose expression cannot work with the object, or
   *     with the form in which Graph delivered an attribute: they are named as failed
   */
  public MappedObject map(Attributes attributes, EvaluationContext context) {
    List<MappedValue> values = new ArrayList<>();
    List<FailedRow> failed = new ArrayList<>();
    for (MappingRow row : rows) {
      try {
        values.add(row.evaluate(attributes, context));
      } catch (RuntimeException e) {
        failed.add(FailedRow.of(row, e));
      }
    }
    return new MappedObject(values, failed);
  }

  /**
   * A fingerprint of all that affects results: the same for blocks that differ only in comments,
   * blanks, line breaks and the order of rows and options.
   *
   * @return SHA-256 in hexadecimal
   */
  public String fingerprint() {
    String canonical =
        rows.stream().map(Mapping::canonical).sorted().collect(Collectors.joining("\n"));
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(canonical.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private static String canonical(MappingRow row) {
    Object fallback = row.defaultValue();
    return row.target()
        + ": "
        + Scan.withoutBlanks(row.source().text())
        + (row.isMatching() ? " | match " + row.matchingPrecedence() : "")
        + (row.createOnly() ? " | apply create" : "")
        + (fallback == null
            ? ""
            : " | default " + fallback.getClass().getSimpleName() + " " + fallback)
        + (row.clear() ? " | clear" : "");
  }
}
