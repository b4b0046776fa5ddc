package org.entrazscaler.expression.dotnet;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Translates a .NET pattern to Java's syntax. For one use. */
final class PatternTranslator {

  private static final int IGNORE_CASE = 1;
  private static final int MULTILINE = 2;
  private static final int SINGLE_LINE = 4;
  private static final int EXPLICIT_CAPTURE = 8;
  private static final int IGNORE_BLANKS = 16;
  private static final String OPTIONS = "imsnx";

  private static final int MAXIMUM_DEPTH = 200;
  private static final int LONGEST_LOOK_BEHIND = 1000;
  private static final long MAXIMUM_EMPTY_WORK = 1_000_000;

  private final PatternReader reader;
  private final StringBuilder java = new StringBuilder();
  private final List<Backreference> backreferences = new ArrayList<>();
  private final List<Integer> unnamed = new ArrayList<>();
  private final List<String> nameOrder = new ArrayList<>();
  private final Map<String, Integer> names = new HashMap<>();
  private final Deque<Group> open = new ArrayDeque<>();
  private Group group = new Group(false, false, 0);
  private int options;
  private int groups;

  /** A reference in the output that can be resolved only when all groups are known. */
  private record Backreference(int place, int offset, String group, boolean numbered, int before) {}

  /** A group that is not closed yet. */
  private static final class Group {
    final boolean lookAround;
    final boolean lookBehind;
    final int outerOptions;
    EmptyWork branches = EmptyWork.NO_BRANCH;
    EmptyWork branch = EmptyWork.NOTHING;
    EmptyWork last = EmptyWork.NOTHING;
    boolean repeatable;

    Group(boolean lookAround, boolean lookBehind, int outerOptions) {
      this.lookAround = lookAround;
      this.lookBehind = lookBehind;
      this.outerOptions = outerOptions;
    }

    void add(EmptyWork atom) {
      branch = branch.then(last);
      last = atom;
      repeatable = true;
    }

    void endBranch() {
      branches = branches.or(branch.then(last));
      branch = EmptyWork.NOTHING;
      last = EmptyWork.NOTHING;
      repeatable = false;
    }
  }

  PatternTranslator(String text) {
    this.reader = new PatternReader(text);
  }

  TranslatedPattern translate() {
    while (reader.more()) {
      step();
    }
    if (!open.isEmpty()) {
      throw reader.failure("a group is not closed, `)` is missing");
    }
    group.endBranch();
    long work = Math.max(1, group.branches.steps()) * group.branches.tries();
    if (work > MAXIMUM_EMPTY_WORK) {
      throw new DotNetPatternException("can match nothing in too many ways");
    }
    List<Integer> numbers = new ArrayList<>(unnamed);
    nameOrder.forEach(name -> numbers.add(names.get(name)));
    TranslatedPattern result = new TranslatedPattern("", numbers, names, work);
    for (int i = backreferences.size() - 1; i >= 0; i--) {
      Backreference reference = backreferences.get(i);
      java.insert(reference.place(), resolve(reference, result));
    }
    return new TranslatedPattern(java.toString(), numbers, names, work);
  }

  private boolean has(int option) {
    return (options & option) != 0;
  }

  private void step() {
    int c = reader.next();
    if (has(IGNORE_BLANKS) && (c == '#' || c == ' ' || c >= '\t' && c <= '\r')) {
      if (c == '#') {
        reader.skipLine();
      }
      return;
    }
    switch (c) {
      case '\\' -> escape();
      case '[' -> character(new ClassTranslator(reader).translate());
      case '(' -> open();
      case ')' -> close();
      case '|' -> {
        group.endBranch();
        java.append('|');
      }
      case '^' -> zeroWidth(has(MULTILINE) ? "(?<![^\\n])" : "\\A");
      case '$' -> zeroWidth(has(MULTILINE) ? "(?![^\\n])" : "(?=\\n?\\z)");
      case '.' -> character(has(SINGLE_LINE) ? "[\\s\\S]" : "[^\\n]");
      case '*' -> repeat("*", 0, -1);
      case '+' -> repeat("+", 1, -1);
      case '?' -> repeat("?", 0, 1);
      case '{' -> brace();
      default -> character(CharacterClass.literal(c));
    }
  }

