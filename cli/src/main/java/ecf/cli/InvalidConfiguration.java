package ecf.cli;

import ecf.core.config.Loaded;
import java.util.List;

/// Files that cannot be used. Nothing was called.
final class InvalidConfiguration extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<Loaded.Invalid> files;

  InvalidConfiguration(List<Loaded.Invalid> files) {
    super(files.size() + " invalid");
    this.files = List.copyOf(files);
  }

  List<Loaded.Invalid> files() {
    return files;
  }
}
