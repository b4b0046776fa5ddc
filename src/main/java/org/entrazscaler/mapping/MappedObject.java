package org.entrazscaler.mapping;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.entrazscaler.scim.schema.ScimPath;

/**
 * The result of a mapping for one user or group.
 *
 * @param values one value for each row that has a result, in the order of the rows
 * @param failed the rows that failed
 */
public record MappedObject(List<MappedValue> values, List<FailedRow> failed) {

  /** The result without any row. */
  public static final MappedObject EMPTY = new MappedObject(List.of(), List.of());

  /** Copies the lists. */
  public MappedObject {
    values = List.copyOf(values);
    failed = List.copyOf(failed);
  }

  /**
   * The evaluated rows.
   *
   * @return the rows with a result first, then those that failed
   */
  public List<MappingRow> rows() {
    return Stream.concat(values.stream().map(MappedValue::row), failed.stream().map(FailedRow::row))
        .toList();
  }

  /**
   * Whether the object can be matched.
   *
   * @return false if a matching row failed, so that a match would not be certain
   */
  public boolean isMatchable() {
    return failed.stream().noneMatch(failure -> failure.row().isMatching());
  }

  /**
   * The row for one target, also if it failed.
   *
   * @param target the path in the resource
   * @return empty if no row has that target
   */
  public Optional<MappingRow> row(ScimPath target) {
    return rows().stream().filter(row -> row.target().equals(target)).findFirst();
  }

  /**
   * The value for one target.
   *
   * @param target the path in the resource
   * @return empty if no row with a result has that target
   */
  public Optional<MappedValue> value(ScimPath target) {
    return values.stream().filter(value -> value.row().target().equals(target)).findFirst();
  }

  /**
   * The values with several candidates; Zscaler must be asked which one is free.
   *
   * @return in the order of the rows; empty if no value has candidates
   */
  public List<MappedValue> withCandidates() {
    return values.stream().filter(value -> !value.candidates().isEmpty()).toList();
  }

  /**
   * The same result with one value replaced.
   *
   * @param replacement the new value of its row
   * @return a copy
   */
  public MappedObject withValue(MappedValue replacement) {
    return new MappedObject(
        values.stream()
            .map(
                value ->
                    value.row().target().equals(replacement.row().target()) ? replacement : value)
            .toList(),
        failed);
  }

  /**
   * The values of the matching attributes.
   *
   * @return in order of precedence, including those without a value
   */
  public List<MappedValue> matching() {
    return values.stream()
        .filter(value -> value.row().isMatching())
        .sorted(Comparator.comparingInt(value -> value.row().matchingPrecedence()))
        .toList();
  }
}
