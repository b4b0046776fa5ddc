package org.entrazscaler.mapping;

import java.util.List;
import java.util.stream.Collectors;

/** Rows of a mapping have no value for an object, because their expressions cannot work with it. */
public final class MappingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * One row that failed.
   *
   * @param row the row
   * @param reason what its expression says
   */
  public record Failure(MappingRow row, String reason) {}

  private final transient List<Failure> failures;

  MappingException(List<Failure> failures) {
    super(
        failures.stream()
            .map(failure -> failure.row().target() + ": " + failure.reason())
            .collect(Collectors.joining("; ")));
    this.failures = List.copyOf(failures);
  }

  /**
   * The rows that failed.
   *
   * @return at least one, in the order of the rows
   */
  public List<Failure> failures() {
    return failures;
  }
}
