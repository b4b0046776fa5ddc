package org.entrazscaler.expression;

import java.util.Optional;

/** The names of source attributes that a text may use. */
public interface SourceNames {

  /** Takes every name; for texts whose kind of object is not known. */
  SourceNames ANY =
      new SourceNames() {
        @Override
        public boolean known(String name) {
          return true;
        }

        @Override
        public Optional<String> nearest(String name) {
          return Optional.empty();
        }
      };

  /**
   * Whether values of a name can be read.
   *
   * @param name the name in its exact letter case
   * @return false if using it is an error
   */
  boolean known(String name);

  /**
   * The known name that was probably meant.
   *
   * @param name an unknown name
   * @return empty when none is near
   */
  Optional<String> nearest(String name);

  /**
   * What is said of a name that is not known.
   *
   * @param name the unknown name
   * @return a sentence without its end
   */
  default String objection(String name) {
    return "Entra has no source attribute `"
        + name
        + "`"
        + nearest(name).map(known -> ": did you mean `" + known + "`?").orElse("");
  }
}
