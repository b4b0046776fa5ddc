package org.entrazscaler.expression;

import java.util.ArrayList;
import java.util.List;
import org.entrazscaler.expression.function.Call;
import org.entrazscaler.expression.function.Values;
import org.jspecify.annotations.Nullable;

/** A call with the object for which it is evaluated. For one evaluation in one thread. */
final class BoundCall implements Call {

  private final CallNode node;
  private final Attributes attributes;
  private final EvaluationContext context;
  private boolean ignored;

  BoundCall(CallNode node, Attributes attributes, EvaluationContext context) {
    this.node = node;
    this.attributes = attributes;
    this.context = context;
  }

  /**
   * Whether an evaluated argument was {@code IgnoreFlowIfNullOrEmpty} without a value. Then the
   * whole attribute is left out, however deeply the function is nested.
   */
  boolean ignored() {
    return ignored;
  }

  @Override
  public int count() {
    return node.arguments().size();
  }

  @Override
  public @Nullable Object value(int index) {
    if (index >= node.arguments().size()) {
      return null;
    }
    Object value = node.arguments().get(index).evaluate(attributes, context);
    if (value == IgnoredFlow.INSTANCE) {
      ignored = true;
      return null;
    }
    return value;
  }

  @Override
  public @Nullable String text(int index) {
    Object value = value(index);
    if (value == null) {
      return null;
    }
    if (value instanceof List<?> list) {
      if (list.size() == 1) {
        return Values.text(list.get(0));
      }
      throw failure(
          "argument "
              + (index + 1)
              + " must be one value, but there are "
              + list.size()
              + ": select one with Item, or join them with Join");
    }
    return Values.text(value);
  }

  @Override
  public @Nullable Long number(int index) {
    String text = text(index);
    if (text == null || text.isEmpty()) {
      return null;
    }
    Long number = Values.number(text.strip());
    if (number == null) {
      throw failure(
          "argument " + (index + 1) + " must be a whole number, but is " + Values.quoted(text));
    }
    return number;
  }

  @Override
  public List<String> values(int index) {
    Object value = value(index);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      List<String> texts = new ArrayList<>(list.size());
      for (Object element : list) {
        texts.add(Values.text(element));
      }
      return texts;
    }
    return List.of(Values.text(value));
  }

  @Override
  public EvaluationContext context() {
    return context;
  }

  @Override
  public EvaluationException failure(String message) {
    return new EvaluationException(node.name() + ": " + message, node.offset(), node.length());
  }
}
