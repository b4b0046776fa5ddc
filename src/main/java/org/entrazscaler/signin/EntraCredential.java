package org.entrazscaler.signin;

import java.nio.file.Path;
import java.util.Objects;
import org.entrazscaler.settings.EntraSettings;
import org.jspecify.annotations.Nullable;

/** The credential with which the program signs in to Entra ({@code entra.credential}). */
sealed interface EntraCredential {

  static EntraCredential of(EntraSettings entra) {
    return switch (entra.credential()) {
      case CLIENT_SECRET ->
          new ClientSecret(
              Objects.requireNonNull(entra.clientSecret(), "entra.client-secret").reveal());
      case CERTIFICATE ->
          new Certificate(
              Objects.requireNonNull(entra.certificateFile(), "entra.certificate-file"),
              entra.certificatePassword() == null ? null : entra.certificatePassword().reveal());
      case MANAGED_IDENTITY -> new ManagedIdentity(entra.managedIdentityClientId());
      case WORKLOAD_IDENTITY ->
          new WorkloadIdentity(
              Objects.requireNonNull(entra.federatedTokenFile(), "entra.federated-token-file"));
    };
  }

  /** The name of the setting to correct if Entra rejects the credential. */
  String setting();

  /**
   * A client secret.
   *
   * @param secret its value, never shown
   */
  record ClientSecret(String secret) implements EntraCredential {

    /**
     * Checks the secret.
     *
     * @throws IllegalArgumentException if the secret is blank
     */
    public ClientSecret {
      if (secret.isBlank()) {
        throw new IllegalArgumentException("entra.client-secret is empty");
      }
    }

    @Override
    public String setting() {
      return "entra.client-secret";
    }

    @Override
    public String toString() {
      return "ClientSecret[…]";
    }
  }

  /**
   * A certificate with its private key.
   *
   * @param file PKCS#12 or PEM; read at each sign-in, because certificates are renewed
   * @param password of the file, never shown; null if it has none
   */
  record Certificate(Path file, @Nullable String password) implements EntraCredential {

    @Override
    public String setting() {
      return "entra.certificate-file";
    }

    @Override
    public String toString() {
      return "Certificate[" + file + "]";
    }
  }

  /**
   * The managed identity of the Azure or Arc machine on which the program runs.
   *
   * @param clientId id of a user-assigned identity; null for the system-assigned one
   */
  record ManagedIdentity(@Nullable String clientId) implements EntraCredential {

    @Override
    public String setting() {
      return "entra.managed-identity-client-id";
    }
  }

  /**
   * A token of another identity provider that the app registration trusts.
   *
   * @param tokenFile file with the token; read at each sign-in, because tokens are rotated
   */
  record WorkloadIdentity(Path tokenFile) implements EntraCredential {

    @Override
    public String setting() {
      return "entra.federated-token-file";
    }
  }
}
