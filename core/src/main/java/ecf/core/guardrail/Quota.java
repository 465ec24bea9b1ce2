package ecf.core.guardrail;

import ecf.core.model.Figures;
import ecf.core.model.Reason;
import ecf.core.observation.Observation;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Shape;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/// No scale-out to more than the provider has room for: a stated number, and for an hour less than
/// what was refused. How many would have fitted nobody says, so each pass asks for one less.
///
/// From 4, 10 were refused 20 minutes ago: to 9 at most. After an hour 10 may be asked for again.
///
/// What the account's own quotas leave is shared by all targets that count for them, so that is a
/// limit across targets.
///
/// @param units as many as the account has room for, where the file states it
/// @param account whether the account is asked what its quotas leave, before each scale-out
public record Quota(OptionalInt units, boolean account) implements Guardrail {
  private static final Duration REMEMBERED = Duration.ofHours(1);

  static final List<Key> KEYS =
      List.of(
          Key.optional(
              "units",
              new Shape.WholeNumber(1, Integer.MAX_VALUE),
              "so many the account has room for; what was refused is known without it"),
          Key.optional(
              "account",
              new Shape.Flag(),
              "true: asks the account, before a scale-out, what its vCPU quota leaves"));

  /// One that asks nobody.
  public Quota(OptionalInt units) {
    this(units, false);
  }

  static Quota read(Fields fields) {
    return new Quota(
        fields
            .optionalInteger("units", 1, Integer.MAX_VALUE)
            .map(OptionalInt::of)
            .orElseGet(OptionalInt::empty),
        fields.flag("account", false));
  }

  @Override
  public GuardrailType type() {
    return GuardrailType.QUOTA;
  }

  @Override
  public Verdict review(Wanted change, Observation seen) {
    if (change.in()) {
      return Verdict.pass();
    }
    var refusal =
        seen.memory()
            .changes()
            .refusal()
            .filter(refused -> Span.recent(refused.at(), REMEMBERED, seen.now()));
    int refused = refusal.map(known -> known.units() - 1).orElse(Integer.MAX_VALUE);
    int stated = units.orElse(Integer.MAX_VALUE);
    int most = Math.max(change.from(), Math.min(refused, stated));
    if (change.to() <= most) {
      return Verdict.pass();
    }
    var why =
        refused < stated
            ? refusal
                .map(known ->
                    known.units()
                        + " were refused "
                        + Figures.plain(Duration.between(known.at(), seen.now()))
                        + " ago")
                .orElse("")
            : "the account has room for " + stated;
    return new Verdict.Limit(most, Reason.of(Reason.Code.QUOTA, why));
  }
}
