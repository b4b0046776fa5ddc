package org.entrazscaler.expression.function;

import static org.entrazscaler.expression.function.Parameter.optional;
import static org.entrazscaler.expression.function.Parameter.required;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * {@code RandomString}. The characters above the minima are of the kinds whose minimum is not 0, so
 * a minimum of 0 excludes a kind (the documented {@code RandomString(6,3,0,0,3)} has only digits
 * and lower case letters). If all minima are 0, the characters are digits and letters. The special
 * characters are those of the password complexity rule of Windows.
 */
final class RandomString extends SimpleFunction {

  private static final String DIGITS = "0123456789";
  private static final String SPECIAL = "~!@#$%^&*_-+=`|\\(){}[]:;\"'<>,.?/";
  private static final String CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
  private static final List<String> KINDS = List.of(DIGITS, SPECIAL, CAPITALS, LOWER);
  private static final int MAXIMUM = 256;

  RandomString() {
    super(
        Signature.of(
            "RandomString",
            ValueType.TEXT,
            "A random text of 1 to 256 characters, with at least the given number of each"
                + " kind.",
            required("Length", ValueType.NUMBER),
            required("MinimumNumbers", ValueType.NUMBER),
            required("MinimumSpecialCharacters", ValueType.NUMBER),
            required("MinimumCapital", ValueType.NUMBER),
            required("MinimumLowerCase", ValueType.NUMBER),
            optional("CharactersToAvoid", ValueType.TEXT)));
  }

  @Override
  public Evaluation prepare(CallSite site) {
    List<Long> numbers = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Long number = Values.number(site.literal(i));
      if (number != null) {
        numbers.add(number);
      }
    }
    String error = numbers.size() == 5 ? error(numbers) : null;
    if (error != null) {
      site.error(0, "RandomString: " + error);
    }
    return super.prepare(site);
  }

  @Override
  @Nullable Object evaluate(Call call) {
    List<Long> numbers = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Long number = call.number(i);
      if (number == null) {
        throw call.failure("argument " + (i + 1) + " must be a number, but is empty");
      }
      numbers.add(number);
    }
    String error = error(numbers);
    if (error != null) {
      throw call.failure(error);
    }
    String avoided = call.text(5);
    return draw(call, numbers, avoided == null ? "" : avoided);
  }

  private static @Nullable String error(List<Long> numbers) {
    long length = numbers.get(0);
    if (length < 1 || length > MAXIMUM) {
      return "the length must be 1 to 256, but is " + length;
    }
    long sum = 0;
    for (long minimum : numbers.subList(1, 5)) {
      if (minimum < 0 || minimum > MAXIMUM) {
        return "a minimum must be 0 to 256, but one is " + minimum;
      }
      sum += minimum;
    }
    return sum > length
        ? "the minima make " + sum + " characters, more than the length, which is " + length
        : null;
  }

  private static String draw(Call call, List<Long> numbers, String avoided) {
    RandomGenerator random = call.context().random();
    List<Character> drawn = new ArrayList<>();
    StringBuilder rest = new StringBuilder();
    for (int kind = 0; kind < KINDS.size(); kind++) {
      long minimum = numbers.get(kind + 1);
      if (minimum > 0) {
        String allowed = without(KINDS.get(kind), avoided);
        draw(call, allowed, minimum, random, drawn);
        rest.append(allowed);
      }
    }
    String filling = rest.isEmpty() ? without(DIGITS + CAPITALS + LOWER, avoided) : rest.toString();
    draw(call, filling, numbers.get(0) - drawn.size(), random, drawn);
    Collections.shuffle(drawn, new Random(random.nextLong()));
    StringBuilder result = new StringBuilder();
    drawn.forEach(result::append);
    return result.toString();
  }

  private static void draw(
      Call call, String from, long count, RandomGenerator random, List<Character> drawn) {
    if (from.isEmpty() && count > 0) {
      throw call.failure("CharactersToAvoid excludes all characters of a required kind");
    }
    for (long i = 0; i < count; i++) {
      drawn.add(from.charAt(random.nextInt(from.length())));
    }
  }

  private static String without(String characters, String avoided) {
    StringBuilder result = new StringBuilder();
    for (char c : characters.toCharArray()) {
      if (avoided.indexOf(c) < 0) {
        result.append(c);
      }
    }
    return result.toString();
  }
}
