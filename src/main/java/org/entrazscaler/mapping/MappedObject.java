package org.entrazscaler.mapping;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.entrazscaler.scim.ScimPath;

/**
 * What a mapping makes of one user or group.
 *
 * @param values one for each row, in the order of the rows
 */
public record MappedObject(List<MappedValue> values) {

  /** Of which no row was asked. */
  public static final MappedObject EMPTY = new MappedObject(List.of());

  /** Copies the list. */
  public MappedObject {
    values = List.copyOf(values);
  }

  /**
   * The value for one target.
   *
   * @param target the place in the resource
   * @return empty if no row has that target
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
            .toList());
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
