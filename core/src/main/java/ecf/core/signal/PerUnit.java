package ecf.core.signal;

/// Whether a signal's numbers are per unit of capacity.
public enum PerUnit {
  /// They are an average over the units, as a percentage of CPU is.
  YES,
  /// They are a total over all units, as a request rate is.
  NO,
  /// More units do not bring them down in proportion: response times, disk space.
  NEITHER,
  /// Nobody said.
  UNSTATED
}
