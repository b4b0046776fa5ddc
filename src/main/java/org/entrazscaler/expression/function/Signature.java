package org.entrazscaler.expression.function;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What can be said of a function without calling it.
 *
 * @param name its name; case-sensitive
 * @param result what it gives
 * @param description its rule, one line
 * @param parameters in order; those at the end that repeat stand here once
 * @param repeating how many of the last parameters repeat as a group: 0 none, 1 the last, 2 the
 *     last two as pairs
 */
public record Signature(
    String name, ValueType result, String description, List<Parameter> parameters, int repeating) {

  /** Copies the list. */
  public Signature {
    parameters = List.copyOf(parameters);
  }

  static Signature of(String name, ValueType result, String description, Parameter... parameters) {
    return new Signature(name, result, description, List.of(parameters), 0);
  }

  /** The same with the last parameters repeating. */
  Signature repeatingLast(int count) {
    return new Signature(name, result, description, parameters, count);
  }

  /**
   * The parameter that an argument is for.
   *
   * @param index of the argument, 0-based
   * @return its parameter; a repeating one again and again
   */
  public Parameter parameter(int index) {
    int size = parameters.size();
    return index < size
        ? parameters.get(index)
        : parameters.get(size - repeating + (index - size) % repeating);
  }

  /**
   * The fewest arguments.
   *
   * @return number of places up to the last that may not stay empty
   */
  public int minimum() {
    int minimum = parameters.size();
    while (minimum > 0 && parameters.get(minimum - 1).optional()) {
      minimum--;
    }
    return minimum;
  }

  /**
   * Whether a call may have so many arguments, empty places counted.
   *
   * @param count number of arguments
   * @return true when it may
   */
  public boolean accepts(int count) {
    if (count <= parameters.size()) {
      return count >= minimum();
    }
    return repeating > 0 && (count - parameters.size()) % repeating == 0;
  }

  /**
   * The form of a call, as help shows it: {@code Mid(source, start, length)}; a {@code ?} follows
   * what may stay empty, three dots what may be repeated.
   *
   * @return the form
   */
  public String form() {
    return render(p -> p.name() + (p.optional() ? "?" : ""));
  }

  /** The form with types: {@code Mid(source: text, start: number, length: number): text}. */
  @Override
  public String toString() {
    return render(Parameter::toString) + ": " + result;
  }

  private String render(Function<Parameter, String> parameter) {
    return parameters.stream()
        .map(parameter)
        .collect(Collectors.joining(", ", name + "(", repeating > 0 ? ", ...)" : ")"));
  }
}
