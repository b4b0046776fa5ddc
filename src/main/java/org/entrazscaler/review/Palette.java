package org.entrazscaler.review;

/** Colours of a terminal (ECMA-48, SGR), or none. */
record Palette(boolean coloured) {

  /** A colour that every terminal has. */
  enum Colour {
    RED("31"),
    GREEN("32"),
    YELLOW("33");

    private final String code;

    Colour(String code) {
      this.code = code;
    }
  }

  String in(Colour colour, String text) {
    return wrapped(colour.code, text);
  }

  String bold(String text) {
    return wrapped("1", text);
  }

  private String wrapped(String code, String text) {
    return coloured ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
