package ecf.cli.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/// One locked file per living pass. The operating system ends a lock with its process, however that
/// ends, so a lock that can be had belongs to a dead pass. Whatever a dead pass left is deleted
/// when it is found.
final class PassLocks implements AutoCloseable {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]*");
  private static final String LOCK = ".lock";

  /// The locks of this process, guarded by itself. A process cannot ask the system about its own
  /// locks, and merely opening and closing such a file would end the lock on it.
  private static final Set<Path> HELD = new HashSet<>();

  private final Path folder;
  private final String pass;
  private final FileChannel lock;

  private PassLocks(Path folder, String pass, FileChannel lock) {
    this.folder = folder;
    this.pass = pass;
    this.lock = lock;
  }

  /// Lives from now until it is closed.
  ///
  /// @param folder real path of an existing folder
  static PassLocks hold(Path folder, String pass) throws IOException {
    if (!NAME.matcher(pass).matches()) {
      throw new IllegalArgumentException("not a pass: " + pass);
    }
    var file = folder.resolve(pass + LOCK);
    synchronized (HELD) {
      if (HELD.contains(file)) {
        throw new IllegalStateException("this pass is already at work: " + pass);
      }
      var lock = locked(file);
      HELD.add(file);
      sweep(folder);
      return new PassLocks(folder, pass, lock);
    }
  }

  /// Another process may find the new file before it is locked, take it for a dead one's and delete
  /// it: then it is made again.
  private static FileChannel locked(Path file) throws IOException {
    while (true) {
      StateFolder.makeFile(file);
      var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        channel.lock();
        if (Files.exists(file)) {
          return channel;
        }
      } catch (IOException e) {
        channel.close();
        throw e;
      }
      channel.close();
    }
  }

  /// Whether another pass is still at work.
  boolean lives(String other) throws IOException {
    return !other.equals(pass)
        && NAME.matcher(other).matches()
        && isHeld(folder, folder.resolve(other + LOCK));
  }

  private static boolean isHeld(Path folder, Path file) throws IOException {
    synchronized (HELD) {
      if (HELD.contains(file)) {
        return true;
      }
      try (var channel = FileChannel.open(file, StandardOpenOption.WRITE);
          var lock = channel.tryLock()) {
        if (lock == null) {
          return true;
        }
        // while it is locked, so that its pass cannot just be beginning
        deleteAll(scratch(folder, file));
        Files.delete(file);
        return false;
      } catch (NoSuchFileException e) {
        return false;
      }
    }
  }

  private static void sweep(Path folder) throws IOException {
    try (var files = Files.newDirectoryStream(folder, "*" + LOCK)) {
      for (var file : files) {
        var _ = isHeld(folder, file);
      }
    }
  }

  /// A folder for what this pass needs only for a while.
  Path scratch() throws IOException {
    return StateFolder.makeFolder(folder.resolve(pass + ".tmp"));
  }

  private static Path scratch(Path folder, Path lock) {
    return folder.resolve(lock.getFileName().toString().replace(LOCK, ".tmp"));
  }

  static void deleteAll(Path path) throws IOException {
    if (Files.exists(path)) {
      try (var below = Files.walk(path)) {
        for (var each : below.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(each);
        }
      }
    }
  }

  @Override
  public void close() {
    var file = folder.resolve(pass + LOCK);
    synchronized (HELD) {
      try (lock) {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        // the lock ends all the same, and the next pass deletes its file
      } finally {
        HELD.remove(file);
      }
    }
  }
}
