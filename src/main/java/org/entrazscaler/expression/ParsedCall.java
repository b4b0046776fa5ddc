package org.entrazscaler.expression;

import java.util.List;
import org.entrazscaler.expression.function.CallSite;
import org.entrazscaler.language.TextError;
import org.jspecify.annotations.Nullable;

/** A call in an expression that is being compiled. */
record ParsedCall(
    int offset, int length, List<Node> arguments, boolean nested, List<TextError> errors)
    implements CallSite {

  @Override
  public int count() {
    return arguments.size();
  }

  @Override
  public boolean has(int index) {
    return index < arguments.size() && !(arguments.get(index) instanceof OmittedNode);
  }

  @Override
  public @Nullable Object literal(int index) {
    return index < arguments.size() && arguments.get(index) instanceof LiteralNode literal
        ? literal.value()
        : null;
  }

  @Override
  public @Nullable String attribute(int index) {
    return index < arguments.size() && arguments.get(index) instanceof AttributeNode attribute
        ? attribute.name()
        : null;
  }

  @Override
  public void error(int index, String message) {
    if (index >= 0 && index < arguments.size()) {
      Node argument = arguments.get(index);
      errors.add(new TextError(argument.offset(), argument.length(), message));
    } else {
      errors.add(new TextError(offset, length, message));
    }
  }
}
