package org.entrazscaler.camel;

import org.apache.camel.support.LanguageSupport;
import org.entrazscaler.mapping.Mapping;

/**
 * The Camel language {@code mapping}: a block of attribute mappings. The message body is the source
 * object; the result is an {@link org.entrazscaler.mapping.MappedObject}. As a predicate it is true
 * for objects with a value in a matching attribute (Entra skips other objects).
 */
public final class MappingLanguage extends LanguageSupport {

  /** Its name in routes. */
  public static final String NAME = "mapping";

  /**
   * Compiles a block.
   *
   * @throws org.entrazscaler.language.LanguageException with all errors in the block
   */
  @Override
  public MappingExpression createExpression(String block) {
    return new MappingExpression(Mapping.compile(block));
  }

  /**
   * Compiles a block.
   *
   * @throws org.entrazscaler.language.LanguageException with all errors in the block
   */
  @Override
  public MappingExpression createPredicate(String block) {
    return createExpression(block);
  }
}
