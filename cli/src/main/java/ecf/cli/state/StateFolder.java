package ecf.cli.state;

import ecf.core.model.ProviderFailure;
import ecf.core.port.Unavailable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where a user's programs keep what must survive a restart: `$XDG_STATE_HOME/ecf-aws`, by default
/// `~/.local/state/ecf-aws`. Nobody else may read it.
///
/// @param path absolute; need not exist yet
public record StateFolder(Path path) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  /// By the rules of the XDG base directories: a relative path there counts as none.
  ///
  /// @throws Unavailable where the environment names no home either
  public static StateFolder of(Map<String, String> environment) {
    return absolute(environment, "XDG_STATE_HOME")
        .or(() -> absolute(environment, "HOME").map(home -> home.resolve(".local/state")))
        .map(state -> new StateFolder(state.resolve("ecf-aws")))
        .orElseThrow(StateFolder::homeless);
  }

  private static Optional<Path> absolute(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).map(Path::of).filter(Path::isAbsolute);
  }

  private static Unavailable homeless() {
    return new Unavailable(
        new ProviderFailure(
            ProviderFailure.Kind.STATE,
            "state:load",
            "neither XDG_STATE_HOME nor HOME is set to an absolute path, so there is no place to"
                + " remember anything",
            "set one of them, or write state: {type: none} to do without cooldowns and claims",
            false));
  }

  /// The database of a configuration, by its name.
  public Path database(String name) {
    return path.resolve(checked(name) + ".db");
  }

  /// Where its living passes hold their locks.
  Path passes(String name) {
    return path.resolve(checked(name) + ".passes");
  }

  private static String checked(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not a configuration's name: " + name);
    }
    return name;
  }

  /// Makes a folder for the user alone, and whatever is missing above it.
  static Path makeFolder(Path folder) throws IOException {
    Files.createDirectories(folder, mode(folder, "rwx------"));
    return folder.toRealPath();
  }

  /// Makes an empty file that the user alone may read and write, unless it is there.
  static void makeFile(Path file) throws IOException {
    try {
      Files.createFile(file, mode(file, "rw-------"));
    } catch (FileAlreadyExistsException e) {
      if (!Files.isRegularFile(file)) {
        throw e;
      }
    }
  }

  private static FileAttribute<?>[] mode(Path path, String permissions) {
    var posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
