package org.entrazscaler.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.entrazscaler.expression.Attributes;
import org.entrazscaler.expression.EvaluationContext;
import org.entrazscaler.expression.EvaluationException;
import org.entrazscaler.expression.Expression;
import org.entrazscaler.expression.IgnoredFlow;
import org.entrazscaler.language.LanguageException;
import org.entrazscaler.language.Mistake;
import org.entrazscaler.language.MistakeReport;
import org.entrazscaler.operate.AttributesJson;
import org.entrazscaler.scope.FilterException;
import org.entrazscaler.scope.ScopeFilter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code evaluate}: Entra's expression builder. Needs no settings. */
@Command(
    name = "evaluate",
    description = {
      "Prints the value of an expression of an attribute mapping, or of a scoping filter, as JSON.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  evaluate 'Join(\".\", [givenName], [surname])' --with '{\"givenName\":\"Ada\","
          + " \"surname\":\"Byron\"}'"
    })
final class EvaluateCommand implements Callable<Integer> {

  /** The languages of values and filters. */
  enum Language {
    /** Entra's expressions. */
    entra,
    /** Entra's scoping filters. */
    scope
  }

  private static final String STANDARD_INPUT = "-";
  private static final String QUIT = ":quit";
  private static final String PROMPT = "> ";

  private final RootCommand root;

  @Parameters(
      arity = "0..1",
      paramLabel = "EXPRESSION",
      description =
          "The expression; - reads it from standard input. Without one, each line of standard input"
              + " is one (:quit ends).")
  private @Nullable String expression;

  @Option(
      names = "--with",
      paramLabel = "JSON",
      description = "The attributes, a JSON object by Entra's names.")
  private String attributesJson = "{}";

  @Option(
      names = "--language",
      paramLabel = "LANGUAGE",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Language language = Language.entra;

  EvaluateCommand(RootCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    Attributes attributes = attributes();
    BufferedReader in = root.surroundings().in();
    try {
      if (expression == null) {
        return evaluateLines(in, attributes).code();
      }
      String text =
          expression.equals(STANDARD_INPUT)
              ? in.lines().collect(Collectors.joining("\n"))
              : expression;
      return evaluate(text, attributes).code();
    } catch (IOException | UncheckedIOException e) {
      throw new CommandFailure(ExitStatus.USAGE, "Standard input cannot be read", e);
    }
  }

  private Attributes attributes() {
    try {
      return AttributesJson.read(attributesJson);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitStatus.USAGE, "--with " + e.getMessage(), e);
    }
  }

  private ExitStatus evaluateLines(BufferedReader in, Attributes attributes) throws IOException {
    ExitStatus status = ExitStatus.DONE;
    prompt();
    for (String line = in.readLine();
        line != null && !line.strip().equals(QUIT);
        line = in.readLine()) {
      if (!line.isBlank()) {
        status = status.and(evaluate(line, attributes));
      }
      prompt();
    }
    // A person has seen each mistake and gone on; a script has only the status.
    return root.surroundings().terminal() ? ExitStatus.DONE : status;
  }

  private void prompt() {
    if (root.surroundings().terminal()) {
      root.surroundings().out().print(PROMPT);
      root.surroundings().out().flush();
    }
  }

  private ExitStatus evaluate(String text, Attributes attributes) {
    PrintWriter err = root.surroundings().err();
    try {
      Object value =
          switch (language) {
            case entra ->
                Expression.compile(text)
                    .evaluate(attributes, EvaluationContext.of(root.surroundings().clock()));
            case scope -> ScopeFilter.compile(text).matches(attributes);
          };
      if (value == IgnoredFlow.INSTANCE) {
        err.println("The attribute would be left out of the request (IgnoreFlowIfNullOrEmpty).");
        err.flush();
      }
      root.print(AttributesJson.write(value == IgnoredFlow.INSTANCE ? null : value));
      return ExitStatus.DONE;
    } catch (LanguageException e) {
      err.println(e.getMessage());
      err.flush();
      return ExitStatus.USAGE;
    } catch (EvaluationException e) {
      err.println(
          new MistakeReport(text)
              .render(
                  List.of(new Mistake(e.offset(), e.length(), String.valueOf(e.getMessage())))));
      err.flush();
      return ExitStatus.LEFT;
    } catch (FilterException e) {
      err.println(e.getMessage());
      err.flush();
      return ExitStatus.LEFT;
    }
  }
}
