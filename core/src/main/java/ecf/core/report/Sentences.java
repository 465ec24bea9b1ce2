package ecf.core.report;

import ecf.core.engine.Change;
import ecf.core.engine.Otherwise;
import ecf.core.engine.Trace;
import ecf.core.guardrail.Verdict;
import ecf.core.model.Cause;
import ecf.core.model.Figures;
import ecf.core.model.ProviderFailure;
import ecf.core.policy.NamedPolicy;
import ecf.core.policy.Proposal;
import ecf.core.signal.Reading;
import ecf.core.signal.Unit;
import java.util.SortedMap;
import java.util.stream.Collectors;

/// What the core's values read like. The same thing is said in the same words everywhere.
final class Sentences {
  private Sentences() {}

  /// `throttle: at most +50% of 4 within 1m`; a policy is named where the file gave it a name.
  static String cause(Cause cause, Trace trace) {
    var summary = cause.reason().summary();
    return switch (cause.origin()) {
      case Cause.Origin.Guardrail(String name) -> name + ": " + summary;
      case Cause.Origin.Policy(String name) ->
          isType(name, trace) ? summary : name + ": " + summary;
      case Cause.Origin.Engine() -> summary;
    };
  }

  private static boolean isType(String name, Trace trace) {
    return trace.said().stream()
        .map(NamedPolicy.Said::by)
        .filter(policy -> policy.name().equals(name))
        .anyMatch(policy -> policy.type().equals(name));
  }

  static String proposal(Proposal proposal) {
    return switch (proposal) {
      case Proposal.Want(int units, var _) -> "wants " + units;
      case Proposal.Floor(int units, var _) -> "at least " + units;
      case Proposal.Ceiling(int units, var _) -> "at most " + units;
      case Proposal.Fit(var from, var to, var _, var _, var _) ->
          from.equals(to) ? "finds units to fit" : "would fit " + to;
      case Proposal.Abstain _ -> "cannot tell";
      case Proposal.Silent _ -> "is silent";
    };
  }

  static String verdict(Trace.Judged judged) {
    return switch (judged.verdict()) {
      case Verdict.Pass() -> "lets " + judged.at() + " pass";
      case Verdict.Limit(int units, var _) -> "limits " + judged.at() + " to " + units;
      case Verdict.Veto _ -> "holds back " + judged.at();
    };
  }

  static String change(Change change) {
    return switch (change) {
      case Change.SetCapacity(int from, int to) -> "capacity " + arrow(from, to);
      case Change.SetBounds(var from, var to) -> {
        var min = from.min() == to.min() ? "" : "min " + arrow(from.min(), to.min());
        var max = from.max() == to.max() ? "" : "max " + arrow(from.max(), to.max());
        yield min + (min.isEmpty() || max.isEmpty() ? "" : ", ") + max;
      }
      case Change.ResizeUnit(var from, var to) -> "units of " + from + " → " + to;
      case Change.Replace(var instance, var zone, var why) ->
          instance + (zone.isEmpty() ? "" : " in " + zone) + " is replaced, " + why;
      case Change.Terminate(var instance, var zone, var why) ->
          instance + (zone.isEmpty() ? "" : " in " + zone) + " goes, " + why;
      case Change.TakeOver(var who, var _) -> "takes over from " + who;
      case Change.Register(var members) -> Words.count(members.size(), "member") + " to register";
      case Change.Deregister(var members) ->
          Words.count(members.size(), "member") + " to deregister";
      case Change.SetAttributes(var from, var to) -> changes(from, to);
      case Change.SetWeights(var from, var to) -> changes(from, to);
    };
  }

  /// `blue-tg 100 → 0, green-tg 0 → 100`; what stays is left out.
  private static <T> String changes(SortedMap<String, T> from, SortedMap<String, T> to) {
    return to.entrySet().stream()
        .filter(each -> !each.getValue().equals(from.get(each.getKey())))
        .map(each -> {
          var before = from.get(each.getKey());
          return each.getKey() + " " + (before == null ? "" : before + " → ") + each.getValue();
        })
        .collect(Collectors.joining(", "));
  }

  /// `blue-tg 100, green-tg 0`
  static String weights(SortedMap<String, Integer> weights) {
    return weights.entrySet().stream()
        .map(each -> each.getKey() + " " + each.getValue())
        .collect(Collectors.joining(", "));
  }

  /// `would scale in to 5 if memory had data and asked for no more`
  static String otherwise(Otherwise other, int desired) {
    int units = other.units();
    var way =
        units == desired
            ? "stay at " + units
            : (units > desired ? "scale out to " : "scale in to ") + units;
    return "would " + way + " if " + other.condition();
  }

  static String arrow(int from, int to) {
    return from + " → " + to;
  }

  static String failure(ProviderFailure why) {
    return why.call() + ": " + why.message();
  }

  /// What to do about it.
  static String hint(ProviderFailure why) {
    if (!why.retryable()) {
      return why.hint();
    }
    return why.hint().isEmpty()
        ? "the next run tries again"
        : why.hint() + " (the next run tries again)";
  }

  /// `96%`, `812/s`, `missing`, `stale`, `unread`.
  static String reading(Reading reading, Unit unit) {
    return switch (reading) {
      case Reading.Value(double value, var _, var _) -> Figures.plain(value) + unit.suffix();
      case Reading.Missing _ -> "missing";
      case Reading.Stale _ -> "stale";
      case Reading.Unread _ -> "unread";
    };
  }
}
