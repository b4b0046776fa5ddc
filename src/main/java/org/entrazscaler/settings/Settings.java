package org.entrazscaler.settings;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All settings, checked. Immutable; nothing in it prints a secret.
 *
 * @param entra the tenant that is read
 * @param zscaler the target that is written to
 * @param provisioning what is provisioned, when, and how carefully
 * @param notification who hears of failures
 * @param mail the SMTP server
 * @param state where the state is kept
 * @param changes the channel between those who read and those who write
 * @param console the Hawtio console
 * @param logging the log
 * @param camelProperties every {@code camel.*} key as it was given, and what Camel needs to be told
 *     where nobody says otherwise
 * @param placeholders what routes can name in double braces: the text of every setting that is no
 *     secret and has a value, and every key of a properties file that is in none of our groups
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
   * The same for a dry run: it is carried out though provisioning may be off, and sends no mail.
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

  /** The groups alone: a {@code camel.*} key may hold a password that only Camel knows as one. */
  @Override
  public String toString() {
    return Stream.of(
            entra, zscaler, provisioning, notification, mail, state, changes, console, logging)
        .map(Object::toString)
        .collect(Collectors.joining(", ", "Settings[", "]"));
  }

  /**
   * Makes sure that both sides can be connected to, for the commands that do.
   *
   * @throws SettingsException naming everything that was not given
   */
  public void requireConnections() {
    List<SettingsProblem> missing = missingForConnections();
    if (!missing.isEmpty()) {
      throw new SettingsException(missing);
    }
  }

  /**
   * What a connection to both sides still needs.
   *
   * @return a problem for each setting that was not given
   */
  public List<SettingsProblem> missingForConnections() {
    MissingSettings missing = new MissingSettings();
    entra.findMissing(missing, provisioning.scope() == ProvisioningSettings.Scope.ASSIGNED);
    zscaler.findMissing(missing);
    return missing.problems();
  }

  /**
   * Every secret that was given, for those who must keep them out of what they print.
   *
   * @return in no particular order
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
