package org.entrazscaler.signin;

import java.net.URI;
import java.util.Objects;
import java.util.regex.Pattern;
import org.entrazscaler.connection.Addresses;
import org.entrazscaler.settings.EntraSettings;

/**
 * The settings of a sign-in.
 *
 * @param authority {@code entra.authority}, such as {@code https://login.microsoftonline.com}
 * @param tenantId {@code entra.tenant-id}; may be empty for a managed identity
 * @param clientId {@code entra.client-id}; may be empty for a managed identity
 * @param graphUrl {@code entra.graph-url}; the token is for its host
 * @param credential {@code entra.credential} with its settings
 */
record SignInSettings(
    URI authority, String tenantId, String clientId, URI graphUrl, EntraCredential credential) {

  private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]*");

  /** Checks the components; an {@link IllegalArgumentException} names the setting. */
  SignInSettings {
    Addresses.requireSafe("entra.authority", authority);
    Addresses.requireSafe("entra.graph-url", graphUrl);
    if (!(credential instanceof EntraCredential.ManagedIdentity)) {
      if (!TENANT.matcher(tenantId).matches()) {
        throw new IllegalArgumentException(
            "entra.tenant-id should be the tenant's id or domain, but is: \"" + tenantId + "\"");
      }
      if (clientId.isBlank()) {
        throw new IllegalArgumentException("entra.client-id is empty");
      }
    }
  }

  static SignInSettings of(EntraSettings entra) {
    return new SignInSettings(
        entra.authority(),
        Objects.requireNonNullElse(entra.tenantId(), ""),
        Objects.requireNonNullElse(entra.clientId(), ""),
        entra.graphUrl(),
        EntraCredential.of(entra));
  }

  /** The resource of the token: the host of Graph in this cloud. */
  String resource() {
    return Addresses.origin(graphUrl);
  }
}
