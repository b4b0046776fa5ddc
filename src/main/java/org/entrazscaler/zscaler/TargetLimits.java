package org.entrazscaler.zscaler;

import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.settings.ZscalerSettings;

/**
 * How much is sent to Zscaler.
 *
 * @param requestsPerSecond the most requests a second
 * @param concurrentRequests the most requests at a time
 * @param membersPerRequest the most members that one request adds or removes
 * @param bulk whether bulk requests are sent if the target offers them
 */
public record TargetLimits(
    double requestsPerSecond, int concurrentRequests, int membersPerRequest, boolean bulk) {

  /**
   * The limits of the settings; those of the product where none is set.
   *
   * @param product the product in the settings
   */
  public static TargetLimits of(ZscalerSettings settings, Product product) {
    Double requestsPerSecond = settings.maxRequestsPerSecond();
    Integer concurrentRequests = settings.maxConcurrentRequests();
    return new TargetLimits(
        requestsPerSecond == null ? product.requestsPerSecond() : requestsPerSecond,
        concurrentRequests == null ? product.concurrentRequests() : concurrentRequests,
        settings.membersPerRequest(),
        settings.bulk() == ZscalerSettings.Bulk.AUTO);
  }
}
