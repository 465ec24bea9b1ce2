package ecf.core.config;

import ecf.core.yaml.Problem;
import ecf.core.yaml.Source;
import java.util.List;

/// What came of loading one file.
public sealed interface Loaded {
  Source source();

  /// @param warnings problems of severity WARNING
  record Valid(Source source, ScalingConfig config, List<Problem> warnings) implements Loaded {}

  /// @param problems all of them, in file order, warnings included
  record Invalid(Source source, List<Problem> problems) implements Loaded {}
}
