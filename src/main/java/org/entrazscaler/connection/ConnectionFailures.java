package org.entrazscaler.connection;

import java.io.IOException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Describes why a server cannot be reached, and what to do about it. */
public final class ConnectionFailures {

  private ConnectionFailures() {}

  /**
   * Describes a failure.
   *
   * @param server name of the server for people, such as {@code Zscaler}
   * @param setting the setting with its address
   * @return sentences, with a full stop at the end
   */
  public static String describe(String server, String setting, IOException failure) {
    if (failure instanceof ProxyException) {
      return failure.getMessage() + ".";
    }
    if (isUntrusted(failure)) {
      return "The certificate of "
          + server
          + " is not trusted ("
          + rootMessage(failure)
          + "). Check "
          + setting
          + " and javax.net.ssl.trustStore; a proxy that opens TLS needs its certificate there.";
    }
    return server
        + " is out of reach ("
        + failure
        + "). Check "
        + setting
        + ", the network and its proxies.";
  }

  /** Whether the JVM does not trust the server's certificate. */
  public static boolean isUntrusted(IOException failure) {
    return failure instanceof SSLException && hasCertificateCause(failure);
  }

  private static boolean hasCertificateCause(@Nullable Throwable failure) {
    return failure != null
        && (failure instanceof CertificateException || hasCertificateCause(failure.getCause()));
  }

  /**
   * The message of the deepest cause, because the outer message is often empty.
   *
   * @return the message, or the name of the exception's class if it has none
   */
  public static String rootMessage(Throwable failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest.getMessage() == null ? deepest.getClass().getSimpleName() : deepest.getMessage();
  }
}