  private void character(String text) {
    java.append(text);
    group.add(EmptyWork.CHARACTER);
  }

  private void zeroWidth(String text) {
    java.append(text);
    group.add(EmptyWork.ZERO_WIDTH);
  }

  private void brace() {
    int[] bounds = reader.bounds();
    if (bounds == null) {
      character(CharacterClass.literal('{'));
      return;
    }
    int minimum = bounds[0];
    int maximum = bounds[1];
    if (maximum >= 0 && maximum < minimum) {
      throw reader.failure("`{" + minimum + "," + maximum + "}` has its bounds reversed");
    }
    String upper = maximum == minimum ? "" : maximum < 0 ? "," : "," + maximum;
    repeat("{" + minimum + upper + "}", minimum, maximum);
  }

  private void repeat(String quantifier, int minimum, int maximum) {
    if (!group.repeatable) {
      throw reader.failure("`" + quantifier + "` has nothing before it to repeat");
    }
    if (group.lookBehind && (maximum < 0 || maximum > LONGEST_LOOK_BEHIND)) {
      throw reader.failure(
          "a look-behind that repeats more than "
              + LONGEST_LOOK_BEHIND
              + " times cannot be translated");
    }
    group.last = group.last.repeated(minimum, maximum != minimum);
    group.repeatable = false;
    java.append(quantifier);
    if (reader.at('?')) {
      reader.next();
      java.append('?');
    }
  }

  private void open() {
    if (!reader.at('?')) {
      if (has(EXPLICIT_CAPTURE)) {
        push("(?:", false);
      } else {
        unnamed.add(++groups);
        push("(", false);
      }
      return;
    }
    reader.next();
    int c = reader.nextOrFail("the kind of the group is expected after `(?`");
    switch (c) {
      case ':' -> push("(?:", false);
      case '=' -> push("(?=", true);
      case '!' -> push("(?!", true);
      case '>' -> push("(?>", false);
      case '#' -> reader.skipPast(')');
      case '<' -> {
        if (reader.at('=') || reader.at('!')) {
          push("(?<" + (char) reader.next(), true);
        } else {
          named('>');
        }
      }
      case '\'' -> named('\'');
      case '(' -> throw reader.failure("a conditional `(?(` cannot be translated");
      default -> options(c);
    }
  }

  private void named(char end) {
    String name = reader.until(end);
    if (name.indexOf('-') >= 0) {
      throw reader.failure("the balancing group `" + name + "` cannot be translated");
    }
    if (name.matches("[0-9]+")) {
      throw reader.failure("a group named by a number, `" + name + "`, cannot be translated");
    }
    if (!name.matches("[\\p{L}\\p{Mn}\\p{Nd}\\p{Pc}]+")) {
      throw reader.failure("`" + name + "` is not a valid group name");
    }
    if (names.putIfAbsent(name, ++groups) != null) {
      throw reader.failure("the name `" + name + "` occurs twice, which cannot be translated");
    }
    nameOrder.add(name);
    push("(", false);
  }

  /** {@code (?imnsx-imnsx)} is valid to the end of the group, {@code (?imnsx-imnsx:...)} inside. */
  private void options(int first) {
    int changed = options;
    boolean on = true;
    int c = first;
    while (c != ')' && c != ':') {
      int index = OPTIONS.indexOf(c);
      if (c == '-') {
        on = false;
      } else if (index < 0) {
        throw reader.failure("`(?" + Character.toString(c) + "` is not a known kind of group");
      } else if (on) {
        changed |= 1 << index;
      } else {
        changed &= ~(1 << index);
      }
      c = reader.nextOrFail("`)` or `:` is expected after the options of a group");
    }
    String flags = (changed & IGNORE_CASE) != 0 ? "(?iu" : "(?-iu";
    if (c == ':') {
      push(flags + ":", false);
      options = changed;
    } else {
      java.append(flags).append(')');
      options = changed;
      group.add(EmptyWork.NOTHING);
      group.repeatable = false;
    }
  }

