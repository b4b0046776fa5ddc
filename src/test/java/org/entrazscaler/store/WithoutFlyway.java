package org.entrazscaler.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.function.BiConsumer;

/** The program's own classes once more, which find no Flyway on their class path. */
final class WithoutFlyway extends ClassLoader {

  private static final String PROGRAM = "org.entrazscaler.";
  private static final String FLYWAY = "org.flywaydb.";

  /** Opens the state at an address in a directory, copies it, and closes both. */
  public static final class Opening implements BiConsumer<String, String> {

    /** Called by reflection. */
    public Opening() {}

    @Override
    public void accept(String url, String directory) {
      StateAddress address = new StateAddress(url, null, null, null);
      try (State state = State.open(address, Path.of(directory), Clock.systemUTC());
          State copy = state.copy(Set.of())) {
        copy.facts().put("opened", "yes");
      }
    }
  }

  WithoutFlyway() {
    super(WithoutFlyway.class.getClassLoader());
  }

  @SuppressWarnings("unchecked")
  void openAndCopy(StateTrial trial) throws ReflectiveOperationException {
    Object opening = loadClass(Opening.class.getName()).getConstructor().newInstance();
    ((BiConsumer<String, String>) opening).accept(trial.address.url(), trial.directory.toString());
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.startsWith(FLYWAY)) {
      throw new ClassNotFoundException(name);
    }
    if (!name.startsWith(PROGRAM)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (file == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = file.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
