package org.entrazscaler.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.entrazscaler.cli.builder.Answer;
import org.entrazscaler.cli.builder.Answer.Kind;
import org.entrazscaler.cli.builder.BuilderTerminal;
import org.entrazscaler.cli.builder.Evaluator;
import org.entrazscaler.cli.builder.ExpressionBuilder;
import org.entrazscaler.cli.builder.Language;
import org.entrazscaler.command.CommandOutcome;
import org.entrazscaler.mapping.AttributesJson;
import org.entrazscaler.text.ProcessText;
import org.entrazscaler.text.Utf8;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code evaluate}: like the expression builder in the portal. Needs no settings. */
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

  private static final String STANDARD_INPUT = "-";
  private static final String PROMPT = "> ";

  private final RootCommand root;

  @Parameters(
      arity = "0..1",
      paramLabel = "EXPRESSION",
      description =
          "The expression; - reads it from standard input. Without it, each line of input is an"
              + " expression. On a terminal, the value is shown below the line as you type; there"
              + " are a history and completion, and :help shows the commands.")
  private @Nullable String expression;

  @Option(
      names = "--with",
      paramLabel = "JSON",
      description = "The attributes as a JSON object, with Entra's names.")
  private String attributesJson = "{}";

  @Option(
      names = "--language",
      paramLabel = "LANGUAGE",
      description = "The language: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Language language = Language.entra;

  EvaluateCommand(RootCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    Map<String, Object> attributes = attributes();
    Evaluator evaluator = new Evaluator(language, root.environment().clock());
    BufferedReader in = root.environment().in();
    try {
      if (expression == null) {
        return runBuilder(new ExpressionBuilder(evaluator, attributes, this::attributesOf)).code();
      }
      String text =
          expression.equals(STANDARD_INPUT)
              ? Utf8.withoutMark(in.lines().collect(Collectors.joining("\n")))
              : expression;
      return print(evaluator.evaluate(text, attributes::get)).code();
    } catch (IOException e) {
      throw unreadable(e);
    } catch (UncheckedIOException e) {
      throw unreadable(Objects.requireNonNull(e.getCause()));
    }
  }

  private static CommandFailure unreadable(IOException e) {
    return new CommandFailure(
        ExitStatus.USAGE,
        e instanceof CharacterCodingException
            ? "Standard input is not encoded in " + ProcessText.charset()
            : "Standard input cannot be read",
        e);
  }

  private Map<String, Object> attributes() {
    try {
      return AttributesJson.readAll(attributesJson);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitStatus.USAGE, "--with " + e.getMessage(), e);
    }
  }

  /** The attributes of a user in the source copy, or those in a file. */
  private Map<String, Object> attributesOf(String name) {
    Path file = UserFile.find(root.environment().workingDirectory(), name);
    if (file != null) {
      return UserFile.attributes(file, name);
    }
    CommandOutcome outcome =
        root.program().access(root.settings()).call(provisioning -> provisioning.attributes(name));
    if (outcome.getExitStatus() != ExitStatus.DONE.code()) {
      throw new CommandFailure(ExitStatus.LEFT, outcome.getText().strip());
    }
    return AttributesJson.readAll(outcome.getText());
  }

  private ExitStatus runBuilder(ExpressionBuilder builder) throws IOException {
    Environment environment = root.environment();
    boolean interactive =
        environment.terminal()
            && environment.processStreams()
            && BuilderTerminal.run(
                builder,
                language,
                root.program().userAttributes(),
                ProcessText.charset(),
                environment.home());
    if (interactive) {
      return ExitStatus.DONE;
    }
    ExitStatus status = evaluateLines(environment.in(), builder);
    // On a terminal the user has seen each error; a script has only the status.
    return environment.terminal() ? ExitStatus.DONE : status;
  }

  private ExitStatus evaluateLines(BufferedReader in, ExpressionBuilder builder)
      throws IOException {
    ExitStatus status = ExitStatus.DONE;
    prompt();
    boolean first = true;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      Answer answer = builder.enter(first ? Utf8.withoutMark(line) : line);
      first = false;
      if (answer.kind() == Kind.END) {
        return status;
      }
      status = status.and(print(answer));
      prompt();
    }
    return status;
  }

  private void prompt() {
    if (root.environment().terminal()) {
      root.environment().out().print(PROMPT);
      root.environment().out().flush();
    }
  }

  private ExitStatus print(Answer answer) {
    boolean failed = answer.kind() == Kind.ERROR || answer.kind() == Kind.FAILURE;
    String message = failed ? answer.text() : answer.note();
    if (message != null) {
      root.environment().err().println(message);
      root.environment().err().flush();
    }
    if (!failed && !answer.text().isEmpty()) {
      root.print(answer.text());
    }
    return switch (answer.kind()) {
      case ERROR -> ExitStatus.USAGE;
      case FAILURE -> ExitStatus.LEFT;
      case VALUE, MESSAGE, END -> ExitStatus.DONE;
    };
  }
}
