package ecf.cli.state;

import ecf.core.memory.Intent;
import ecf.core.memory.TargetMemory;
import ecf.core.model.Resource;
import ecf.core.port.Memories;
import ecf.core.port.MemoryCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// `state: {type: file}`: memories in a SQLite file, for processes on one machine. A pass lives as
/// long as its process holds its lock.
///
/// Nothing is opened or made before the first use, so that a state that cannot be used is told like
/// any other failure of a pass.
public final class SqliteMemories implements Memories {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration CLAIM_HOLDS = Duration.ofMinutes(2);

  private final StateFolder folder;
  private final String name;
  private final Function<Resource, String> regions;
  private final String pass;
  private final Duration patience;
  private final Path file;
  private Optional<Opened> opened = Optional.empty();

  private record Opened(Connection database, PassLocks locks) {}

  /// @param regions where each resource is
  public SqliteMemories(
      StateFolder folder, String name, Function<Resource, String> regions, String pass) {
    this(folder, name, regions, pass, PATIENCE);
  }

  SqliteMemories(
      StateFolder folder,
      String name,
      Function<Resource, String> regions,
      String pass,
      Duration patience) {
    this.folder = folder;
    this.name = name;
    this.regions = regions;
    this.pass = pass;
    this.patience = patience;
    this.file = folder.database(name);
  }

  @FunctionalInterface
  private interface Work<T> {
    T with(Opened opened) throws SQLException, IOException;
  }

  @Override
  public synchronized Map<Resource, TargetMemory> load(Collection<Resource> resources) {
    return telling(
        "state:load",
        opened -> {
          var found = new HashMap<Resource, TargetMemory>();
          try (var select =
              opened
                  .database()
                  .prepareStatement(
                      "select version, document from memory where region = ? and resource = ?")) {
            for (var resource : resources) {
              one(select, resource).ifPresent(memory -> found.put(resource, memory));
            }
          }
          return found;
        });
  }

  private Optional<TargetMemory> one(PreparedStatement select, Resource resource)
      throws SQLException {
    var region = regions.apply(resource);
    select.setString(1, region);
    select.setString(2, resource.key());
    try (var row = select.executeQuery()) {
      if (!row.next()) {
        return Optional.empty();
      }
      var where = resource.key() + " (" + region + ") in " + file;
      return Optional.of(MemoryCodec.decode(row.getString(2), row.getLong(1), where));
    }
  }

  @Override
  public synchronized Map<Resource, TargetMemory> save(Map<Resource, TargetMemory> changed) {
    if (changed.isEmpty()) {
      return Map.of();
    }
    return telling(
        "state:save",
        opened ->
            SqliteDatabase.inOneTransaction(
                opened.database(), () -> write(opened.database(), changed)));
  }

  private Map<Resource, TargetMemory> write(
      Connection database, Map<Resource, TargetMemory> changed) throws SQLException {
    var won = new HashMap<Resource, TargetMemory>();
    try (var insert =
            database.prepareStatement(
                "insert into memory (version, document, region, resource) values (?, ?, ?, ?)"
                    + " on conflict do nothing");
        var update =
            database.prepareStatement(
                "update memory set version = ?, document = ?"
                    + " where region = ? and resource = ? and version = ?")) {
      for (var each : changed.entrySet()) {
        var memory = each.getValue();
        var next = memory.version(memory.version() + 1);
        var write = memory.version() == 0 ? insert : update;
        write.setLong(1, next.version());
        write.setString(2, MemoryCodec.encode(next));
        write.setString(3, regions.apply(each.getKey()));
        write.setString(4, each.getKey().key());
        if (memory.version() != 0) {
          write.setLong(5, memory.version());
        }
        if (write.executeUpdate() == 1) {
          won.put(each.getKey(), next);
        }
      }
    }
    return won;
  }

  @Override
  public synchronized Set<Resource> forget(Map<Resource, TargetMemory> known) {
    if (known.isEmpty()) {
      return Set.of();
    }
    return telling(
        "state:forget",
        opened ->
            SqliteDatabase.inOneTransaction(
                opened.database(), () -> delete(opened.database(), known)));
  }

  private Set<Resource> delete(Connection database, Map<Resource, TargetMemory> known)
      throws SQLException {
    var forgotten = new HashSet<Resource>();
    try (var delete =
            database.prepareStatement(
                "delete from memory where region = ? and resource = ? and version = ?");
        var select =
            database.prepareStatement("select 1 from memory where region = ? and resource = ?")) {
      for (var each : known.entrySet()) {
        var region = regions.apply(each.getKey());
        delete.setString(1, region);
        delete.setString(2, each.getKey().key());
        delete.setLong(3, each.getValue().version());
        delete.executeUpdate();
        select.setString(1, region);
        select.setString(2, each.getKey().key());
        try (var left = select.executeQuery()) {
          if (!left.next()) {
            forgotten.add(each.getKey());
          }
        }
      }
    }
    return forgotten;
  }

  @Override
  public synchronized boolean lives(Intent intent, Instant now) {
    return telling("state:load", opened -> opened.locks().lives(intent.pass()));
  }

  @Override
  public String pass() {
    return pass;
  }

  @Override
  public Duration claimHolds() {
    return CLAIM_HOLDS;
  }

  @Override
  public boolean remembers() {
    return true;
  }

  @Override
  public synchronized void close() {
    opened.ifPresent(SqliteMemories::close);
    opened = Optional.empty();
  }

  private static void close(Opened open) {
    try (var _ = open.locks();
        var _ = open.database()) {
      // in this order: the database first
    } catch (SQLException e) {
      // what was saved is safe already: it was committed before anyone was told
    }
  }

  private <T> T telling(String call, Work<T> work) {
    try {
      return work.with(open());
    } catch (SQLException e) {
      throw StateFailures.of(call, file, e);
    } catch (IOException e) {
      throw StateFailures.of(call, file, e);
    }
  }

  private Opened open() throws SQLException, IOException {
    if (opened.isEmpty()) {
      StateFolder.makeFolder(folder.path());
      var locks = PassLocks.hold(StateFolder.makeFolder(folder.passes(name)), pass);
      try {
        var database = SqliteDatabase.open(file, locks.scratch(), patience);
        opened = Optional.of(new Opened(database, locks));
      } catch (SQLException | IOException | RuntimeException e) {
        locks.close();
        throw e;
      }
    }
    return opened.orElseThrow();
  }
}
