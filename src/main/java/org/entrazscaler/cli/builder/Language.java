package org.entrazscaler.cli.builder;

/** The languages of values and filters, with the names that the routes use. */
public enum Language {
  /** Entra's expressions. */
  entra,
  /** Entra's scoping filters. */
  scope
}
