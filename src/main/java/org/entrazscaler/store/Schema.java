package org.entrazscaler.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The database schema of this version, which the scripts in {@code db/migration} create. One query
 * tells whether a database has it, and a new H2 database gets it here. {@link Migration}, and with
 * it Flyway, is loaded only for other databases.
 */
final class Schema {

  /** The folder of the scripts on the class path. */
  static final String FOLDER = "db/migration";

  /** Flyway's table of the scripts that were run. */
  static final String HISTORY = "flyway_schema_history";

  private static final String SUFFIX = ".sql";

  /** The names of all scripts, in the order of their versions. */
  static final List<String> SCRIPTS = scripts();

  private Schema() {}

  /** Lists the folder, which is in the jar or, in the build, on disk. */
  private static List<String> scripts() {
    URL folder = Objects.requireNonNull(Schema.class.getResource("/" + FOLDER), FOLDER);
    try {
      if (folder.openConnection() instanceof JarURLConnection inJar) {
        return inOrder(
            inJar.getJarFile().stream()
                .map(JarEntry::getName)
                .filter(name -> name.startsWith(FOLDER + "/")));
      }
      try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
        return inOrder(files.map(Path::toString));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> inOrder(Stream<String> files) {
    return files
        .filter(name -> name.endsWith(SUFFIX))
        .map(name -> name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1))
        .sorted(Comparator.comparingInt(Schema::version))
        .toList();
  }

  /** The version of a script: 7 for {@code V7__description.sql}. */
  private static int version(String script) {
    return Integer.parseInt(script.substring(1, script.indexOf("__")));
  }

  /**
   * Whether exactly the scripts of this version, with their current content, were run on a
   * database.
   *
   * @param connection to the database
   * @return false for an empty database
   */
  static boolean isCurrent(Connection connection) throws SQLException {
    String schema = connection.getSchema();
    if (schema == null) {
      return false;
    }
    try (Statement statement = connection.createStatement();
        ResultSet applied =
            statement.executeQuery(
                "select \"script\", \"checksum\", \"success\" from \""
                    + schema.replace("\"", "\"\"")
                    + "\".\""
                    + HISTORY
                    // The row without a version records the creation of this table.
                    + "\" where \"version\" is not null order by \"installed_rank\"")) {
      for (String script : SCRIPTS) {
        if (!applied.next()
            || !script.equals(applied.getString(1))
            || checksum(text(script)) != applied.getInt(2)
            || !applied.getBoolean(3)) {
          return false;
        }
      }
      return !applied.next();
    } catch (SQLException e) {
      // The table does not exist: Flyway creates it, or reports what is wrong with the database.
      return false;
    }
  }

  /**
   * Creates the tables in an empty database in memory, without a history: no other version will
   * open it.
   *
   * @param connection to an empty H2 database
   */
  static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String script : SCRIPTS) {
        statement.execute(text(script));
      }
    }
  }

  /**
   * Creates the tables in an empty H2 file, with the history that Flyway would write, so that
   * Flyway can run newer scripts later. H2 commits each table separately, but writes nothing to
   * disk before all tables exist: if the process is killed in between, the file stays empty.
   *
   * @param connection to an H2 file that writes each commit to disk
   * @return false, without a change, if there are tables
   */
  static boolean createInFile(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet tables =
          statement.executeQuery(
              "select count(*) from information_schema.tables"
                  + " where table_schema = current_schema")) {
        if (!tables.next() || tables.getInt(1) > 0) {
          return false;
        }
      }
      statement.execute("set write_delay " + Integer.MAX_VALUE);
      statement.execute(
          """
          create table "%1$s" (
            "installed_rank" int not null,
            "version" varchar(50),
            "description" varchar(200) not null,
            "type" varchar(20) not null,
            "script" varchar(1000) not null,
            "checksum" int,
            "installed_by" varchar(100) not null,
            "installed_on" timestamp default current_timestamp not null,
            "execution_time" int not null,
            "success" boolean not null,
            constraint "%1$s_pk" primary key ("installed_rank"));
          create index "%1$s_s_idx" on "%1$s" ("success")"""
              .formatted(HISTORY));
      applied(connection, -1, null, "<< Flyway Schema History table created >>", "TABLE", "", null);
      for (int i = 0; i < SCRIPTS.size(); i++) {
        String script = SCRIPTS.get(i);
        String text = text(script);
        statement.execute(text);
        String about =
            script.substring(script.indexOf("__") + 2, script.length() - SUFFIX.length());
        applied(
            connection,
            i + 1,
            String.valueOf(version(script)),
            about.replace('_', ' '),
            "SQL",
            script,
            checksum(text));
      }
      statement.execute("set write_delay 0");
      statement.execute("checkpoint sync");
      return true;
    }
  }

  private static void applied(
      Connection connection,
      int rank,
      @Nullable String version,
      String description,
      String type,
      String script,
      @Nullable Integer checksum)
      throws SQLException {
    try (PreparedStatement row =
        connection.prepareStatement(
            "insert into \""
                + HISTORY
                + "\" values"
                + " (?, ?, ?, ?, ?, ?, current_user, default, 0, true)")) {
      row.setInt(1, rank);
      row.setString(2, version);
      row.setString(3, description);
      row.setString(4, type);
      row.setString(5, script);
      row.setObject(6, checksum);
      row.executeUpdate();
    }
  }

  private static String text(String script) {
    String name = "/" + FOLDER + "/" + script;
    try (InputStream stream = Schema.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(name + " is missing from the class path.");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Flyway's checksum: over the lines without their line ends. */
  private static int checksum(String text) {
    CRC32 checksum = new CRC32();
    text.lines().forEach(line -> checksum.update(line.getBytes(StandardCharsets.UTF_8)));
    return (int) checksum.getValue();
  }
}
