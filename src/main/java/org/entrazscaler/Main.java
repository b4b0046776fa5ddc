package org.entrazscaler;

/** Starts the program. */
public final class Main {

  private Main() {}

  /**
   * Starts the program.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {}
}
