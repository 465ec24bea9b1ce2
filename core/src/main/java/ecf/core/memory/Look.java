package ecf.core.memory;

/// What a pass saw of a target's capacity.
public record Look(int desired, int running, int serving) {}
