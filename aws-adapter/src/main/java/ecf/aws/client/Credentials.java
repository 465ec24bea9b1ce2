package ecf.aws.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/// Whose name calls are made in: the profile that the file states, else what AWS's own tools would
/// take.
final class Credentials {
  /// With one of these, something else than the shared files has credentials.
  private static final List<String> ELSEWHERE =
      List.of(
          "AWS_WEB_IDENTITY_TOKEN_FILE",
          "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
          "AWS_CONTAINER_CREDENTIALS_FULL_URI");

  /// Where an EC2 instance says so without a call.
  private static final List<Path> MACHINE =
      List.of(Path.of("/sys/class/dmi/id/sys_vendor"), Path.of("/sys/hypervisor/uuid"));

  /// Who it was, in the other account's trail.
  private static final String SESSION = "ecf-aws";

  private Credentials() {}

  static AwsCredentialsProvider of(Optional<String> statedProfile, AwsEnvironment environment) {
    var profiles = environment.profiles();
    if (statedProfile.isPresent()) {
      return ProfileCredentialsProvider.builder()
          .profileFile(profiles)
          .profileName(statedProfile.get())
          .build();
    }
    var keys = keys(environment);
    if (keys.isPresent()) {
      return StaticCredentialsProvider.create(keys.get());
    }
    boolean none =
        profiles.profiles().isEmpty()
            && ELSEWHERE.stream().allMatch(name -> environment.value(name).isEmpty())
            && System.getProperty("aws.accessKeyId") == null
            && !maybeInstance(environment);
    return none
        ? () -> {
          throw new NoCredentials();
        }
        : DefaultCredentialsProvider.builder()
            .profileFile(profiles)
            .profileName(environment.profile(statedProfile))
            .build();
  }

  /// What a role may do, for an hour at a time: the longest where one role takes on another.
  static StsAssumeRoleCredentialsProvider of(Role role, StsClient own) {
    return StsAssumeRoleCredentialsProvider.builder()
        .stsClient(own)
        .refreshRequest(request -> {
          request.roleArn(role.arn()).roleSessionName(SESSION);
          role.externalId().ifPresent(request::externalId);
        })
        .build();
  }

  private static Optional<AwsCredentials> keys(AwsEnvironment environment) {
    var id = environment.value("AWS_ACCESS_KEY_ID");
    var secret = environment.value("AWS_SECRET_ACCESS_KEY");
    var token = environment.value("AWS_SESSION_TOKEN");
    if (id.isEmpty() || secret.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        token
            .<AwsCredentials>map(it -> AwsSessionCredentials.create(id.get(), secret.get(), it))
            .orElseGet(() -> AwsBasicCredentials.create(id.get(), secret.get())));
  }

  /// Whether the instance metadata may have credentials. Where there is none, asking it costs
  /// seconds; Linux can tell, and elsewhere the SDK asks.
  private static boolean maybeInstance(AwsEnvironment environment) {
    if (environment
        .value("AWS_EC2_METADATA_DISABLED")
        .filter("true"::equalsIgnoreCase)
        .isPresent()) {
      return false;
    }
    boolean linux = System.getProperty("os.name", "").equals("Linux");
    return !linux || MACHINE.stream().map(Credentials::text).anyMatch(Credentials::isOfAmazon);
  }

  private static boolean isOfAmazon(String text) {
    return text.startsWith("Amazon EC2") || text.startsWith("ec2");
  }

  private static String text(Path path) {
    try {
      return Files.isReadable(path) ? Files.readString(path) : "";
    } catch (IOException e) {
      return "";
    }
  }
}
