package ecf.cli.state;

import ecf.core.model.ProviderFailure;
import ecf.core.port.Unavailable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteException;

/// What went wrong with the state's file, and what its user can do about it.
final class StateFailures {
  private StateFailures() {}

  /// @param call `state:load`, `state:save` or `state:forget`
  static Unavailable of(String call, Path file, IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> notWritable(call, denied.getFile());
      case FileAlreadyExistsException other ->
          failure(
              call,
              other.getFile() + " is in the way: it is not of the kind that belongs there",
              "move it away, or set XDG_STATE_HOME to another folder");
      default ->
          failure(
              call,
              file + " cannot be used: " + e.getMessage(),
              "free space or repair the disk, or set XDG_STATE_HOME to another folder");
    };
  }

  static Unavailable of(String call, Path file, SQLException e) {
    // the extended codes keep the kind of the failure in their lowest byte
    var code = e instanceof SQLiteException sqlite ? sqlite.getResultCode().code & 0xff : 1;
    return switch (code) {
      case 3, 8, 14 -> notWritable(call, file.toString());
      case 5, 6 -> busy(call, file);
      case 11, 26 ->
          failure(
              call,
              file + " is damaged or is not a state of ecf-aws",
              "move it away and run again: ecf-aws then begins anew, with its cooldowns at zero");
      case 13 ->
          failure(call, "no space is left for " + file, "free space on its disk, then run again");
      default ->
          failure(
              call,
              file + " cannot be used: " + e.getMessage(),
              "see whether its disk is full or broken, or set XDG_STATE_HOME to another folder");
    };
  }

  static Unavailable newer(Path file, int schema) {
    return failure(
        "state:load",
        file + " was written by a newer ecf-aws (schema " + schema + ")",
        "use that version of ecf-aws or a later one");
  }

  private static Unavailable notWritable(String call, String path) {
    return failure(
        call,
        path + " may not be read and written",
        "give yourself the right (chmod u+rw, and u+rwx on its folder), or set XDG_STATE_HOME to a"
            + " folder of yours");
  }

  private static Unavailable busy(String call, Path file) {
    return new Unavailable(
        new ProviderFailure(
            ProviderFailure.Kind.STATE,
            call,
            "another program keeps " + file + " locked",
            "wait for it, or see who it is: fuser " + file,
            true));
  }

  private static Unavailable failure(String call, String message, String hint) {
    return new Unavailable(
        new ProviderFailure(ProviderFailure.Kind.STATE, call, message, hint, false));
  }
}
