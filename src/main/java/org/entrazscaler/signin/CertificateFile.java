package org.entrazscaler.signin;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A private key and its certificate from a PKCS#12 or PEM file.
 *
 * @param key an RSA key, because msal4j signs only with RSA
 * @param chain the certificate of the key, then its issuers in the file
 */
record CertificateFile(PrivateKey key, List<X509Certificate> chain) {

  private static final String CONVERSION = "convert it with openssl pkcs8 -topk8 -v2 aes-256-cbc";
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

  /**
   * Reads a file.
   *
   * @throws SignInException with the setting to correct, if the file does not exist, cannot be read
   *     with its password, or is not valid at this time
   */
  static CertificateFile read(EntraCredential.Certificate credential, Clock clock) {
    Path path = credential.file();
    byte[] content;
    try {
      content = Files.readAllBytes(path);
    } catch (IOException e) {
      throw SignInException.ofPermanent(
          "entra.certificate-file cannot be read: " + path + " (" + e + ")", e);
    }
    CertificateFile file;
    try {
      String text = new String(content, StandardCharsets.ISO_8859_1);
      file =
          text.contains("-----BEGIN ")
              ? pem(path, text, credential.password())
              : pkcs12(path, content, credential.password());
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      throw SignInException.ofPermanent(
          "entra.certificate-file is not a PKCS#12 or PEM file, or entra.certificate-password is"
              + " wrong: "
              + path
              + " ("
              + e.getMessage()
              + ")",
          e);
    }
    file.requireUsable(path, clock);
    return file;
  }

  private static CertificateFile pkcs12(Path path, byte[] content, @Nullable String password)
      throws GeneralSecurityException, IOException {
    char[] word = password == null ? new char[0] : password.toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(new ByteArrayInputStream(content), word);
    for (String alias : Collections.list(store.aliases())) {
      if (store.getKey(alias, word) instanceof PrivateKey key) {
        List<X509Certificate> chain = new ArrayList<>();
        for (Certificate certificate : store.getCertificateChain(alias)) {
          chain.add((X509Certificate) certificate);
        }
        return new CertificateFile(key, chain);
      }
    }
    throw unusable(path, "contains no private key");
  }

  private static CertificateFile pem(Path path, String text, @Nullable String password)
      throws GeneralSecurityException {
    if (text.contains("-----BEGIN RSA PRIVATE KEY-----")) {
      throw unusable(path, "contains its key in PKCS#1; " + CONVERSION);
    }
    CertificateFactory certificates = CertificateFactory.getInstance("X.509");
    List<X509Certificate> chain = new ArrayList<>();
    PrivateKey key = null;
    for (Matcher matcher = PEM.matcher(text); matcher.find(); ) {
      byte[] content = Base64.getMimeDecoder().decode(matcher.group(2));
      switch (matcher.group(1)) {
        case "CERTIFICATE" ->
            chain.add(
                (X509Certificate)
                    certificates.generateCertificate(new ByteArrayInputStream(content)));
        case "PRIVATE KEY" -> key = rsaKey(new PKCS8EncodedKeySpec(content));
        case "ENCRYPTED PRIVATE KEY" -> key = rsaKey(decrypted(path, content, password));
        default -> {
          // Other content, such as parameters, is ignored.
        }
      }
    }
    if (key == null || chain.isEmpty()) {
      throw unusable(path, "should contain a private key and its certificate");
    }
    return new CertificateFile(key, ownCertificateFirst(path, key, chain));
  }

  private static PrivateKey rsaKey(KeySpec spec) throws GeneralSecurityException {
    return KeyFactory.getInstance("RSA").generatePrivate(spec);
  }

  private static KeySpec decrypted(Path path, byte[] content, @Nullable String password)
      throws GeneralSecurityException {
    EncryptedPrivateKeyInfo info;
    try {
      info = new EncryptedPrivateKeyInfo(content);
    } catch (IOException e) {
      throw unusable(
          path, "contains a key with an encryption that Java does not support; " + CONVERSION);
    }
    // For PBES2 only the parameters contain the name of the scheme.
    String algorithm =
        info.getAlgParameters() != null && info.getAlgParameters().toString().startsWith("PBEWith")
            ? info.getAlgParameters().toString()
            : info.getAlgName();
    char[] word = password == null ? new char[0] : password.toCharArray();
    Cipher cipher = Cipher.getInstance(algorithm);
    cipher.init(
        Cipher.DECRYPT_MODE,
        SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(word)),
        info.getAlgParameters());
    return info.getKeySpec(cipher);
  }

  private static List<X509Certificate> ownCertificateFirst(
      Path path, PrivateKey key, List<X509Certificate> certificates) {
    List<X509Certificate> chain = new ArrayList<>(certificates);
    for (X509Certificate certificate : certificates) {
      if (belongTogether(key, certificate)) {
        chain.remove(certificate);
        chain.add(0, certificate);
        return chain;
      }
    }
    throw unusable(path, "contains a private key and certificates that do not belong together");
  }

  private static boolean belongTogether(PrivateKey key, X509Certificate certificate) {
    return key instanceof RSAPrivateKey secret
        && certificate.getPublicKey() instanceof RSAPublicKey open
        && secret.getModulus().equals(open.getModulus());
  }

  private void requireUsable(Path path, Clock clock) {
    if (!(key instanceof RSAPrivateKey)) {
      throw unusable(path, "contains a key that is not RSA, which the sign-in needs");
    }
    X509Certificate certificate = chain.get(0);
    Instant now = clock.instant();
    Instant end = certificate.getNotAfter().toInstant();
    if (now.isAfter(end)) {
      throw unusable(path, "contains a certificate that expired at " + end);
    }
    Instant begin = certificate.getNotBefore().toInstant();
    if (now.isBefore(begin)) {
      throw unusable(path, "contains a certificate that becomes valid at " + begin);
    }
  }

  private static SignInException unusable(Path path, String reason) {
    return SignInException.ofPermanent("entra.certificate-file " + reason + ": " + path);
  }
}
