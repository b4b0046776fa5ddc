package org.entrazscaler.expression;

import java.util.Optional;

/** The names of source attributes that a text may use. */
public interface SourceNames {

  /** Accepts every name; for texts whose type of object is not known. */
  SourceNames ANY =
      new SourceNames() {
        @Override
        public boolean isKnown(String name) {
          return true;
        }

        @Override
        public Optional<String> nearest(String name) {
          return Optional.empty();
        }
      };

  /**
   * Whether there is a source attribute of this name.
   *
   * @param name the name; case-sensitive
   * @return false if its use is an error
   */
  boolean isKnown(String name);

  /**
   * The known name that was probably meant.
   *
   * @param name an unknown name
   * @return empty if no known name is similar
   */
  Optional<String> nearest(String name);

  /**
   * The message for an unknown name.
   *
   * @param name the unknown name
   * @return a sentence without the full stop
   */
  default String objection(String name) {
    return "Entra has no source attribute `"
        + name
        + "`"
        + nearest(name).map(known -> ": did you mean `" + known + "`?").orElse("");
  }
}
