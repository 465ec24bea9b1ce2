package ecf.core.policy;

import ecf.core.model.Figures;
import ecf.core.model.Reason;
import ecf.core.signal.Reading;
import java.util.Optional;
import java.util.function.Function;

/// The abstentions of policies whose signal has no value now.
final class Absent {
  private Absent() {}

  /// The abstention that says why there is no value, where there is none.
  static Optional<Proposal> of(String signal, Reading reading) {
    return switch (reading) {
      case Reading.Value _ -> Optional.empty();
      case Reading.Missing(String why) -> because(Reason.Code.NO_DATA, signal + ": " + why);
      case Reading.Stale(double _, var _, var age) ->
          because(Reason.Code.STALE, signal + " is " + Figures.plain(age) + " old");
      case Reading.Unread(var failure) ->
          because(Reason.Code.UNREAD, signal + " could not be read: " + failure);
    };
  }

  private static Optional<Proposal> because(Reason.Code code, String summary) {
    return Optional.of(new Proposal.Abstain(Reason.of(code, summary)));
  }

  /// What the policy makes of a value, or the abstention that says why there is none.
  static Proposal orElse(
      String signal, Reading reading, Function<Reading.Value, Proposal> whenThere) {
    return reading instanceof Reading.Value value
        ? whenThere.apply(value)
        : of(signal, reading).orElseThrow();
  }
}
