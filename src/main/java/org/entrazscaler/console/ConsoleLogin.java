package org.entrazscaler.console;

import java.util.Map;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * Adds the console's realm to the JAAS configuration of the JVM, because Hawtio logs in through
 * JAAS. Other realms are not affected.
 */
final class ConsoleLogin extends Configuration implements AutoCloseable {

  /** The name of the realm. */
  static final String REALM = "entra-zscaler-provisioning-console";

  private final @Nullable Configuration others;
  private final Map<String, ?> accounts;

  private ConsoleLogin(@Nullable Configuration others, Map<String, ?> accounts) {
    this.others = others;
    this.accounts = accounts;
  }

  /** Adds the realm with these accounts to the JVM's configuration, until it is closed. */
  static ConsoleLogin install(ConsoleAccess access) {
    ConsoleAccount viewer = access.viewer();
    Map<String, ?> accounts =
        viewer == null
            ? Map.of(ConsoleRole.ADMIN, access.admin())
            : Map.of(ConsoleRole.ADMIN, access.admin(), ConsoleRole.VIEWER, viewer);
    ConsoleLogin login = new ConsoleLogin(current(), accounts);
    Configuration.setConfiguration(login);
    return login;
  }

  private static @Nullable Configuration current() {
    try {
      return Configuration.getConfiguration();
    } catch (SecurityException e) {
      // Thrown if the JVM was started without a configuration.
      return null;
    }
  }

  @Override
  public AppConfigurationEntry @Nullable [] getAppConfigurationEntry(String name) {
    if (!name.equals(REALM)) {
      return others == null ? null : others.getAppConfigurationEntry(name);
    }
    return new AppConfigurationEntry[] {
      new AppConfigurationEntry(
          ConsoleLoginModule.class.getName(),
          AppConfigurationEntry.LoginModuleControlFlag.REQUIRED,
          accounts)
    };
  }

  @Override
  public void close() {
    if (current() == this) {
      Configuration.setConfiguration(others);
    }
  }
}
