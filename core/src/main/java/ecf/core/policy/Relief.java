package ecf.core.policy;

/// Where a signal goes when more units help.
public enum Relief {
  /// What each carries falls as they are more.
  FALLS,
  /// What is left to each rises as they are more.
  RISES,
  /// It tells nothing about that: a total load is the same however many carry it.
  NONE
}
