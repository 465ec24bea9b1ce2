package ecf.core.port;

import ecf.core.model.Packing;
import ecf.core.model.ProviderFailure;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// Reads what the tasks of clusters need and how large their instances are, all clusters of a pass
/// at once.
public interface Clusters {
  /// An answer for every cluster. A failure to read is an answer, never an exception.
  Map<Name, Answer<Packing>> read(Collection<Name> names);

  /// @param provider which of the file's providers has it
  record Name(String provider, String cluster) {}

  /// Where there are none.
  static Clusters none() {
    return names -> {
      var answers = new HashMap<Name, Answer<Packing>>();
      names.forEach(name -> answers.put(name, new Answer.Failed<>(unknown(name.cluster()))));
      return answers;
    };
  }

  private static ProviderFailure unknown(String name) {
    return new ProviderFailure(
        ProviderFailure.Kind.INVALID,
        "clusters",
        "this provider has no cluster " + name,
        "use follow with a ratio instead",
        false);
  }
}
