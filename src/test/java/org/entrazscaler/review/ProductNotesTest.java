package org.entrazscaler.review;

import static org.assertj.core.api.Assertions.assertThat;

import org.entrazscaler.scim.schema.Product;
import org.junit.jupiter.api.Test;

class ProductNotesTest {

  private static String notes(Product product) {
    return String.join("\n", ProductNotes.of(product));
  }

  @Test
  void eachProductSaysWhatInactiveMeans() {
    assertThat(notes(Product.ZPA)).contains("ZPA deletes an account that becomes inactive");
    assertThat(notes(Product.ZPA)).contains("another userName as another person");
    assertThat(notes(Product.ZIA)).contains("ZIA disables an account");
    assertThat(notes(Product.ZIA)).doesNotContain("another userName");
    assertThat(notes(Product.ZIDENTITY)).contains("primary e-mail");
  }

  @Test
  void paceAndLimitsAreNumbers() {
    assertThat(notes(Product.ZIA)).contains("At most 5 requests");
    assertThat(notes(Product.ZIA)).contains("128 groups");
    assertThat(notes(Product.ZPA)).contains("1,000 groups");
  }
}
