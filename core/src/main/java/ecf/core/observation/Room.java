package ecf.core.observation;

import java.math.BigDecimal;

/// What a quota of the account leaves to a target that asks for more units.
///
/// @param quota which one: targets of one provider with the same share what is left
/// @param shown the quota for people, with its size and how much of it is in use
/// @param left of it, in whatever it counts; below 0 where more is in use than it allows
/// @param each how much of that one more unit takes, more than 0
public record Room(String quota, String shown, BigDecimal left, BigDecimal each) {}
