package org.entrazscaler.settings;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The database of the state: {@code state.*}.
 *
 * @param url its JDBC address, without a password
 * @param username the user of the database; null: none
 * @param password the password of that user; null: none
 * @param encryptionPassword the password that encrypts the files of H2; null: no encryption
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
      values.rejectConfidential("state.url", "contains a password: set state.password instead");
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
          "it encrypts the files of H2, but state.url names another database");
    } else if (encryptionPassword != null
        && encryptionPassword.reveal().chars().anyMatch(Character::isWhitespace)) {
      values.reject("state.encryption-password", "H2 allows no white space in it");
    }
    return new StateSettings(
        url, values.text("state.username"), values.secret("state.password"), encryptionPassword);
  }
}
