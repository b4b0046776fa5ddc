package org.entrazscaler.scim.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductTest {

  @ParameterizedTest
  @CsvSource({"ZIA, 5, 1000, 128", "ZPA, 50, 100, 1000", "ZIDENTITY, 50, 100, 1000"})
  void publishedLimitsAreUsed(Product product, int pace, int pageSize, int groupsPerUser) {
    assertEquals(pace, product.requestsPerSecond());
    assertEquals(pageSize, product.pageSize());
    assertEquals(groupsPerUser, product.groupsPerUser());
    assertThat(product.groupsPerUserWarning()).isLessThanOrEqualTo(groupsPerUser);
  }

  @Test
  void zpaDeletesWhereOthersDisable() {
    assertTrue(Product.ZPA.inactiveMeansDeleted());
    assertTrue(Product.ZPA.renameMeansDeleted());
    assertFalse(Product.ZIA.inactiveMeansDeleted());
    assertFalse(Product.ZIDENTITY.inactiveMeansDeleted());
    assertFalse(Product.ZPA.groupShowsMembers());
  }
}
