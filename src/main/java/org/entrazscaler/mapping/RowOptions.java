package org.entrazscaler.mapping;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The options of one entry while it is read. */
final class RowOptions {

  /** The words with which options begin, as far as they were seen; each can be given once. */
  final Set<String> seen = new HashSet<>();

  int match;

  /** Where the option {@code match} stands in the block. */
  int matchOffset;

  int matchLength;
  boolean createOnly;
  @Nullable Object defaultValue;
  boolean clear;
}
