package org.entrazscaler.review;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The settings that a plan was made for. It cannot be applied with others.
 *
 * @param tenantId {@code entra.tenant-id}
 * @param enterpriseAppId {@code entra.enterprise-app-id}; empty if it is not set
 * @param tenantUrl {@code zscaler.tenant-url}
 * @param product {@code zscaler.product}
 */
record Premise(String tenantId, String enterpriseAppId, String tenantUrl, String product) {

  /** Checks the components. */
  public Premise {
    Objects.requireNonNull(tenantId, "tenantId is missing");
    Objects.requireNonNull(enterpriseAppId, "enterpriseAppId is missing");
    Objects.requireNonNull(tenantUrl, "tenantUrl is missing");
    Objects.requireNonNull(product, "product is missing");
  }

  /**
   * How the settings of now differ from these.
   *
   * @param now the current settings
   * @return a clause for each setting that differs
   */
  public List<String> differences(Premise now) {
    List<String> differences = new ArrayList<>();
    compare(differences, "entra.tenant-id", tenantId, now.tenantId);
    compare(differences, "entra.enterprise-app-id", enterpriseAppId, now.enterpriseAppId);
    compare(differences, "zscaler.tenant-url", tenantUrl, now.tenantUrl);
    compare(differences, "zscaler.product", product, now.product);
    return differences;
  }

  private static void compare(List<String> differences, String key, String planned, String set) {
    if (!planned.equals(set)) {
      differences.add(
          "it is for "
              + key
              + "="
              + planned
              + ", and "
              + (set.isEmpty() ? "none" : set)
              + " is set");
    }
  }
}
