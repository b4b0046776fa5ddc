package org.entrazscaler.settings;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The target tenant: {@code zscaler.*}.
 *
 * @param tenantUrl the Base URL from the Zscaler portal, without a slash at the end; null if not
 *     set
 * @param secretToken the Bearer Token from the Zscaler portal; null if not set
 * @param product the product; it decides the pace, the page size and the form of requests
 * @param maxRequestsPerSecond the pace, above 0; null for the published limit of the product
 * @param maxConcurrentRequests requests at the same time, at least 1; null for the default of the
 *     product
 * @param membersPerRequest maximum number of members in one create or PATCH of a group, at least 1
 * @param bulk whether new users are created by bulk requests
 * @param domains registered login domains in lower case; empty: not checked
 * @param neverTouch userNames and group names that are never changed, {@code *} for any characters
 */
public record ZscalerSettings(
    @Nullable URI tenantUrl,
    @Nullable Secret secretToken,
    Product product,
    @Nullable Double maxRequestsPerSecond,
    @Nullable Integer maxConcurrentRequests,
    int membersPerRequest,
    Bulk bulk,
    List<String> domains,
    List<String> neverTouch) {

  private static final Pattern DOMAIN =
      Pattern.compile("[\\p{L}\\p{N}]([\\p{L}\\p{N}.-]*[\\p{L}\\p{N}])?");

  /** The Zscaler products with a SCIM server. */
  public enum Product {
    /** Zscaler Internet Access. */
    ZIA,
    /** Zscaler Private Access. */
    ZPA,
    /** Zscaler's common identity service. */
    ZIDENTITY
  }

  /** Whether SCIM Bulk, RFC 7644 section 3.7, is used. */
  public enum Bulk {
    /** Never. */
    OFF,
    /** For new users, if the target offers it. */
    AUTO
  }

  static ZscalerSettings read(ValueReader values) {
    return new ZscalerSettings(
        values.address("zscaler.tenant-url"),
        values.token("zscaler.secret-token"),
        values.oneOf("zscaler.product", Product.class),
        values.positiveNumber("zscaler.max-requests-per-second"),
        values.wholeNumber("zscaler.max-concurrent-requests", 1, 1000),
        values.wholeNumberOrDefault("zscaler.members-per-request", 1, Integer.MAX_VALUE),
        values.oneOf("zscaler.bulk", Bulk.class),
        values
            .list(
                "zscaler.domains",
                domain -> DOMAIN.matcher(domain).matches(),
                "domains such as example.com, separated by commas")
            .stream()
            .map(domain -> domain.toLowerCase(Locale.ROOT))
            .toList(),
        values.list("zscaler.never-touch"));
  }

  void findMissing(MissingSettings missing) {
    missing.addIfNull(
        tenantUrl, "zscaler.tenant-url", "the Base URL that the Zscaler portal shows");
    missing.addIfNull(
        secretToken,
        "zscaler.secret-token",
        "the Bearer Token that the Zscaler portal shows, or zscaler.secret-token-file");
  }
}
