package org.entrazscaler.instance;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Each end proves to the other that it knows the token, without sending it: a challenge from each,
 * answered by a keyed hash over both. It comes before the first byte of RMI, so that nothing is
 * deserialised that does not come from the instance, or from a process that can read its file.
 */
final class InstanceHandshake {

  /** A peer that is up answers at once, even when the machine is busy. */
  private static final int ANSWER_MILLISECONDS = 5_000;

  private static final int CHALLENGE_BYTES = 32;
  private static final String HASH = "HmacSHA256";
  private static final int HASH_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private InstanceHandshake() {}

  static byte[] newToken() {
    return random();
  }

  /** The caller's part; afterwards reading waits without an end. */
  static void call(Socket socket, byte[] token) throws IOException {
    socket.setSoTimeout(ANSWER_MILLISECONDS);
    DataInputStream in = new DataInputStream(socket.getInputStream());
    byte[] mine = random();
    socket.getOutputStream().write(mine);
    byte[] theirs = in.readNBytes(CHALLENGE_BYTES);
    expect(in, hash(token, "instance", mine, theirs));
    socket.getOutputStream().write(hash(token, "caller", mine, theirs));
    socket.setSoTimeout(0);
  }

  /** The instance's part; afterwards reading waits as long as before. */
  static void answer(Socket socket, byte[] token) throws IOException {
    int before = socket.getSoTimeout();
    socket.setSoTimeout(ANSWER_MILLISECONDS);
    DataInputStream in = new DataInputStream(socket.getInputStream());
    byte[] theirs = in.readNBytes(CHALLENGE_BYTES);
    byte[] mine = random();
    socket.getOutputStream().write(mine);
    socket.getOutputStream().write(hash(token, "instance", theirs, mine));
    expect(in, hash(token, "caller", theirs, mine));
    socket.setSoTimeout(before);
  }

  private static void expect(DataInputStream in, byte[] hash) throws IOException {
    if (!MessageDigest.isEqual(hash, in.readNBytes(HASH_BYTES))) {
      throw new IOException("The other end does not know this instance's token");
    }
  }

  private static byte[] random() {
    byte[] bytes = new byte[CHALLENGE_BYTES];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  private static byte[] hash(byte[] token, String role, byte[] caller, byte[] instance)
      throws IOException {
    try {
      Mac mac = Mac.getInstance(HASH);
      mac.init(new SecretKeySpec(token, HASH));
      mac.update(role.getBytes(StandardCharsets.US_ASCII));
      mac.update(caller);
      return mac.doFinal(instance);
    } catch (GeneralSecurityException e) {
      throw new IOException("This JVM has no " + HASH, e);
    }
  }
}
