package org.entrazscaler.cli.builder;

import java.io.IOException;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/** Shows the value of the line below it, each time the line is drawn. */
final class LiveLineReader extends LineReaderImpl {

  private final ExpressionBuilder builder;
  private String shownFor = "";
  private String shown = "";

  LiveLineReader(Terminal terminal, ExpressionBuilder builder) throws IOException {
    super(terminal, "evaluate");
    this.builder = builder;
  }

  @Override
  protected void redisplay(boolean flush) {
    // A list of completions takes the place below the line. A finished line has no preview, because
    // its value is printed.
    boolean free = post == null && state == State.NORMAL && !preview().isEmpty();
    if (free) {
      post = this::line;
    }
    try {
      super.redisplay(flush);
    } finally {
      if (free) {
        post = null;
      }
    }
  }

  private String preview() {
    String line = builder.prompt() + getBuffer();
    if (!line.equals(shownFor)) {
      shownFor = line;
      shown = builder.preview(getBuffer().toString(), builder.prompt().length());
    }
    return shown;
  }

  private AttributedString line() {
    AttributedString text =
        new AttributedString(preview(), AttributedStyle.DEFAULT.foreground(AttributedStyle.BRIGHT));
    int width = Math.max(1, getTerminal().getWidth() - 1);
    return text.columnSubSequence(0, width);
  }
}
