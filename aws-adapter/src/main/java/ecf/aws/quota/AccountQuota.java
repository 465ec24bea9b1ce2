package ecf.aws.quota;

import ecf.core.model.Figures;
import java.util.OptionalDouble;

/// One quota of an account in a region.
///
/// @param name as AWS names it, e.g. `Fargate On-Demand vCPU resource count`
/// @param code to find it by in the console, e.g. `L-3032A538`
/// @param used as CloudWatch counted it last; empty where AWS does not count it, or nothing was
///   counted of late
public record AccountQuota(String name, String code, double value, OptionalDouble used) {
  /// `Fargate On-Demand vCPU resource count (L-3032A538) is 6, 5.5 of it in use`
  @Override
  public String toString() {
    return name
        + " ("
        + code
        + ") is "
        + Figures.plain(value)
        + (used.isPresent() ? ", " + Figures.plain(used.getAsDouble()) + " of it in use" : "");
  }
}
