package org.entrazscaler.connection;

import java.io.IOException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why a server is not reached, and what to do about it. */
public final class ConnectionFailures {

  private ConnectionFailures() {}

  /**
   * Says it.
   *
   * @param server what people call the server, such as {@code Zscaler}
   * @param setting the setting with its address
   * @param failure what happened
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

  /**
   * Whether the server's certificate is the reason.
   *
   * @param failure what happened
   * @return true if the JVM does not trust it
   */
  public static boolean isUntrusted(IOException failure) {
    return failure instanceof SSLException && certificate(failure);
  }

  private static boolean certificate(@Nullable Throwable failure) {
    return failure != null
        && (failure instanceof CertificateException || certificate(failure.getCause()));
  }

  /**
   * What lies deepest; the message above is often empty.
   *
   * @param failure what happened
   * @return a message, or the name of the type
   */
  public static String rootMessage(Throwable failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest.getMessage() == null ? deepest.getClass().getSimpleName() : deepest.getMessage();
  }
}
