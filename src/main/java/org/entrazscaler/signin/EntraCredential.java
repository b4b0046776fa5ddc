package org.entrazscaler.signin;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** How the program proves to Entra who it is ({@code entra.credential}). */
public sealed interface EntraCredential {

  /**
   * The setting that a person mends when the credential is refused.
   *
   * @return its name
   */
  String setting();

  /**
   * A client secret.
   *
   * @param secret its value, never shown
   */
  record ClientSecret(String secret) implements EntraCredential {

    /** Refuses an empty secret. */
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
   * @param file PKCS#12 or PEM; read at each sign-in, since certificates are renewed
   * @param password of the file, never shown; null when it has none
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
   * The identity of the Azure or Arc machine that the program runs on.
   *
   * @param clientId of a user-assigned identity, or null for the machine's own
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
   * @param tokenFile holds the token; read at each sign-in, since tokens are rotated
   */
  record WorkloadIdentity(Path tokenFile) implements EntraCredential {

    @Override
    public String setting() {
      return "entra.federated-token-file";
    }
  }
}
