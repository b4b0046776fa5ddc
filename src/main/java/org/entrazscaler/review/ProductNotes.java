package org.entrazscaler.review;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.entrazscaler.scim.schema.Product;

/** What a product does that an administrator may not expect. */
final class ProductNotes {

  private ProductNotes() {}

  /**
   * The notes on a product.
   *
   * @param product the product
   * @return one note each, the most serious first
   */
  public static List<String> of(Product product) {
    List<String> notes = new ArrayList<>();
    if (product.inactiveMeansDeleted()) {
      notes.add(
          product.title()
              + " deletes an account that becomes inactive: a user who is blocked in Entra or leaves"
              + " the scope loses the account and its data there, which is called and counted as a"
              + " deletion. A user who returns gets a new account.");
    } else {
      notes.add(
          product.title()
              + " disables an account that becomes inactive and keeps it; a user who returns gets the"
              + " same account."
              + (product == Product.ZIA
                  ? " An administrator that is linked to the account is disabled with it."
                  : ""));
    }
    if (product.renameMeansDeleted()) {
      notes.add(
          product.title()
              + " treats another userName as another person: the old account and its data are"
              + " deleted, and the session ends. userName must equal the SAML nameID.");
    }
    if (product == Product.ZIA) {
      notes.add(
          "ZIA refuses to delete a user that is linked to an administrator, unless its portal is set"
              + " to delete both; such a user is parked with this explanation.");
    }
    notes.add(
        String.format(
            Locale.ROOT,
            "At most %d requests are sent per second, the published limit, unless"
                + " zscaler.max-requests-per-second is set; lists are read by pages of %,d.",
            product.requestsPerSecond(),
            product.pageSize()));
    notes.add(
        String.format(
            Locale.ROOT,
            "A user can be in %,d groups; %s.",
            product.groupsPerUser(),
            product == Product.ZIA
                ? "ZIA's documentation also names 127, so a warning is given from 127 on"
                : "further groups are not synchronized"));
    notes.add(
        "Groups are listed without their members: members are read from the users."
            + (product.groupShowsMembers() ? " A single group shows its members." : ""));
    notes.add(
        product == Product.ZPA
            ? "A user needs only userName."
            : product == Product.ZIA
                ? "A user needs userName with a registered domain; externalId, active, displayName and"
                    + " department are expected too. Names and departments have at most 128"
                    + " characters, and more than 127 bytes may be cut."
                : "A user needs userName with a registered domain, and a primary e-mail address.");
    return notes;
  }
}
