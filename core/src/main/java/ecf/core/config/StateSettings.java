package ecf.core.config;

/// Where memories are kept between passes.
public sealed interface StateSettings {
  /// A file in the user's state directory.
  record LocalFile() implements StateSettings {}

  record DynamoDb(String table) implements StateSettings {}

  /// Nowhere: no clocks, no looks, no claims.
  record None() implements StateSettings {}
}
