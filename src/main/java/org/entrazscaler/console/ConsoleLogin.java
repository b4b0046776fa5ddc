package org.entrazscaler.console;

import java.util.Map;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * The console's realm among the JVM's JAAS configurations: Hawtio logs in through JAAS. Other names
 * are answered as before, so that nothing else in the JVM notices.
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

  /** Puts the realm with these accounts into the JVM's configuration until it is closed. */
  static ConsoleLogin install(ConsoleAccess access) {
    ConsoleAccount viewer = access.viewer();
    Map<String, ?> accounts =
        viewer == null
            ? Map.of(ConsoleRole.ADMIN, access.admin())
            : Map.of(ConsoleRole.ADMIN, access.admin(), ConsoleRole.VIEWER, viewer);
    ConsoleLogin login = new ConsoleLogin(present(), accounts);
    Configuration.setConfiguration(login);
    return login;
  }

  private static @Nullable Configuration present() {
    try {
      return Configuration.getConfiguration();
    } catch (SecurityException e) {
      // So it says that the JVM was started without a configuration.
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
    if (present() == this) {
      Configuration.setConfiguration(others);
    }
  }
}
