package org.entrazscaler.mapping;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The options of one entry while it is parsed. */
final class RowOptions {

  /** The names of the options so far; each can be given once. */
  final Set<String> seen = new HashSet<>();

  int match;

  /** Offset of the option {@code match} in the block. */
  int matchOffset;

  int matchLength;
  boolean createOnly;
  @Nullable Object defaultValue;
  boolean clear;
}
