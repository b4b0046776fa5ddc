package org.entrazscaler.expression.dotnet;

import java.util.List;
import java.util.Map;

/**
 * A .NET pattern in Java's syntax.
 *
 * @param java the pattern for {@link java.util.regex.Pattern}; all its groups are unnamed
 * @param numbers Java's group numbers in the order of .NET's: unnamed groups first, then named ones
 * @param names Java's group numbers by .NET's names
 * @param emptyWork upper bound of the steps of a try at one position that read no character
 */
record TranslatedPattern(
    String java, List<Integer> numbers, Map<String, Integer> names, long emptyWork) {

  TranslatedPattern {
    numbers = List.copyOf(numbers);
    names = Map.copyOf(names);
  }

  /** Java's number of a group by .NET's name or number; -1 if there is none. */
  int group(String nameOrNumber) {
    Integer named = names.get(nameOrNumber);
    if (named != null) {
      return named;
    }
    return nameOrNumber.matches("[0-9]{1,5}") ? group(Integer.parseInt(nameOrNumber)) : -1;
  }

  /** Java's number of a group by .NET's number; -1 if there is none. */
  int group(int number) {
    if (number == 0) {
      return 0;
    }
    return number <= numbers.size() ? numbers.get(number - 1) : -1;
  }
}
