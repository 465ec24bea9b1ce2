package ecf.cli.state;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteJDBCLoader;

/// Opens the file: what is committed survives the end of the process and of the machine, readers
/// never wait for a writer, and writers wait for each other.
final class SqliteDatabase {
  /// Counted in the file itself. A later one means that this program would not understand it.
  static final int SCHEMA = 1;

  private SqliteDatabase() {}

  /// @param scratch for the native library, which is loaded once in a process and must not stay
  ///   behind in a shared folder for temporary files
  /// @param patience how long to wait for another writer
  static Connection open(Path file, Path scratch, Duration patience)
      throws SQLException, IOException {
    loadLibrary(scratch);
    StateFolder.makeFile(file);
    var config = new SQLiteConfig();
    config.setBusyTimeout(Math.toIntExact(patience.toMillis()));
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    // as a URI, because a plain path would end at a question mark
    var connection = config.createConnection("jdbc:sqlite:" + file.toUri());
    try {
      prepare(connection, file);
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private static void loadLibrary(Path scratch) throws IOException {
    synchronized (SqliteDatabase.class) {
      System.setProperty("org.sqlite.tmpdir", scratch.toString());
      try {
        SQLiteJDBCLoader.initialize();
      } catch (Exception e) {
        throw new IOException("the SQLite library for this system cannot be loaded", e);
      }
    }
    PassLocks.deleteAll(scratch);
  }

  private static void prepare(Connection connection, Path file) throws SQLException {
    if (schema(connection) == 0) {
      inOneTransaction(connection, () -> create(connection));
    }
    var found = schema(connection);
    if (found > SCHEMA) {
      throw StateFailures.newer(file, found);
    }
  }

  private static boolean create(Connection connection) throws SQLException {
    if (schema(connection) != 0) {
      return false; // another first run was faster
    }
    execute(
        connection,
        "create table memory (region text not null, resource text not null,"
            + " version integer not null, document text not null,"
            + " primary key (region, resource)) strict, without rowid");
    execute(connection, "pragma user_version = " + SCHEMA);
    return true;
  }

  private static int schema(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var result = statement.executeQuery("pragma user_version")) {
      return result.getInt(1);
    }
  }

  @FunctionalInterface
  interface Work<T> {
    T done() throws SQLException;
  }

  /// All of it or nothing. Waits for other writers before it begins, never in between. Written in
  /// SQL, because the driver's own switch reports a failure to begin as a failure to commit.
  static <T> T inOneTransaction(Connection connection, Work<T> work) throws SQLException {
    execute(connection, "begin immediate");
    try {
      var result = work.done();
      execute(connection, "commit");
      return result;
    } catch (SQLException | RuntimeException e) {
      try {
        execute(connection, "rollback");
      } catch (SQLException alreadyRolledBack) {
        e.addSuppressed(alreadyRolledBack);
      }
      throw e;
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
