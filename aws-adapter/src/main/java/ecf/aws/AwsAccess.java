package ecf.aws;

import ecf.aws.client.AwsClients;
import ecf.core.port.Provider;

/// AWS as a file names it: one account and region, or several.
public sealed interface AwsAccess extends Provider permits AwsProvider, AwsAccounts {
  /// For what lies in the caller's own account, such as state, whatever role is taken on for
  /// targets.
  AwsClients own();

  /// Whether all that the file names could be had.
  boolean complete();
}
