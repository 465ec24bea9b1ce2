package ecf.core.model;

/// What one unit reserves.
///
/// @param cpu in 1/1024 of a virtual CPU
/// @param memory in MiB
public record UnitSize(int cpu, int memory) {}
