package ecf.core.memory;

import java.time.Instant;

/// A change that reached the provider.
public record Sent(Instant at, int from, int to) {}
