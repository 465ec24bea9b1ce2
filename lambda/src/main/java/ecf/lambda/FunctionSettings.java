package ecf.lambda;

import ecf.core.pass.Mode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The function's environment variables.
///
/// @param config where the file is
/// @param mode what the function may do at most
record FunctionSettings(Place config, Mode mode) {
  private static final Pattern S3 = Pattern.compile("s3://(?<bucket>[^/]+)/(?<key>.+)");

  /// Where a configuration can be.
  sealed interface Place {
    record S3Object(String bucket, String key) implements Place {
      @Override
      public String toString() {
        return "s3://" + bucket + "/" + key;
      }
    }

    /// @param path below the folder that the package was unpacked to
    record Packaged(String path) implements Place {
      @Override
      public String toString() {
        return path;
      }
    }
  }

  /// @throws NotServed where a variable makes no sense
  static FunctionSettings of(Map<String, String> environment) {
    var config = value(environment, "ECF_CONFIG").orElse("config.yaml");
    return new FunctionSettings(place(config), mode(environment));
  }

  private static Place place(String config) {
    var object = S3.matcher(config);
    if (object.matches()) {
      return new Place.S3Object(object.group("bucket"), object.group("key"));
    }
    if (config.contains(":")) {
      throw new NotServed(
          "ECF_CONFIG is `"
              + config
              + "`; write s3://bucket/key, or the path of a file inside the package");
    }
    return new Place.Packaged(config);
  }

  private static Mode mode(Map<String, String> environment) {
    var mode = value(environment, "ECF_MODE").orElse("apply");
    return switch (mode) {
      case "apply" -> Mode.APPLY;
      case "plan" -> Mode.PLAN;
      default -> throw new NotServed("ECF_MODE is `" + mode + "`; write apply or plan");
    };
  }

  private static Optional<String> value(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
  }
}
