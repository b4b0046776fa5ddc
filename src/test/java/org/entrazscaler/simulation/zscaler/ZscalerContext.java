package org.entrazscaler.simulation.zscaler;

import de.captaingoldfish.scim.sdk.server.endpoints.Context;
import de.captaingoldfish.scim.sdk.server.endpoints.authorize.Authorization;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What travels with one request through the library: the options in force when it came, and the id
 * that replaced another.
 */
final class ZscalerContext extends Context {

  final ZscalerOptions options;

  /**
   * Whether the body of the request has {@code members}; the library drops an empty list, which is
   * not the same.
   */
  final boolean membersMentioned;

  /** Set when a write replaced the addressed user by one under another id (ZPA's rename). */
  @Nullable String replacementId;

  ZscalerContext(ZscalerOptions options, boolean membersMentioned) {
    super(new Trusted());
    this.options = options;
    this.membersMentioned = membersMentioned;
  }

  /** The token has been checked at the door; without this the library warns at every request. */
  private static final class Trusted implements Authorization {

    @Override
    public Set<String> getClientRoles() {
      return Set.of();
    }

    @Override
    public boolean authenticate(Map<String, String> headers, Map<String, String> parameters) {
      return true;
    }
  }

  static ZscalerContext of(Context context) {
    if (context instanceof ZscalerContext own) {
      return own;
    }
    throw new IllegalStateException("The library did not hand on the request's own context");
  }
}
