package org.entrazscaler.cli.builder;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.entrazscaler.expression.function.Functions;
import org.entrazscaler.expression.function.Signature;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import picocli.shell.jline3.PicocliJLineCompleter;

/** Completes functions, attributes in brackets, attributes of a filter, and commands. */
final class NameCompleter implements Completer {

  private final ExpressionBuilder builder;
  private final Language language;
  private final Collection<String> knownNames;
  private final Completer commands;

  /**
   * Creates a completer.
   *
   * @param builder has the commands and the attributes with a value
   * @param language the language of the lines
   * @param knownNames the attributes that exist, also those without a value
   */
  NameCompleter(ExpressionBuilder builder, Language language, Collection<String> knownNames) {
    this.builder = builder;
    this.language = language;
    this.knownNames = knownNames;
    this.commands = new PicocliJLineCompleter(builder.commands().commandLine().getCommandSpec());
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    if (line.words().get(0).startsWith(":")) {
      if (line.wordIndex() == 0) {
        commands.complete(reader, line, candidates);
      } else if (line.words().get(0).equals(":set")) {
        attributeNames().forEach(name -> candidates.add(unfinished(name + "=", name)));
      }
    } else if (language == Language.scope) {
      attributeNames().forEach(name -> candidates.add(new Candidate(name)));
    } else if (line.word().startsWith("[")) {
      attributeNames().forEach(name -> candidates.add(unfinished("[" + name + "]", name)));
    } else {
      for (Signature function : Functions.all()) {
        candidates.add(
            new Candidate(
                function.name() + "(",
                function.form(),
                null,
                function.description(),
                null,
                null,
                false));
      }
    }
  }

  private static Candidate unfinished(String value, String shown) {
    return new Candidate(value, shown, null, null, null, null, false);
  }

  private Collection<String> attributeNames() {
    TreeSet<String> names = new TreeSet<>(knownNames);
    names.addAll(builder.attributeNames());
    return names;
  }
}
