package org.entrazscaler.scope;

import java.util.Arrays;
import java.util.List;

/**
 * The operators of Entra's scoping filters ("Scoping users or groups to be provisioned with scoping
 * filters"). Each may be written with blanks or with underscores between its words.
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

  /** The operator as the portal writes it. */
  String portal() {
    return portal;
  }

  /** Its words. */
  List<String> words() {
    return words;
  }

  /** Whether it stands alone behind the attribute. */
  boolean isUnary() {
    return portal.startsWith("IS ");
  }

  /** Whether its operand is a regular expression. */
  boolean isRegex() {
    return this == REGEX_MATCH || this == NOT_REGEX_MATCH;
  }

  /** Whether its operand is a whole number. */
  boolean isNumeric() {
    return this == GREATER_THAN || this == GREATER_THAN_OR_EQUALS;
  }
}
