package org.entrazscaler.review;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.entrazscaler.scim.schema.Product;

/** In plain words, what a product does otherwise than one might expect. */
final class ProductNotes {

  private ProductNotes() {}

  /**
   * What somebody who is about to write to a product should know.
   *
   * @param product the product
   * @return a sentence each, the gravest first
   */
  public static List<String> of(Product product) {
    List<String> notes = new ArrayList<>();
    if (product.inactiveMeansDeleted()) {
      notes.add(
          product.title()
              + " deletes an account that becomes inactive: whoever is blocked in Entra or leaves the"
              + " scope loses the account and its data there, which is called and counted as a"
              + " deletion. Whoever comes back gets a new account.");
    } else {
      notes.add(
          product.title()
              + " disables an account that becomes inactive and keeps it; whoever comes back gets the"
              + " same account."
              + (product == Product.ZIA
                  ? " An administrator who is linked to the account is disabled with it."
                  : ""));
    }
    if (product.renameMeansDeleted()) {
      notes.add(
          product.title()
              + " takes another userName for another person: the former account and its data are"
              + " deleted, and the session ends. userName must equal the SAML nameID.");
    }
    if (product == Product.ZIA) {
      notes.add(
          "ZIA refuses to delete a user who is linked to an administrator, unless its portal is set"
              + " to delete both; such a user is parked with that explanation.");
    }
    notes.add(
        String.format(
            Locale.ROOT,
            "At most %d requests are sent a second, the published limit, unless"
                + " zscaler.max-requests-per-second says otherwise; lists are read by pages of %,d.",
            product.requestsPerSecond(),
            product.pageSize()));
    notes.add(
        String.format(
            Locale.ROOT,
            "A user can be in %,d groups; %s.",
            product.groupsPerUser(),
            product == Product.ZIA
                ? "ZIA's pages also name 127, so that a warning comes from there"
                : "what is beyond is not synced"));
    notes.add(
        "Groups are listed without their members: who is in a group is read from the users."
            + (product.groupShowsMembers() ? " A single group shows its members." : ""));
    notes.add(
        product == Product.ZPA
            ? "Needed of a user is userName alone."
            : product == Product.ZIA
                ? "Needed of a user is userName, of a registered domain; externalId, active, displayName"
                    + " and department are expected too. Names and departments have at most 128"
                    + " characters, and more than 127 bytes may be cut."
                : "Needed of a user are userName, of a registered domain, and a primary e-mail"
                    + " address.");
    return notes;
  }
}
