package ecf.core.engine;

/// Another outcome, and what would have to be different for it.
///
/// @param units the capacity that would come of it
/// @param condition for people, after an "if": `memory had data and asked for no more`
public record Otherwise(int units, String condition) {}
