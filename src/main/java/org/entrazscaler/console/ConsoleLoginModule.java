package org.entrazscaler.console;

import com.sun.security.auth.UserPrincipal;
import java.io.IOException;
import java.security.Principal;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;
import javax.security.auth.spi.LoginModule;

/**
 * Compares name and password with the accounts of the console. The options of the module contain
 * the accounts by role. JAAS creates one module for each log-in.
 */
public final class ConsoleLoginModule implements LoginModule {

  private Subject subject = new Subject();
  private CallbackHandler handler = callbacks -> {};
  private Map<String, ?> accounts = Map.of();
  private Set<Principal> principals = Set.of();

  @Override
  public void initialize(
      Subject loginSubject,
      CallbackHandler callbackHandler,
      Map<String, ?> sharedState,
      Map<String, ?> options) {
    subject = loginSubject;
    handler = callbackHandler;
    accounts = options;
  }

  @Override
  public boolean login() throws LoginException {
    NameCallback name = new NameCallback("user name");
    PasswordCallback password = new PasswordCallback("password", false);
    try {
      handler.handle(new Callback[] {name, password});
    } catch (IOException | UnsupportedCallbackException e) {
      throw new LoginException("The log-in gave no user name and password");
    }
    char[] given = password.getPassword();
    password.clearPassword();
    if (name.getName() == null || given == null) {
      throw new FailedLoginException("Wrong user name or password");
    }
    principals = principals(name.getName(), given);
    Arrays.fill(given, ' ');
    if (principals.isEmpty()) {
      throw new FailedLoginException("Wrong user name or password");
    }
    return true;
  }

  private Set<Principal> principals(String name, char[] password) {
    Set<Principal> found = Set.of();
    for (Map.Entry<String, ?> account : accounts.entrySet()) {
      if (account.getValue() instanceof ConsoleAccount user && user.matches(name, password)) {
        found = Set.of(new UserPrincipal(name), new ConsoleRole(account.getKey()));
      }
    }
    return found;
  }

  @Override
  public boolean commit() {
    return subject.getPrincipals().addAll(principals);
  }

  @Override
  public boolean abort() {
    return logout();
  }

  @Override
  public boolean logout() {
    return subject.getPrincipals().removeAll(principals);
  }
}
