package org.entrazscaler.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All settings with their defaults; {@code application.properties} lists them. */
final class SettingsTable {

  private static final Map<String, Setting> ALL =
      List.of(
              setting("entra.tenant-id", null),
              setting("entra.client-id", null),
              setting("entra.credential", "client-secret"),
              secret("entra.client-secret"),
              setting("entra.certificate-file", null),
              secret("entra.certificate-password"),
              setting("entra.managed-identity-client-id", null),
              setting("entra.federated-token-file", null),
              setting("entra.authority", "https://login.microsoftonline.com"),
              setting("entra.graph-url", "https://graph.microsoft.com/v1.0"),
              setting("entra.enterprise-app-id", null),
              setting("entra.default-access", "exclude"),
              setting("zscaler.tenant-url", null),
              secret("zscaler.secret-token"),
              setting("zscaler.product", "zia"),
              setting("zscaler.max-requests-per-second", null),
              setting("zscaler.max-concurrent-requests", null),
              setting("zscaler.members-per-request", "100"),
              setting("zscaler.bulk", "off"),
              setting("zscaler.domains", null),
              setting(
                  "zscaler.never-touch",
                  "DEFAULT ADMIN, Service Admin, __remote_assistance@*, Dynamic Group *"),
              setting("provisioning.status", "on"),
              setting("provisioning.scope", "assigned"),
              setting("provisioning.users", "on"),
              setting("provisioning.groups", "on"),
              setting("provisioning.user-actions", "create, update, delete"),
              setting("provisioning.group-actions", "create, update, delete"),
              setting("provisioning.schedule", "0 0/5 * * * ?"),
              setting("provisioning.reconcile-schedule", "off"),
              setting("provisioning.reconcile", "report"),
              setting("provisioning.nested-groups", "ignore"),
              setting("provisioning.deprovision", "disable"),
              setting("provisioning.deprovision-groups", "empty"),
              setting("provisioning.accidental-deletion-threshold", "500"),
              setting("provisioning.accidental-deletion-share", "20"),
              setting("provisioning.log-retention", "90d"),
              setting("notification.email", null),
              setting("notification.on-failure", "true"),
              setting("mail.host", null),
              setting("mail.port", null),
              setting("mail.username", null),
              secret("mail.password"),
              setting("mail.from", null),
              setting("mail.security", "starttls"),
              setting("state.url", "jdbc:h2:file:./data/state"),
              setting("state.username", null),
              secret("state.password"),
              secret("state.encryption-password"),
              setting("changes.endpoint", "in-process"),
              setting("console.host", "127.0.0.1"),
              setting("console.port", "8080"),
              setting("console.username", "admin"),
              secret("console.password"),
              setting("console.viewer-username", null),
              secret("console.viewer-password"),
              setting("console.keystore", null),
              secret("console.keystore-password"),
              setting("logging.level", "info"),
              setting("logging.format", "text"))
          .stream()
          .collect(
              Collectors.toMap(
                  Setting::key, setting -> setting, (one, other) -> one, LinkedHashMap::new));

  private static final Set<String> GROUPS =
      ALL.keySet().stream().map(SettingsTable::group).collect(Collectors.toUnmodifiableSet());

  private SettingsTable() {}

  /** Every setting, in the order of {@code application.properties}. */
  static List<Setting> all() {
    return List.copyOf(ALL.values());
  }

  /** The setting of a key; null if there is none. */
  static @Nullable Setting find(String key) {
    return ALL.get(key);
  }

  /** The setting of a key that must exist. */
  static Setting get(String key) {
    Setting setting = ALL.get(key);
    if (setting == null) {
      throw new IllegalArgumentException("There is no setting " + key);
    }
    return setting;
  }

  /** Every possible key: the settings, and the files of secrets. */
  static List<String> keys() {
    List<String> keys = new ArrayList<>();
    for (Setting setting : ALL.values()) {
      keys.add(setting.key());
      if (setting.secret()) {
        keys.add(setting.fileKey());
      }
    }
    return keys;
  }

  /** Whether a key is in one of the groups of settings. */
  static boolean ownsGroup(String key) {
    return key.indexOf('.') > 0 && GROUPS.contains(group(key));
  }

  private static String group(String key) {
    return key.substring(0, key.indexOf('.'));
  }

  private static Setting setting(String key, @Nullable String defaultValue) {
    return new Setting(key, defaultValue, false);
  }

  private static Setting secret(String key) {
    return new Setting(key, null, true);
  }
}
