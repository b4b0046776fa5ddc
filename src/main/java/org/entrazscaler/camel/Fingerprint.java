package org.entrazscaler.camel;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeSet;
import org.entrazscaler.settings.ProvisioningSettings;
import org.entrazscaler.settings.Settings;

/**
 * A hash of all mappings, filters and settings that decide what Zscaler should contain. If it
 * changes, everything is evaluated anew.
 */
public final class Fingerprint {

  private Fingerprint() {}

  public static String of(MappingsInForce mappings, Settings settings) {
    ProvisioningSettings provisioning = settings.provisioning();
    String all =
        String.join(
            "\n",
            mappings.users().fingerprint(),
            mappings.groups().fingerprint(),
            mappings.userScope().text(),
            mappings.groupScope().text(),
            String.valueOf(provisioning.scope()),
            String.valueOf(provisioning.users()),
            String.valueOf(provisioning.groups()),
            String.valueOf(provisioning.nestedGroups()),
            String.valueOf(new TreeSet<>(provisioning.userActions())),
            String.valueOf(new TreeSet<>(provisioning.groupActions())),
            String.valueOf(provisioning.deprovision()),
            String.valueOf(provisioning.deprovisionGroups()),
            String.valueOf(settings.entra().tenantId()),
            String.valueOf(settings.entra().graphUrl()),
            String.valueOf(settings.entra().enterpriseAppId()),
            String.valueOf(settings.entra().defaultAccess()),
            String.valueOf(settings.zscaler().product()));
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(all.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
