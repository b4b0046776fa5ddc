package org.entrazscaler.review;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.entrazscaler.scim.schema.Product;
import org.junit.jupiter.api.Test;

class ProductNotesTest {

  private static String notes(Product product) {
    return String.join("\n", ProductNotes.of(product));
  }

  @Test
  void eachProductSaysWhatInactiveMeans() {
    assertTrue(notes(Product.ZPA).contains("ZPA deletes an account that becomes inactive"));
    assertTrue(notes(Product.ZPA).contains("another userName as another person"));
    assertTrue(notes(Product.ZIA).contains("ZIA disables an account"));
    assertFalse(notes(Product.ZIA).contains("another userName"));
    assertTrue(notes(Product.ZIDENTITY).contains("primary e-mail"));
  }

  @Test
  void paceAndLimitsAreNumbers() {
    assertTrue(notes(Product.ZIA).contains("At most 5 requests"));
    assertTrue(notes(Product.ZIA).contains("128 groups"));
    assertTrue(notes(Product.ZPA).contains("1,000 groups"));
  }
}
