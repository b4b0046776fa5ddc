package org.entrazscaler.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts that create the schema of the database. */
class SchemaTest {

  @TempDir private Path directory;

  /** Prints the scripts; loaded from a jar in one test. */
  public static final class Saying implements Callable<List<String>> {

    /** Called by reflection. */
    public Saying() {}

    @Override
    public List<String> call() {
      return Schema.SCRIPTS;
    }
  }

  @Test
  void everyScriptIsAppliedInTheOrderOfItsVersion() throws Exception {
    Path folder = Path.of(Schema.class.getResource("/" + Schema.FOLDER).toURI());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()),
          Set.copyOf(Schema.SCRIPTS));
    }
    List<Integer> versions =
        Schema.SCRIPTS.stream()
            .map(script -> Integer.parseInt(script.substring(1, script.indexOf("__"))))
            .toList();
    assertEquals(versions.stream().sorted().toList(), versions);
  }

  @Test
  void theScriptsInAJarAreTheSame() throws Exception {
    Path jar = directory.resolve("program.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(file)) {
      entries.putNextEntry(new JarEntry(Schema.FOLDER + "/"));
      for (String script : Schema.SCRIPTS) {
        copy(entries, Schema.FOLDER + "/" + script);
      }
      copy(entries, Schema.class.getName().replace('.', '/') + ".class");
      copy(entries, Saying.class.getName().replace('.', '/') + ".class");
    }
    URL[] classPath = {jar.toUri().toURL()};
    try (URLClassLoader classes =
        new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader())) {
      Object saying = classes.loadClass(Saying.class.getName()).getConstructor().newInstance();
      assertEquals(Schema.SCRIPTS, ((Callable<?>) saying).call());
      assertTrue(classes.getResource(Schema.FOLDER).getProtocol().equals("jar"));
    }
  }

  private static void copy(JarOutputStream entries, String name) throws IOException {
    entries.putNextEntry(new JarEntry(name));
    try (InputStream content = Schema.class.getResourceAsStream("/" + name)) {
      content.transferTo(entries);
    }
  }

  private JdbcDataSource file(String name) {
    JdbcDataSource file = new JdbcDataSource();
    file.setURL("jdbc:h2:file:" + directory.resolve(name) + ";WRITE_DELAY=0;DB_CLOSE_DELAY=-1");
    file.setUser("sa");
    return file;
  }

  private static void shutDown(JdbcDataSource file) throws SQLException {
    try (Connection connection = file.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("shutdown");
    }
  }

  /** Everything in a database, as statements that make it, but not when it was made. */
  private static List<String> content(JdbcDataSource file) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (Connection connection = file.getConnection();
        Statement statement = connection.createStatement();
        ResultSet script = statement.executeQuery("script")) {
      while (script.next()) {
        String line = script.getString(1);
        if (!line.startsWith("CREATE USER")) {
          lines.add(line.replaceAll("TIMESTAMP '[^']*', \\d+,", "TIMESTAMP, "));
        }
      }
    }
    return lines;
  }

  @Test
  void aNewFileIsTheSameAsCreatedByFlyway() throws Exception {
    JdbcDataSource made = file("made");
    JdbcDataSource migrated = file("migrated");
    try (Connection connection = made.getConnection()) {
      assertTrue(Schema.createInFile(connection));
      assertTrue(Schema.isCurrent(connection));
      assertFalse(Schema.createInFile(connection), "only where there is nothing");
    }
    Migration.run(migrated, new StateAddress("jdbc:h2:file:./migrated", null, null, null));
    assertEquals(content(migrated), content(made));
    Flyway flyway =
        Flyway.configure().dataSource(made).locations("classpath:" + Schema.FOLDER).load();
    flyway.validate();
    assertEquals(0, flyway.migrate().migrationsExecuted);
    shutDown(made);
    shutDown(migrated);
  }

  @Test
  void aKillWhileAFileIsCreatedLeavesItEmpty() throws Exception {
    JdbcDataSource made = file("made");
    Path onDisk = directory.resolve("made.mv.db");
    List<byte[]> seen = new ArrayList<>();
    try (Connection connection = made.getConnection()) {
      assertTrue(Schema.createInFile(watched(connection, onDisk, seen)));
    }
    shutDown(made);
    int last = seen.size() - 1;
    assertThat(last).as("statements: " + last).isGreaterThan(4);
    for (int i = 0; i <= last; i++) {
      Files.write(directory.resolve("killed.mv.db"), seen.get(i));
      JdbcDataSource killed = file("killed");
      try (Connection connection = killed.getConnection()) {
        assertTrue(
            Schema.isCurrent(connection) || Schema.createInFile(connection), "before step " + i);
        assertTrue(Schema.isCurrent(connection));
      }
      shutDown(killed);
    }
  }

  /** A connection that notes, before each statement, what is on disk. */
  private static Connection watched(Connection connection, Path onDisk, List<byte[]> seen) {
    return (Connection)
        proxy(
            Connection.class,
            (method, arguments) -> {
              Object result = method.invoke(connection, arguments);
              return result instanceof PreparedStatement statement
                  ? watched(PreparedStatement.class, statement, onDisk, seen)
                  : result instanceof Statement statement
                      ? watched(Statement.class, statement, onDisk, seen)
                      : result;
            });
  }

  private static Object watched(
      Class<?> type, Statement statement, Path onDisk, List<byte[]> seen) {
    return proxy(
        type,
        (method, arguments) -> {
          if (method.getName().startsWith("execute")) {
            seen.add(Files.readAllBytes(onDisk));
          }
          return method.invoke(statement, arguments);
        });
  }

  private interface Call {
    Object of(Method method, Object[] arguments) throws Exception;
  }

  private static Object proxy(Class<?> type, Call call) {
    return Proxy.newProxyInstance(
        SchemaTest.class.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> call.of(method, arguments));
  }
}
