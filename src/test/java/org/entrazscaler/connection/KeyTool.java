package org.entrazscaler.connection;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Creates keys with self-signed certificates by keytool of the JDK. */
public final class KeyTool {

  private KeyTool() {}

  /**
   * Creates a key with a certificate in a new PKCS#12 file.
   *
   * @param file the new file
   * @param password the password of the file and of the key
   * @param name the alias of the key and the common name of the certificate
   * @param algorithm of the key: {@code RSA} or {@code EC}
   * @param options further options of {@code keytool -genkeypair}
   */
  public static void createKey(
      Path file, String password, String name, String algorithm, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    // The process is short-lived: most of its time is the start.
    command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC", "-genkeypair"));
    command.addAll(List.of("-alias", name, "-dname", "CN=" + name, "-keyalg", algorithm));
    command.addAll(List.of("-storetype", "PKCS12", "-keystore", file.toString()));
    command.addAll(List.of("-storepass", password));
    command.addAll(List.of(options));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IOException(output);
    }
  }
}
