package org.entrazscaler.simulation.zscaler;

import de.captaingoldfish.scim.sdk.server.endpoints.Context;
import de.captaingoldfish.scim.sdk.server.endpoints.authorize.Authorization;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The context of one request in the library: the options at its arrival, and the id that replaced
 * another one.
 */
final class ZscalerContext extends Context {

  final ZscalerOptions options;

  /**
   * Whether the body of the request has {@code members}. The library drops an empty list, but an
   * empty list is not the same as none.
   */
  final boolean membersMentioned;

  /** Set if a write replaced the addressed user by one with another id (renaming in ZPA). */
  @Nullable String replacementId;

  ZscalerContext(ZscalerOptions options, boolean membersMentioned) {
    super(new Trusted());
    this.options = options;
    this.membersMentioned = membersMentioned;
  }

  /** The token was checked before; without this the library logs a warning for each request. */
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
    throw new IllegalStateException("The library did not pass on the context of the request");
  }
}
