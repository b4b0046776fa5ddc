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
 * <p>An entry begins at the indentation of the block with a SCIM path. The first colon that is
 * followed by white space, outside brackets and quotes, ends the path. The source follows in
 * Entra's expression syntax; a line with a deeper indentation continues it. Then come options, each
 * after a bar: {@code match N}, {@code apply create}, {@code default LITERAL}, {@code clear}. Lines
 * that begin with a hash are comments.
 */
public final class Mapping {

  private final String text;
  private final List<MappingRow> rows;

  private Mapping(String text, List<MappingRow> rows) {
    this.text = text;
    this.rows = List.copyOf(rows);
  }

  /**
   * Compiles a block; every name of a source attribute is accepted.
   *
   * @param block the whole text
   * @return the mapping
   * @throws LanguageException with all errors of the block
   */
  public static Mapping compile(String block) {
    return compile(block, SourceNames.ANY);
  }

  /**
   * Compiles a block.
   *
   * @param block the whole text
   * @param names the names of source attributes that the block may use
   * @return the mapping
   * @throws LanguageException with all errors of the block
   */
  public static Mapping compile(String block, SourceNames names) {
    return compile(block, names, path -> null);
  }

  /**
   * Compiles a block.
   *
   * @param block the whole text
   * @param names the names of source attributes that the block may use
   * @param objections returns why a path cannot be a target, or null if it can
   * @return the mapping
   * @throws LanguageException with all errors of the block
   */
  public static Mapping compile(
      String block, SourceNames names, Function<ScimPath, @Nullable String> objections) {
    return new Mapping(block, new BlockParser(block, names, objections).parse());
  }

  /**
   * The text of the mapping.
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
   * @return at least one, in order of precedence
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
   * @param attributes the whole source object, not only its changes
   * @param context the clock and other data of the functions
   * @return a value for each row. A row fails if its expression cannot be evaluated for the object,
   *     or if Graph returned an attribute in an unexpected form
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
   * A fingerprint of everything that affects results. It is equal for blocks that differ only in
   * comments, white space and the order of rows and options.
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
