package org.entrazscaler.simulation.zscaler;

/** The Zscaler product that is simulated; it sets the defaults of {@link ZscalerOptions}. */
public enum SimulatedProduct {
  /** Zscaler Internet Access: {@code https://scim.<cloud>/<orgId>/<idpId>/scim}. */
  ZIA("/1234567/098/scim"),
  /** Zscaler Private Access: {@code https://scim1.private.zscaler.com/scim/1/<idpId>/v2}. */
  ZPA("/scim/1/72058304855015574/v2"),
  /** ZIdentity: {@code https://<subdomain>.zslogin.net/scim/<idpId>}. */
  ZIDENTITY("/scim/h5s0ku2p3");

  private final String basePath;

  SimulatedProduct(String basePath) {
    this.basePath = basePath;
  }

  /**
   * The path of the tenant URL in the form of the help page of the product, without a slash at its
   * end.
   */
  String basePath() {
    return basePath;
  }
}
