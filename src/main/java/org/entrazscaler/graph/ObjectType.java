package org.entrazscaler.graph;

/** The kinds of directory objects that are provisioned. */
public enum ObjectType {
  /** A user, {@code microsoft.graph.user}. */
  USER("user", "#microsoft.graph.user"),
  /** A group, {@code microsoft.graph.group}. */
  GROUP("group", "#microsoft.graph.group");

  private final String word;
  private final String odataType;

  ObjectType(String word, String odataType) {
    this.word = word;
    this.odataType = odataType;
  }

  /**
   * The kind in words, for messages.
   *
   * @return {@code user} or {@code group}
   */
  public String word() {
    return word;
  }

  /**
   * The kind as Graph writes it in {@code @odata.type}.
   *
   * @return such as {@code #microsoft.graph.user}
   */
  public String odataType() {
    return odataType;
  }
}
