package org.entrazscaler.expression;

import java.util.List;
import org.entrazscaler.expression.function.CallSite;
import org.entrazscaler.language.Mistake;
import org.jspecify.annotations.Nullable;

/** A call while its expression is compiled. */
record ParsedCall(
    int offset, int length, List<Node> arguments, boolean nested, List<Mistake> mistakes)
    implements CallSite {

  @Override
  public int count() {
    return arguments.size();
  }

  @Override
  public boolean given(int index) {
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
  public void mistake(int index, String message) {
    if (index >= 0 && index < arguments.size()) {
      Node argument = arguments.get(index);
      mistakes.add(new Mistake(argument.offset(), argument.length(), message));
    } else {
      mistakes.add(new Mistake(offset, length, message));
    }
  }
}
