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
import org.entrazscaler.text.AnswerText;
import org.entrazscaler.text.NotUtf8Exception;
import org.entrazscaler.text.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Signs in to Entra with one of the four credentials, by msal4j. A token is kept and renewed 5
 * minutes before it ends (a token that lives less than 10 minutes: at half its life). Nothing is
 * repeated here: how often and when to try again is the caller's. Thread-safe; at most one sign-in
 * is under way.
 */
public final class EntraSignIn {

  private static final Duration MARGIN = Duration.ofMinutes(5);

  private final SignInSettings settings;
  private final Clock clock;
  private final SignInHttpClient httpClient;
  private volatile @Nullable Held held;

  /**
   * A sign-in; nothing is asked of Entra yet.
   *
   * @param settings where and as whom
   * @param clock decides when a token is renewed
   */
  public EntraSignIn(SignInSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.httpClient = new SignInHttpClient(settings, clock);
  }

  /**
   * A token for Graph.
   *
   * @return valid for some minutes at least
   * @throws SignInException if none can be had
   */
  public String token() {
    Held current = held;
    if (current != null && clock.instant().isBefore(current.renewal())) {
      return current.token();
    }
    return renewed();
  }

  /**
   * Forgets a token that Graph refused, so that the next call of {@link #token} signs in again.
   *
   * @param refused the token; another one that was had in the meantime is kept
   */
  public synchronized void invalidate(String refused) {
    Held current = held;
    if (current != null && current.token().equals(refused)) {
      held = null;
    }
  }

  private synchronized String renewed() {
    Held current = held;
    if (current == null || !clock.instant().isBefore(current.renewal())) {
      current = signIn();
      held = current;
    }
    return current.token();
  }

  private Held signIn() {
    IAuthenticationResult result;
    try {
      result =
          (settings.credential() instanceof EntraCredential.ManagedIdentity managedIdentity
                  ? askManagedIdentity(managedIdentity)
                  : askEntra())
              .get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw SignInException.passing("Signing in to Entra was interrupted", e);
    } catch (ExecutionException e) {
      throw failed(Objects.requireNonNull(e.getCause()));
    } catch (SignInException e) {
      throw e;
    } catch (Exception e) {
      throw failed(e);
    }
    // msal4j reckons the end by the system's clock, which need not be ours
    Duration life = Duration.between(Instant.now(), result.expiresOnDate().toInstant());
    Duration half = life.dividedBy(2);
    Duration kept = half.compareTo(MARGIN) < 0 ? half : life.minus(MARGIN);
    return new Held(result.accessToken(), clock.instant().plus(kept));
  }

  /**
   * The application is made anew each time, because files with certificates and tokens change. Its
   * token cache, which knows the system's clock alone, thereby plays no part. Instance discovery
   * would ask Microsoft's public cloud about the authority; the settings have said which one it is.
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

  /** The cache is passed by because msal4j keeps one for the whole JVM. */
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
      throw SignInException.lasting(
          "entra.federated-token-file " + e.getMessage() + " (" + file + ")", e);
    } catch (IOException e) {
      throw SignInException.lasting(
          "entra.federated-token-file cannot be read: " + file + " (" + e + ")", e);
    }
    if (token.isEmpty()) {
      throw SignInException.lasting("entra.federated-token-file is empty: " + file);
    }
    return token;
  }

  private SignInException failed(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SignInException ours) {
        return ours;
      }
      if (cause instanceof InterruptedException) {
        return SignInException.passing("Signing in to Entra was interrupted", cause);
      }
    }
    return SignInException.lasting(
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

  private record Held(String token, Instant renewal) {}
}
