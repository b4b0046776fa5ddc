package org.entrazscaler.settings;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All settings, checked. Immutable; {@code toString} shows no secret.
 *
 * @param entra the source tenant
 * @param zscaler the target tenant
 * @param provisioning what is provisioned, and when, and the safeguards
 * @param notification the notification of failures
 * @param mail the SMTP server
 * @param state the database of the state
 * @param changes the channel between reading and writing
 * @param console the Hawtio console
 * @param logging the log
 * @param camelProperties every configured {@code camel.*} key, and the defaults that this program
 *     needs
 * @param placeholders the properties that routes can use in double braces: every setting with a
 *     value that is not secret, and every key of a properties file outside the groups of settings
 */
public record Settings(
    EntraSettings entra,
    ZscalerSettings zscaler,
    ProvisioningSettings provisioning,
    NotificationSettings notification,
    MailSettings mail,
    StateSettings state,
    ChangesSettings changes,
    ConsoleSettings console,
    LoggingSettings logging,
    Map<String, String> camelProperties,
    Map<String, String> placeholders) {

  /**
   * The same settings for a dry run, which also runs if provisioning is off, and sends no mail.
   *
   * @return a copy
   */
  public Settings forDryRun() {
    return new Settings(
        entra,
        zscaler,
        provisioning.on(),
        notification.silent(),
        mail,
        state,
        changes,
        console,
        logging,
        camelProperties,
        placeholders);
  }

  /** Only the groups of settings: a {@code camel.*} key can contain a password. */
  @Override
  public String toString() {
    return Stream.of(
            entra, zscaler, provisioning, notification, mail, state, changes, console, logging)
        .map(Object::toString)
        .collect(Collectors.joining(", ", "Settings[", "]"));
  }

  /**
   * Checks that all settings for the connections to both sides are set.
   *
   * @throws SettingsException if a setting is missing; names all of them
   */
  public void requireConnections() {
    List<SettingsProblem> missing = missingForConnections();
    if (!missing.isEmpty()) {
      throw new SettingsException(missing);
    }
  }

  /**
   * The missing settings for the connections to both sides.
   *
   * @return a problem for each setting that is not set
   */
  public List<SettingsProblem> missingForConnections() {
    MissingSettings missing = new MissingSettings();
    entra.findMissing(missing, provisioning.scope() == ProvisioningSettings.Scope.ASSIGNED);
    zscaler.findMissing(missing);
    return missing.problems();
  }

  /**
   * All secrets that are set, for redaction.
   *
   * @return the secrets in no particular order
   */
  public List<Secret> secrets() {
    return Stream.of(
            entra.clientSecret(),
            entra.certificatePassword(),
            zscaler.secretToken(),
            mail.password(),
            state.password(),
            state.encryptionPassword(),
            console.password(),
            console.viewerPassword(),
            console.keystorePassword())
        .filter(Objects::nonNull)
        .toList();
  }
}
