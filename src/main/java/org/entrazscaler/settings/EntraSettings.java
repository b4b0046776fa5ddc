package org.entrazscaler.settings;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The source tenant: {@code entra.*}.
 *
 * @param tenantId the tenant, a GUID; null if not set
 * @param clientId the app registration, a GUID; null if not set
 * @param credential the kind of credential with which the program signs in
 * @param clientSecret for {@link Credential#CLIENT_SECRET}
 * @param certificateFile for {@link Credential#CERTIFICATE}
 * @param certificatePassword the password of that file; null if it has none
 * @param managedIdentityClientId for {@link Credential#MANAGED_IDENTITY}, a GUID; null for the
 *     system-assigned identity
 * @param federatedTokenFile for {@link Credential#WORKLOAD_IDENTITY}
 * @param authority the sign-in address of the cloud, without a slash at the end
 * @param graphUrl the Graph address of the cloud with its version, without a slash at the end
 * @param enterpriseAppId object id of the enterprise application whose assignments define the
 *     scope, a GUID; null if not set
 * @param defaultAccess whether users and groups with only the Default Access role are in scope
 */
public record EntraSettings(
    @Nullable String tenantId,
    @Nullable String clientId,
    Credential credential,
    @Nullable Secret clientSecret,
    @Nullable Path certificateFile,
    @Nullable Secret certificatePassword,
    @Nullable String managedIdentityClientId,
    @Nullable Path federatedTokenFile,
    URI authority,
    URI graphUrl,
    @Nullable String enterpriseAppId,
    DefaultAccess defaultAccess) {

  /** The kinds of credentials. */
  public enum Credential {
    /** A client secret from the portal. */
    CLIENT_SECRET,
    /** A certificate and its private key in a file. */
    CERTIFICATE,
    /** The identity that Azure gives to a machine. */
    MANAGED_IDENTITY,
    /** A token of another identity provider, such as a Kubernetes cluster. */
    WORKLOAD_IDENTITY
  }

  /** Whether users and groups with only the Default Access role are in scope. */
  public enum DefaultAccess {
    /** They are out of scope. */
    EXCLUDE,
    /** They are in scope, as with any other role. */
    INCLUDE
  }

  static EntraSettings read(ValueReader values) {
    return new EntraSettings(
        values.guid("entra.tenant-id"),
        values.guid("entra.client-id"),
        values.oneOf("entra.credential", Credential.class),
        values.secret("entra.client-secret"),
        values.readableFile("entra.certificate-file"),
        values.secret("entra.certificate-password"),
        values.guid("entra.managed-identity-client-id"),
        values.path("entra.federated-token-file"),
        values.addressOrDefault("entra.authority"),
        values.addressOrDefault("entra.graph-url"),
        values.guid("entra.enterprise-app-id"),
        values.oneOf("entra.default-access", DefaultAccess.class));
  }

  void findMissing(MissingSettings missing, boolean needsEnterpriseApp) {
    missing.addIfNull(tenantId, "entra.tenant-id", "the Directory (tenant) ID of the tenant");
    if (credential != Credential.MANAGED_IDENTITY) {
      missing.addIfNull(
          clientId, "entra.client-id", "the Application (client) ID of the app registration");
    }
    switch (credential) {
      case CLIENT_SECRET ->
          missing.addIfNull(
              clientSecret,
              "entra.client-secret",
              "the app registration's client secret, or entra.client-secret-file");
      case CERTIFICATE ->
          missing.addIfNull(
              certificateFile,
              "entra.certificate-file",
              "the file with certificate and private key that entra.credential=certificate"
                  + " signs in with");
      case WORKLOAD_IDENTITY ->
          missing.addIfNull(
              federatedTokenFile,
              "entra.federated-token-file",
              "the file with the token that entra.credential=workload-identity signs in with");
      case MANAGED_IDENTITY -> {}
    }
    if (needsEnterpriseApp) {
      missing.addIfNull(
          enterpriseAppId,
          "entra.enterprise-app-id",
          "the Object ID of the enterprise application whose assignments provisioning.scope="
              + "assigned reads");
    }
  }
}
