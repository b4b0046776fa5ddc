package org.entrazscaler.scim;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ProductNotesTest {

  private static String notes(Product product, double perSecond) {
    return String.join("\n", ProductNotes.of(product, perSecond));
  }

  @Test
  void eachProductSaysWhatInactiveMeans() {
    assertTrue(notes(Product.ZPA, 50).contains("ZPA deletes an account that becomes inactive"));
    assertTrue(notes(Product.ZPA, 50).contains("another userName for another person"));
    assertTrue(notes(Product.ZIA, 5).contains("ZIA disables an account"));
    assertFalse(notes(Product.ZIA, 5).contains("another userName"));
    assertTrue(notes(Product.ZIDENTITY, 50).contains("primary e-mail"));
  }

  @Test
  void paceAndLimitsAreNumbers() {
    assertTrue(notes(Product.ZIA, 2.5).contains("At most 2.5 requests"), notes(Product.ZIA, 2.5));
    assertTrue(notes(Product.ZIA, 5).contains("At most 5 requests"));
    assertTrue(notes(Product.ZIA, 5).contains("128 groups"));
    assertTrue(notes(Product.ZPA, 50).contains("1,000 groups"));
  }
}
