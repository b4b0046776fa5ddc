package org.entrazscaler.plan;

import java.util.ArrayList;
import java.util.List;
import org.entrazscaler.entra.ObjectType;
import org.entrazscaler.scim.Product;

/** What a change brings about at a product beyond what it says, in words for who reviews a plan. */
public final class ProductRules {

  private ProductRules() {}

  /**
   * Warns of a change.
   *
   * @param product the target
   * @param change what is to be done
   * @return sentences; mostly none
   */
  public static List<String> warnings(Product product, Change change) {
    List<String> warnings = new ArrayList<>();
    if (change.key().type() != ObjectType.USER) {
      return warnings;
    }
    if (product.inactiveMeansDeleted() && change.action() == Action.DELETE) {
      warnings.add(
          "On "
              + product.title()
              + " there is no disabling: active=false deletes the account, and an account that is"
              + " made later is a new one.");
    }
    if (product.renameMeansDeleted()
        && change.action() == Action.UPDATE
        && change.values().stream()
            .anyMatch(value -> value.path().equals("userName") && value.before() != null)) {
      warnings.add(
          "On "
              + product.title()
              + " a changed userName deletes the former account with its data, and ends the"
              + " session.");
    }
    return warnings;
  }
}
