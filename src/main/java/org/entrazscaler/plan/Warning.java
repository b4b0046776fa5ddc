package org.entrazscaler.plan;

/**
 * What a person should know of a change that is written all the same.
 *
 * @param code the same for all warnings of a kind, such as {@link #ACCOUNT_REPLACED}
 * @param text a sentence, without the values themselves
 */
public record Warning(String code, String text) {

  /** Another {@code userName} makes another account. */
  public static final String ACCOUNT_REPLACED = "AccountReplaced";

  /** {@code active=false} deletes. */
  public static final String ACCOUNT_DELETED = "AccountDeleted";

  /** A value is longer than one of the product's pages allows. */
  public static final String VALUE_MAY_BE_CUT = "ValueMayBeCut";

  /** A value is missing that the product asks for, though it makes the object without it. */
  public static final String VALUE_EXPECTED = "ValueExpected";

  /** A new name is not written, because {@code zscaler.never-touch} covers it. */
  public static final String NAME_KEPT = "NameKept";
}
