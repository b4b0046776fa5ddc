package org.entrazscaler.scim.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProductTest {

  @ParameterizedTest
  @CsvSource({
    "ZIA, zia, 5, 1000, 128",
    "ZPA, zpa, 50, 100, 1000",
    "ZIDENTITY, zidentity, 50, 100, 1000"
  })
  void publishedLimitsAreUsed(
      Product product, String setting, int pace, int pageSize, int groupsPerUser) {
    assertEquals(setting, product.settingValue());
    assertEquals(pace, product.requestsPerSecond());
    assertEquals(pageSize, product.pageSize());
    assertEquals(groupsPerUser, product.groupsPerUser());
    assertTrue(product.groupsPerUserWarning() <= groupsPerUser);
  }

  @Test
  void zpaDeletesWhereOthersDisable() {
    assertTrue(Product.ZPA.inactiveMeansDeleted());
    assertTrue(Product.ZPA.renameMeansDeleted());
    assertFalse(Product.ZIA.inactiveMeansDeleted());
    assertFalse(Product.ZIDENTITY.inactiveMeansDeleted());
    assertFalse(Product.ZPA.groupShowsMembers());
  }

  @ParameterizedTest
  @EnumSource
  void idleConnectionIsClosedBeforeZiaClosesIt(Product product) {
    assertTrue(product.keepAlive().compareTo(Duration.ofSeconds(10)) < 0);
  }
}
