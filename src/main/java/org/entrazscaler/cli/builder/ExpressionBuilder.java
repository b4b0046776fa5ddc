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
 * A session with expressions or filters: a line that begins with a colon is a command, any other
 * line is evaluated. Independent of the terminal. Not thread-safe.
 */
public final class ExpressionBuilder {

  private final Evaluator evaluator;
  private final Users users;
  private final BuilderCommands commands = new BuilderCommands(this);
  private final Map<String, Object> attributes = new TreeMap<>();
  private String userName = "";

  /** Finds the attributes of users. */
  public interface Users {

    /**
     * The attributes of a user.
     *
     * @param name the name of the user, or of a file
     * @return the values by Entra's names
     * @throws RuntimeException if there is no such user; the message is shown
     */
    Map<String, Object> attributes(String name);
  }

  /**
   * Creates a session.
   *
   * @param evaluator evaluates the lines
   * @param attributes the attributes at the beginning
   * @param users finds the attributes of users
   */
  public ExpressionBuilder(Evaluator evaluator, Map<String, Object> attributes, Users users) {
    this.evaluator = evaluator;
    this.users = users;
    this.attributes.putAll(attributes);
  }

  /**
   * Handles a line.
   *
   * @param line the line
   * @return the answer; an empty message for a blank line
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
   * The preview of a line that is still being typed.
   *
   * @param line the line so far
   * @param indentation the column in which it begins, 0-based
   * @return one line to show below it; empty for a command or a blank line
   */
  String preview(String line, int indentation) {
    String text = line.stripLeading();
    return text.isEmpty() || text.startsWith(":") || text.contains("\n")
        ? ""
        : evaluator.preview(line, attributes::get, indentation);
  }

  /** The prompt; it names the user whose attributes are in force, if there is one. */
  String prompt() {
    return userName + "> ";
  }

  BuilderCommands commands() {
    return commands;
  }

  /** The names of the attributes that have a value. */
  Collection<String> attributeNames() {
    return Collections.unmodifiableCollection(new TreeSet<>(attributes.keySet()));
  }

  Answer user(String name) {
    Map<String, Object> found;
    try {
      found = users.attributes(name);
    } catch (RuntimeException e) {
      return Answer.of(Kind.FAILURE, String.valueOf(e.getMessage()));
    }
    attributes.clear();
    attributes.putAll(found);
    userName = name;
    return Answer.of(Kind.MESSAGE, found.size() + " attributes of " + name);
  }

  Answer set(String assignment) {
    int equals = assignment.indexOf('=');
    String name = (equals < 0 ? assignment : assignment.substring(0, equals)).strip();
    if (equals < 0 || name.isEmpty()) {
      return Answer.of(Kind.ERROR, "Expected :set NAME=VALUE, such as :set department=Sales");
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

  /** The value of a text that looks like JSON; otherwise the text itself. */
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
        text.isEmpty() ? "No attribute has a value; use :user or :set" : text.toString());
  }
}
