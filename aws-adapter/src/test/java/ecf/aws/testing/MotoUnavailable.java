package ecf.aws.testing;

import java.io.Serial;

/// moto cannot run on this machine. The message says what to do about it.
final class MotoUnavailable extends Exception {
  @Serial private static final long serialVersionUID = 1;

  MotoUnavailable(String what) {
    super(
        what
            + " The tests need python3 (3.11 or newer, with its venv module) on the PATH and a"
            + " package index that pip can reach.");
  }
}
