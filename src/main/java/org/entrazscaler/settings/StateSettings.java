package org.entrazscaler.settings;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the state is kept: {@code state.*}.
 *
 * @param url its JDBC address, without a password
 * @param username the database's user; null: none
 * @param password that user's password; null: none
 * @param encryptionPassword what the files of H2 are encrypted with; null: they are not
 */
public record StateSettings(
    String url,
    @Nullable String username,
    @Nullable Secret password,
    @Nullable Secret encryptionPassword) {

  private static final Pattern PASSWORD =
      Pattern.compile("[?&;]\\s*password\\s*=|//[^/]*:[^/]*@", Pattern.CASE_INSENSITIVE);

  static StateSettings read(ValueReader values) {
    String url = values.textOrDefault("state.url");
    if (PASSWORD.matcher(url).find()) {
      values.rejectConfidential("state.url", "has a password in it: give it as state.password");
    } else if (!url.startsWith("jdbc:") || url.startsWith("jdbc::")) {
      values.reject(
          "state.url",
          "expected a JDBC address such as jdbc:h2:file:./data/state or"
              + " jdbc:postgresql://host/database");
    }
    Secret encryptionPassword = values.secret("state.encryption-password");
    if (encryptionPassword != null && !url.startsWith("jdbc:h2:")) {
      values.reject(
          "state.encryption-password",
          "only H2 encrypts its files by it, and state.url names another database");
    } else if (encryptionPassword != null
        && encryptionPassword.reveal().chars().anyMatch(Character::isWhitespace)) {
      values.reject("state.encryption-password", "H2 takes no blank in it");
    }
    return new StateSettings(
        url, values.text("state.username"), values.secret("state.password"), encryptionPassword);
  }
}
