package org.entrazscaler.graph;

/** The types of directory objects that are provisioned. */
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

  /** The type in messages: {@code user} or {@code group}. */
  public String word() {
    return word;
  }

  /** The type in Graph's {@code @odata.type}, such as {@code #microsoft.graph.user}. */
  public String odataType() {
    return odataType;
  }
}