  private void push(String begin, boolean lookAround) {
    if (open.size() == MAXIMUM_DEPTH) {
      throw reader.failure("groups are nested deeper than " + MAXIMUM_DEPTH + " levels");
    }
    java.append(begin);
    open.push(group);
    boolean lookBehind = group.lookBehind || begin.startsWith("(?<");
    group = new Group(lookAround, lookBehind, options);
  }

  private void close() {
    if (open.isEmpty()) {
      throw reader.failure("this `)` closes no group");
    }
    Group closed = group;
    closed.endBranch();
    java.append(')');
    options = closed.outerOptions;
    group = open.pop();
    group.add(closed.lookAround ? closed.branches.asLookAround() : closed.branches);
  }

  private void escape() {
    int c = reader.nextOrFail("a pattern must not end with a single `\\`");
    String members = c < 128 ? CharacterClass.members((char) c) : null;
    if (members != null) {
      character((Character.isUpperCase(c) ? "[^" : "[") + members + "]");
      return;
    }
    String word = CharacterClass.BOUNDARY_WORD;
    switch (c) {
      case 'b' ->
          zeroWidth("(?:(?<=" + word + ")(?!" + word + ")|(?<!" + word + ")(?=" + word + "))");
      case 'B' ->
          zeroWidth("(?:(?<=" + word + ")(?=" + word + ")|(?<!" + word + ")(?!" + word + "))");
      case 'A', 'z', 'G' -> zeroWidth("\\" + (char) c);
      case 'Z' -> zeroWidth("(?=\\n?\\z)");
      case 'p', 'P' -> character(reader.category(c == 'P'));
      case 'k' -> {
        int quote = reader.nextOrFail("the name of a group is expected after `\\k`");
        if (quote != '<' && quote != '\'') {
          throw reader.failure("`\\k` is followed by the name of a group: `\\k<name>`");
        }
        backreference(reader.until(quote == '<' ? '>' : '\''), false);
      }
      case '1', '2', '3', '4', '5', '6', '7', '8', '9' ->
          backreference((char) c + reader.digits(), true);
      default -> character(CharacterClass.literal(reader.escaped(c)));
    }
  }

  private void backreference(String name, boolean numbered) {
    backreferences.add(new Backreference(java.length(), reader.offset(), name, numbered, groups));
    group.add(EmptyWork.ZERO_WIDTH);
  }

  private String resolve(Backreference reference, TranslatedPattern result) {
    int index = result.group(reference.group());
    if (index >= 0 && index <= reference.before()) {
      return "(?:\\" + index + ")";
    }
    if (index >= 0) {
      throw PatternReader.failure(
          reference.offset(), "a reference to a later group cannot be translated");
    }
    if (reference.numbered() && reference.group().length() > 1) {
      return octal(reference);
    }
    throw PatternReader.failure(
        reference.offset(), "there is no group `" + reference.group() + "` to refer to");
  }

  /** A number of two digits or more that is not a group is the octal code of a character. */
  private static String octal(Backreference reference) {
    String digits = reference.group();
    int value = 0;
    int length = 0;
    while (length < 3 && length < digits.length() && digits.charAt(length) <= '7') {
      value = value * 8 + digits.charAt(length) - '0';
      length++;
    }
    if (length == 0) {
      throw PatternReader.failure(reference.offset(), "`\\" + digits + "` has no meaning");
    }
    return CharacterClass.literal(value & 0xFF) + digits.substring(length);
  }
}
