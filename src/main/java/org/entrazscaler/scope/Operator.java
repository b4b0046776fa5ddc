package org.entrazscaler.scope;

import java.util.Arrays;
import java.util.List;

/**
 * The operators of Entra's scoping filters ("Scoping users or groups to be provisioned with scoping
 * filters"). Its words may be separated by spaces or by underscores.
 */
enum Operator {
  EQUALS("EQUALS"),
  NOT_EQUALS("NOT EQUALS"),
  INCLUDES("INCLUDES"),
  ENDS_WITH("ENDS_WITH"),
  REGEX_MATCH("REGEX MATCH"),
  NOT_REGEX_MATCH("NOT REGEX MATCH"),
  GREATER_THAN("GREATER_THAN"),
  GREATER_THAN_OR_EQUALS("GREATER_THAN_OR_EQUALS"),
  IS_TRUE("IS TRUE"),
  IS_FALSE("IS FALSE"),
  IS_NULL("IS NULL"),
  IS_NOT_NULL("IS NOT NULL"),
  WITHIN("&"),
  NOT_WITHIN("!&");

  private final String portal;
  private final List<String> words;

  Operator(String portal) {
    this.portal = portal;
    this.words = Arrays.asList(portal.split("[ _]"));
  }

  /** The spelling of the portal. */
  String portal() {
    return portal;
  }

  /** The words of the operator. */
  List<String> words() {
    return words;
  }

  /** Whether the operator has no operand. */
  boolean isUnary() {
    return portal.startsWith("IS ");
  }

  /** Whether the operand is a regular expression. */
  boolean isRegex() {
    return this == REGEX_MATCH || this == NOT_REGEX_MATCH;
  }

  /** Whether the operand is a whole number. */
  boolean isNumeric() {
    return this == GREATER_THAN || this == GREATER_THAN_OR_EQUALS;
  }
}
