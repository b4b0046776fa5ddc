package org.entrazscaler.cli.builder;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.entrazscaler.cli.builder.Answer.Kind;
import org.entrazscaler.mapping.AttributesJson;
import org.jspecify.annotations.Nullable;

/**
 * A conversation about expressions or filters, line by line: a line is evaluated, or is a command
 * and begins with a colon. Knows nothing of terminals. Not safe for use by several threads.
 */
public final class ExpressionBuilder {

  private final Evaluator evaluator;
  private final Users users;
  private final BuilderCommands commands = new BuilderCommands(this);
  private final Map<String, Object> attributes = new TreeMap<>();
  private String subject = "";

  /** Where the attributes of users are from. */
  public interface Users {

    /**
     * The attributes of a user.
     *
     * @param name who is meant
     * @return the values by Entra's names
     * @throws RuntimeException if there is no such user; the message is for people
     */
    Map<String, Object> attributes(String name);
  }

  /**
   * A conversation.
   *
   * @param evaluator evaluates its lines
   * @param given the attributes at the beginning
   * @param users gives others
   */
  public ExpressionBuilder(Evaluator evaluator, Map<String, Object> given, Users users) {
    this.evaluator = evaluator;
    this.users = users;
    attributes.putAll(given);
  }

  /**
   * Takes a line.
   *
   * @param line what was typed
   * @return what to print; an empty message for a blank line
   */
  public Answer enter(String line) {
    String text = line.strip();
    if (text.isEmpty()) {
      return Answer.of(Kind.MESSAGE, "");
    }
    return text.startsWith(":")
        ? commands.execute(text)
        : evaluator.evaluate(line, attributes::get);
  }

  /**
   * What a line would give, while it is being typed.
   *
   * @param line the line so far
   * @param indentation the column in which it begins
   * @return one line to stand below it; empty for a command or nothing
   */
  String preview(String line, int indentation) {
    String text = line.stripLeading();
    return text.isEmpty() || text.startsWith(":") || text.contains("\n")
        ? ""
        : evaluator.preview(line, attributes::get, indentation);
  }

  /** What to ask with: whose attributes are in force, if they are somebody's. */
  String prompt() {
    return subject + "> ";
  }

  BuilderCommands commands() {
    return commands;
  }

  /** The names that have a value. */
  Collection<String> attributeNames() {
    return Collections.unmodifiableCollection(new TreeSet<>(attributes.keySet()));
  }

  Answer user(String name) {
    Map<String, Object> given;
    try {
      given = users.attributes(name);
    } catch (RuntimeException e) {
      return Answer.of(Kind.FAILURE, String.valueOf(e.getMessage()));
    }
    attributes.clear();
    attributes.putAll(given);
    subject = name;
    return Answer.of(Kind.MESSAGE, given.size() + " attributes of " + name);
  }

  Answer set(String assignment) {
    int equals = assignment.indexOf('=');
    String name = (equals < 0 ? assignment : assignment.substring(0, equals)).strip();
    if (equals < 0 || name.isEmpty()) {
      return Answer.of(Kind.ERROR, "Expected is :set NAME=VALUE, such as :set department=Sales");
    }
    String text = assignment.substring(equals + 1).strip();
    try {
      Object value = text.isEmpty() ? null : value(name, text);
      if (value == null) {
        attributes.remove(name);
      } else {
        attributes.put(name, value);
      }
      return Answer.of(Kind.MESSAGE, name + " = " + AttributesJson.write(value));
    } catch (IllegalArgumentException e) {
      return Answer.of(Kind.ERROR, "The value " + e.getMessage());
    }
  }

  /** JSON where it looks like JSON, otherwise the text as it stands. */
  private static @Nullable Object value(String name, String text) {
    boolean json = "\"[{".indexOf(text.charAt(0)) >= 0 || text.matches("true|false|null|-?[0-9]+");
    return json ? AttributesJson.readValue(name, text) : text;
  }

  Answer attributes() {
    StringBuilder text = new StringBuilder();
    attributes.forEach(
        (name, value) ->
            text.append(text.isEmpty() ? "" : "\n")
                .append(name)
                .append(" = ")
                .append(AttributesJson.write(value)));
    return Answer.of(
        Kind.MESSAGE,
        text.isEmpty() ? "No attribute has a value: see :user and :set" : text.toString());
  }
}
