package com.microsoft.aad.msal4j;

import java.util.Map;

/**
 * Sets the environment variables by which msal4j finds the managed identity endpoint. It lies in
 * msal4j's package because msal4j shows this to its own tests alone.
 */
public final class ManagedIdentityEnvironment {

  private ManagedIdentityEnvironment() {}

  /** Pretends that these are all the variables there are. */
  public static void set(Map<String, String> variables) {
    ManagedIdentityApplication.setEnvironmentVariables(variables::get);
  }

  /** Goes back to the real ones. */
  public static void reset() {
    ManagedIdentityApplication.setEnvironmentVariables(null);
  }
}
