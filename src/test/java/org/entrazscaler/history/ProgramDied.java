package org.entrazscaler.history;

/** The process is gone: what was committed stays, what was sent was sent, nothing else happens. */
final class ProgramDied extends RuntimeException {

  private static final long serialVersionUID = 1;

  ProgramDied() {
    super("The program died here on purpose", null, false, false);
  }
}
