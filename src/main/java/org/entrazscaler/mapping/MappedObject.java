package org.entrazscaler.mapping;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.entrazscaler.scim.schema.ScimPath;

/**
 * What a mapping makes of one user or group.
 *
 * @param values one for each row that has a result, in the order of the rows
 * @param failed the rows that have none
 */
public record MappedObject(List<MappedValue> values, List<FailedRow> failed) {

  /** Of which no row was asked. */
  public static final MappedObject EMPTY = new MappedObject(List.of(), List.of());

  /** Copies the lists. */
  public MappedObject {
    values = List.copyOf(values);
    failed = List.copyOf(failed);
  }

  /**
   * The rows that were asked.
   *
   * @return those with a result first
   */
  public List<MappingRow> rows() {
    return Stream.concat(values.stream().map(MappedValue::row), failed.stream().map(FailedRow::row))
        .toList();
  }

  /**
   * Whether it is known by all its matching attributes.
   *
   * @return false if a matching row has no result, so that what matches cannot be said for certain
   */
  public boolean isMatchable() {
    return failed.stream().noneMatch(failure -> failure.row().isMatching());
  }

  /**
   * The row for one target, whether it has a result or not.
   *
   * @param target the place in the resource
   * @return empty if no row has that target
   */
  public Optional<MappingRow> row(ScimPath target) {
    return rows().stream().filter(row -> row.target().equals(target)).findFirst();
  }

  /**
   * The value for one target.
   *
   * @param target the place in the resource
   * @return empty if no row has that target, or none that has a result
   */
  public Optional<MappedValue> value(ScimPath target) {
    return values.stream().filter(value -> value.row().target().equals(target)).findFirst();
  }

  /**
   * The rows of which the target has to tell which value is free.
   *
   * @return in the order of the rows; empty if all values are certain
   */
  public List<MappedValue> undecided() {
    return values.stream().filter(value -> !value.candidates().isEmpty()).toList();
  }

  /**
   * The same object with one value in the place of another.
   *
   * @param decided replaces the value of its row
   * @return a new object
   */
  public MappedObject with(MappedValue decided) {
    return new MappedObject(
        values.stream()
            .map(value -> value.row().target().equals(decided.row().target()) ? decided : value)
            .toList(),
        failed);
  }

  /**
   * The values of the matching attributes.
   *
   * @return in the order in which they are tried; those without a value are among them
   */
  public List<MappedValue> matching() {
    return values.stream()
        .filter(value -> value.row().isMatching())
        .sorted(Comparator.comparingInt(value -> value.row().matchingPrecedence()))
        .toList();
  }
}
