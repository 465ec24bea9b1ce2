package ecf.aws;

import ecf.aws.client.Role;
import ecf.core.config.ProviderSettings;
import java.net.URI;
import java.util.Optional;

/// What a file says about AWS. Whatever is empty comes from the environment, as in AWS's own tools.
///
/// @param region e.g. `eu-west-1`
/// @param profile of the shared configuration files
/// @param endpoint of an emulator; wins over `AWS_ENDPOINT_URL`
/// @param assumeRole who to become before targets are looked at
/// @param account the only account that may be touched, twelve digits
/// @param apiBudget share of the account's API rates that a pass may use, above 0 and at most 1
public record AwsSettings(
    Optional<String> region,
    Optional<String> profile,
    Optional<URI> endpoint,
    Optional<Role> assumeRole,
    Optional<String> account,
    Optional<Double> apiBudget)
    implements ProviderSettings {
  /// With all that the account's rates allow.
  public AwsSettings(
      Optional<String> region,
      Optional<String> profile,
      Optional<URI> endpoint,
      Optional<Role> assumeRole,
      Optional<String> account) {
    this(region, profile, endpoint, assumeRole, account, Optional.empty());
  }

  /// A file that says nothing about its provider.
  public static AwsSettings none() {
    return new AwsSettings(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }
}
