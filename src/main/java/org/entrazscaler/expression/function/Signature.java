package org.entrazscaler.expression.function;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The signature of a function.
 *
 * @param name the name; case-sensitive
 * @param result the type of the result
 * @param description what the function does, one line
 * @param parameters the parameters in order; repeating parameters occur once
 * @param repeating how many of the last parameters repeat as a group: 0 none, 1 the last one, 2 the
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

  /** The same signature with repeating last parameters. */
  Signature repeatingLast(int count) {
    return new Signature(name, result, description, parameters, count);
  }

  /**
   * The parameter of an argument.
   *
   * @param index the index of the argument, 0-based
   * @return the parameter
   */
  public Parameter parameter(int index) {
    int size = parameters.size();
    return index < size
        ? parameters.get(index)
        : parameters.get(size - repeating + (index - size) % repeating);
  }

  /**
   * The minimum number of arguments.
   *
   * @return the number of arguments up to the last required one
   */
  public int minimum() {
    int minimum = parameters.size();
    while (minimum > 0 && parameters.get(minimum - 1).optional()) {
      minimum--;
    }
    return minimum;
  }

  /**
   * Whether a call may have this number of arguments.
   *
   * @param count the number of arguments, including omitted ones
   * @return true if the number is possible
   */
  public boolean accepts(int count) {
    if (count <= parameters.size()) {
      return count >= minimum();
    }
    return repeating > 0 && (count - parameters.size()) % repeating == 0;
  }

  /**
   * The form of a call for help texts: {@code Mid(source, start, length)}. A {@code ?} follows an
   * optional parameter, three dots follow repeating ones.
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
