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
public record AwsSettings(
    Optional<String> region,
    Optional<String> profile,
    Optional<URI> endpoint,
    Optional<Role> assumeRole,
    Optional<String> account)
    implements ProviderSettings {
  /// A file that says nothing about its provider.
  public static AwsSettings none() {
    return new AwsSettings(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }
}
