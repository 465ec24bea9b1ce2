package ecf.core.policy;

import ecf.core.model.Figures;
import ecf.core.model.Reason;
import ecf.core.signal.Reading;
import java.util.function.Function;

/// The abstentions of policies whose signal has no value now.
final class Absent {
  private Absent() {}

  /// What the policy makes of a value, or the abstention that says why there is none.
  static Proposal orElse(
      String signal, Reading reading, Function<Reading.Value, Proposal> whenThere) {
    return switch (reading) {
      case Reading.Value value -> whenThere.apply(value);
      case Reading.Missing(String why) ->
          new Proposal.Abstain(Reason.of(Reason.Code.NO_DATA, signal + ": " + why));
      case Reading.Stale(double _, var _, var age) ->
          new Proposal.Abstain(
              Reason.of(Reason.Code.STALE, signal + " is " + Figures.plain(age) + " old"));
      case Reading.Unread(var failure) ->
          new Proposal.Abstain(
              Reason.of(Reason.Code.UNREAD, signal + " could not be read: " + failure));
    };
  }
}
