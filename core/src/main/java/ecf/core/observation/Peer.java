package ecf.core.observation;

/// Another target of the same pass, for those that follow it.
///
/// @param decided its capacity after this pass
public record Peer(int desired, int decided) {}
