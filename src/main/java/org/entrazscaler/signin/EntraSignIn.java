package org.entrazscaler.signin;

import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.IClientCredential;
import com.microsoft.aad.msal4j.ManagedIdentityApplication;
import com.microsoft.aad.msal4j.ManagedIdentityId;
import com.microsoft.aad.msal4j.ManagedIdentityParameters;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.entrazscaler.settings.EntraSettings;
import org.entrazscaler.text.AnswerText;
import org.entrazscaler.text.NotUtf8Exception;
import org.entrazscaler.text.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Signs in to Entra with one of the four credentials, through msal4j. A token is cached and renewed
 * 5 minutes before it expires, or after half its lifetime if this is shorter than 10 minutes. A
 * failed sign-in is not repeated here; the caller decides that. Thread-safe; at most one sign-in
 * runs at a time.
 */
public final class EntraSignIn {

  private static final Duration MARGIN = Duration.ofMinutes(5);

  private final SignInSettings settings;
  private final Clock clock;
  private final SignInHttpClient httpClient;
  private volatile @Nullable CachedToken cached;

  /**
   * Creates a sign-in without a token.
   *
   * @param clock decides when a token is renewed
   */
  public EntraSignIn(EntraSettings settings, Clock clock) {
    this(SignInSettings.of(settings), clock);
  }

  EntraSignIn(SignInSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.httpClient = new SignInHttpClient(settings, clock);
  }

  /**
   * A token for Graph, which is valid for at least some minutes.
   *
   * @throws SignInException if the sign-in fails
   */
  public String token() {
    CachedToken current = cached;
    if (current != null && clock.instant().isBefore(current.renewal())) {
      return current.token();
    }
    return renew();
  }

  /**
   * Removes a token that Graph has rejected from the cache, so that the next call of {@link #token}
   * signs in again.
   *
   * @param rejected the token; a newer one stays in the cache
   */
  public synchronized void invalidate(String rejected) {
    CachedToken current = cached;
    if (current != null && current.token().equals(rejected)) {
      cached = null;
    }
  }

  private synchronized String renew() {
    CachedToken current = cached;
    if (current == null || !clock.instant().isBefore(current.renewal())) {
      current = signIn();
      cached = current;
    }
    return current.token();
  }

  private CachedToken signIn() {
    IAuthenticationResult result;
    try {
      result =
          (settings.credential() instanceof EntraCredential.ManagedIdentity managedIdentity
                  ? askManagedIdentity(managedIdentity)
                  : askEntra())
              .get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw SignInException.ofTemporary("Signing in to Entra was interrupted", e);
    } catch (ExecutionException e) {
      throw failed(Objects.requireNonNull(e.getCause()));
    } catch (SignInException e) {
      throw e;
    } catch (Exception e) {
      throw failed(e);
    }
    // msal4j computes the expiry with the system clock, which may differ from the given clock.
    Duration life = Duration.between(Instant.now(), result.expiresOnDate().toInstant());
    Duration half = life.dividedBy(2);
    Duration untilRenewal = half.compareTo(MARGIN) < 0 ? half : life.minus(MARGIN);
    return new CachedToken(result.accessToken(), clock.instant().plus(untilRenewal));
  }

  /**
   * Creates a new application for each sign-in, because the files of certificates and tokens
   * change. So its token cache, which uses only the system clock, is not used. Instance discovery
   * would ask Microsoft's public cloud about the authority, which the settings already contain.
   */
  private Future<IAuthenticationResult> askEntra() throws IOException {
    return ConfidentialClientApplication.builder(settings.clientId(), credential())
        .authority(
            "https://"
                + settings.authority().getRawAuthority().toLowerCase(Locale.ROOT)
                + "/"
                + settings.tenantId())
        .validateAuthority(false)
        .instanceDiscovery(false)
        .disableInternalRetries()
        .httpClient(httpClient)
        .build()
        .acquireToken(
            ClientCredentialParameters.builder(Set.of(settings.resource() + "/.default"))
                .skipCache(true)
                .build());
  }

  /** Bypasses the token cache, because msal4j has one for the whole JVM. */
  private Future<IAuthenticationResult> askManagedIdentity(
      EntraCredential.ManagedIdentity credential) throws Exception {
    String clientId = credential.clientId();
    return ManagedIdentityApplication.builder(
            clientId == null
                ? ManagedIdentityId.systemAssigned()
                : ManagedIdentityId.userAssignedClientId(clientId))
        .disableInternalRetries()
        .httpClient(httpClient)
        .build()
        .acquireTokenForManagedIdentity(
            ManagedIdentityParameters.builder(settings.resource()).forceRefresh(true).build());
  }

  private IClientCredential credential() {
    if (settings.credential() instanceof EntraCredential.ClientSecret credential) {
      return ClientCredentialFactory.createFromSecret(credential.secret());
    }
    if (settings.credential() instanceof EntraCredential.Certificate credential) {
      CertificateFile file = CertificateFile.read(credential, clock);
      return ClientCredentialFactory.createFromCertificateChain(file.key(), file.chain());
    }
    if (settings.credential() instanceof EntraCredential.WorkloadIdentity credential) {
      return ClientCredentialFactory.createFromClientAssertion(
          federatedToken(credential.tokenFile()));
    }
    throw new IllegalStateException("Not a credential of an application: " + settings.credential());
  }

  private static String federatedToken(Path file) {
    String token;
    try {
      token = Utf8.read(file).strip();
    } catch (NotUtf8Exception e) {
      throw SignInException.ofPermanent(
          "entra.federated-token-file " + e.getMessage() + " (" + file + ")", e);
    } catch (IOException e) {
      throw SignInException.ofPermanent(
          "entra.federated-token-file cannot be read: " + file + " (" + e + ")", e);
    }
    if (token.isEmpty()) {
      throw SignInException.ofPermanent("entra.federated-token-file is empty: " + file);
    }
    return token;
  }

  private SignInException failed(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SignInException ours) {
        return ours;
      }
      if (cause instanceof InterruptedException) {
        return SignInException.ofTemporary("Signing in to Entra was interrupted", cause);
      }
    }
    return SignInException.ofPermanent(
        "Signing in to Entra failed; check "
            + (settings.credential() instanceof EntraCredential.ManagedIdentity
                ? "entra.credential"
                : "entra.authority, entra.tenant-id")
            + " and "
            + settings.credential().setting()
            + ": "
            + AnswerText.of(httpClient.redacted(String.valueOf(failure.getMessage()))),
        failure);
  }

  private record CachedToken(String token, Instant renewal) {}
}
