package ecf.core.config;

import ecf.core.engine.FleetSpec;
import ecf.core.engine.TargetSpec;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Node;
import ecf.core.yaml.Position;
import ecf.core.yaml.Problems;
import ecf.core.yaml.Shape;
import ecf.core.yaml.Source;
import ecf.core.yaml.YamlReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Reads a configuration: its text into typed settings, or into all of its problems at once, each
/// with its place. Nothing is called; what a file says is checked against what it says elsewhere,
/// not against the world.
public final class ConfigReader {
  static final Key VERSION =
      Key.required("version", new Shape.WholeNumber(1, 1), "version of this language");

  private final Kinds kinds;
  private final Function<String, Optional<String>> environment;

  /// @param kinds the providers that a file can name; the first is the one that is meant without a
  ///   word
  /// @param environment the value of a variable, empty when it is not set
  public ConfigReader(List<ProviderKind> kinds, Function<String, Optional<String>> environment) {
    this.kinds = new Kinds(kinds);
    this.environment = environment;
  }

  /// Reads a file. One that cannot be read, or is no UTF-8, is a problem like any other.
  public Loaded read(Path file) {
    try {
      // Twice the limit is enough to say that it is too large, whatever is behind the path.
      byte[] bytes;
      try (var in = Files.newInputStream(file)) {
        bytes = in.readNBytes(2 * YamlReader.MAX_BYTES);
      }
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return read(new Source(file.toString(), text), file.toRealPath().toString());
    } catch (CharacterCodingException e) {
      return unreadable(file, "the file is not UTF-8 text", "save it as UTF-8");
    } catch (NoSuchFileException e) {
      return unreadable(file, "there is no such file", "check its name and the current directory");
    } catch (IOException e) {
      boolean folder = Files.isDirectory(file);
      return unreadable(
          file,
          folder ? "this is a directory" : "the file cannot be read: " + e.getMessage(),
          folder ? "name a file in it" : "check its permissions");
    }
  }

  /// Reads a text from elsewhere.
  ///
  /// @param address where it comes from; makes the default of `name`
  public Loaded read(Source source, String address) {
    var problems = new Problems(source.file());
    var config =
        YamlReader.read(source, environment, problems).map(root -> read(root, address, problems));
    return config.isEmpty() || problems.hasErrors()
        ? new Loaded.Invalid(source, problems.all())
        : new Loaded.Valid(source, config.get(), problems.all());
  }

  private ScalingConfig read(Node.Mapping root, String address, Problems problems) {
    var fields = new Fields(root, "", problems);
    checkVersion(fields);
    var name = ConfigName.read(fields, address);
    var providers = kinds.chosen(fields);
    boolean account = providers.kind().hasAccount();
    var state = StateFields.read(fields, account);
    var shared = DeclaredSignals.shared(fields);
    var currency = new Currency();
    var limits = LimitFields.read(fields, currency);
    var notify = NotifyFields.read(fields, account);
    var ties = new TieFields(limits.limits().pools().keySet(), currency);
    var targets =
        new TargetsReader(kinds, providers, shared, environment, limits, ties, problems)
            .read(fields);
    checkMemory(fields, state, targets);
    fields.finish();
    return new ScalingConfig(
        name, fields.has("name"), providers.settings(), state, limits.limits(), notify, targets);
  }

  private static void checkMemory(Fields root, StateSettings state, List<TargetSpec> targets) {
    if (state instanceof StateSettings.None && targets.stream().anyMatch(ConfigReader::heals)) {
      root.warn(
          "state",
          "without any, nobody knows how long a unit has been sick, and heal replaces nothing",
          "write `state: {type: file}`, or leave heal out");
    }
  }

  private static boolean heals(TargetSpec spec) {
    return spec instanceof FleetSpec fleet && fleet.health().heal().isPresent();
  }

  private static void checkVersion(Fields fields) {
    var version = fields.optionalInteger("version", Integer.MIN_VALUE, Integer.MAX_VALUE);
    fields.requireAny("version");
    if (version.filter(number -> number != 1).isPresent()) {
      fields.problem(
          "version",
          fields.shown("version") + " is not known",
          "write version: 1, or use a newer ecf-aws");
    }
  }

  private static Loaded unreadable(Path file, String message, String hint) {
    var source = new Source(file.toString(), "");
    var problems = new Problems(source.file());
    problems.error(Position.START, message, hint);
    return new Loaded.Invalid(source, problems.all());
  }
}
