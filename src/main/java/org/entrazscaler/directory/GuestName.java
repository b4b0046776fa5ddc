package org.entrazscaler.directory;

import java.util.Locale;

/**
 * The userPrincipalName of a guest. Entra stores {@code alias_theirdomain#EXT#@yourdomain} and
 * provisions {@code alias@theirdomain} ("Tutorial - Customize user provisioning
 * attribute-mappings").
 */
final class GuestName {

  private static final String MARK = "#ext#";

  private GuestName() {}

  /**
   * The name that is matched and provisioned: the guest's own name, in which the last underscore
   * before the mark is the at sign.
   *
   * @param userPrincipalName the name in Entra
   * @return the same name if it has no mark, or no text before and after that underscore
   */
  static String withoutMark(String userPrincipalName) {
    int mark = userPrincipalName.toLowerCase(Locale.ROOT).indexOf(MARK);
    if (mark < 0) {
      return userPrincipalName;
    }
    int underscore = userPrincipalName.lastIndexOf('_', mark);
    if (underscore <= 0 || underscore == mark - 1) {
      return userPrincipalName;
    }
    return userPrincipalName.substring(0, underscore)
        + '@'
        + userPrincipalName.substring(underscore + 1, mark);
  }
}
