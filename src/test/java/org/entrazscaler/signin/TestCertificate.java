package org.entrazscaler.signin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.entrazscaler.connection.KeyTool;

/** A self-signed certificate, created by keytool, and its key in the usual files. */
record TestCertificate(Path pkcs12, PrivateKey key, X509Certificate certificate) {

  static final String PASSWORD = "keystore-word";

  static TestCertificate create(Path directory, String name, String algorithm)
      throws IOException, GeneralSecurityException, InterruptedException {
    Path file = directory.resolve(name + ".p12");
    KeyTool.createKey(file, PASSWORD, name, algorithm, "-validity", "30");
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return new TestCertificate(
        file,
        (PrivateKey) store.getKey(name, PASSWORD.toCharArray()),
        (X509Certificate) store.getCertificate(name));
  }

  String certificatePem() throws GeneralSecurityException {
    return block("CERTIFICATE", certificate.getEncoded());
  }

  String keyPem() {
    return block("PRIVATE KEY", key.getEncoded());
  }

  String encryptedKeyPem(String password) throws GeneralSecurityException, IOException {
    String scheme = "PBEWithHmacSHA256AndAES_256";
    Cipher cipher = Cipher.getInstance(scheme);
    cipher.init(
        Cipher.ENCRYPT_MODE,
        SecretKeyFactory.getInstance(scheme)
            .generateSecret(new PBEKeySpec(password.toCharArray())));
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("PBES2");
    parameters.init(cipher.getParameters().getEncoded());
    return block(
        "ENCRYPTED PRIVATE KEY",
        new EncryptedPrivateKeyInfo(parameters, cipher.doFinal(key.getEncoded())).getEncoded());
  }

  static String block(String name, byte[] content) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(name, Base64.getMimeEncoder().encodeToString(content), name);
  }
}
