package ecf.aws.client;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileLocation;

/// The variables and shared files that AWS's own tools read, taken from a map instead of the
/// process, so that a test or an embedding program decides what is there.
public record AwsEnvironment(Map<String, String> variables) {
  private static final int DEFAULT_ATTEMPTS = 3;
  private static final String DEFAULT_PROFILE = "default";

  public AwsEnvironment {
    variables = Map.copyOf(variables);
  }

  Optional<String> value(String name) {
    return Optional.ofNullable(variables.get(name)).filter(text -> !text.isBlank());
  }

  /// `AWS_REGION`, `AWS_DEFAULT_REGION`, then the profile's. The instance metadata is not asked: on
  /// any other machine that would wait for an answer that never comes.
  public Optional<String> region(Optional<String> statedProfile) {
    return value("AWS_REGION")
        .or(() -> value("AWS_DEFAULT_REGION"))
        .or(() -> property("region", statedProfile));
  }

  String profile(Optional<String> stated) {
    return stated.or(() -> value("AWS_PROFILE")).orElse(DEFAULT_PROFILE);
  }

  /// `AWS_ENDPOINT_URL_<SERVICE>`, then `AWS_ENDPOINT_URL`, then the profile's.
  ///
  /// @param service as in the name of the variable, e.g. `AUTO_SCALING`
  Optional<URI> endpoint(String service, Optional<String> statedProfile) {
    return value("AWS_ENDPOINT_URL_" + service)
        .or(() -> value("AWS_ENDPOINT_URL"))
        .or(() -> property("endpoint_url", statedProfile))
        .map(URI::create);
  }

  private Optional<String> property(String name, Optional<String> statedProfile) {
    return profiles().profile(profile(statedProfile)).flatMap(it -> it.property(name));
  }

  /// `AWS_MAX_ATTEMPTS` where it is a number above 0, else three.
  int attempts() {
    return value("AWS_MAX_ATTEMPTS")
        .filter(text -> text.matches("[1-9]\\d?"))
        .map(Integer::parseInt)
        .orElse(DEFAULT_ATTEMPTS);
  }

  /// The shared configuration and credentials, as far as they are there.
  ProfileFile profiles() {
    var files = ProfileFile.aggregator();
    add(files, "AWS_SHARED_CREDENTIALS_FILE", ProfileFileLocation.credentialsFilePath(), true);
    add(files, "AWS_CONFIG_FILE", ProfileFileLocation.configurationFilePath(), false);
    return files.build();
  }

  private void add(ProfileFile.Aggregator files, String variable, Path usual, boolean credentials) {
    var path = value(variable).map(Path::of).orElse(usual);
    if (path.toFile().isFile()) {
      var type = credentials ? ProfileFile.Type.CREDENTIALS : ProfileFile.Type.CONFIGURATION;
      files.addFile(ProfileFile.builder().content(path).type(type).build());
    }
  }
}
