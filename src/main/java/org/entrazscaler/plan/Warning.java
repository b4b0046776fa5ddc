package org.entrazscaler.plan;

/**
 * A note for people on a change that is sent.
 *
 * @param code the kind of warning, such as {@link #ACCOUNT_REPLACED}
 * @param text a sentence without values
 */
public record Warning(String code, String text) {

  /** Another {@code userName} creates another account. */
  public static final String ACCOUNT_REPLACED = "AccountReplaced";

  /** {@code active=false} deletes the account. */
  public static final String ACCOUNT_DELETED = "AccountDeleted";

  /** A value is longer than a page of the documentation allows. */
  public static final String VALUE_MAY_BE_CUT = "ValueMayBeCut";

  /**
   * A value is missing that the documentation requires, although the product creates the object
   * without it.
   */
  public static final String VALUE_EXPECTED = "ValueExpected";

  /** A new name is not written, because {@code zscaler.never-touch} covers it. */
  public static final String NAME_KEPT = "NameKept";
}
