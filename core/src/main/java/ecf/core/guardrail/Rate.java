package ecf.core.guardrail;

import ecf.core.model.Figures;
import ecf.core.yaml.Amount;

/// How much may change within a period: units, or a share of what was there at its start.
public sealed interface Rate {
  static Rate of(Amount amount) {
    return switch (amount) {
      case Amount.Units(int count) -> new Units(count);
      case Amount.Share(double fraction) -> new Share(fraction);
    };
  }

  /// Units for a scale-out from `base`: shares round up, at least 1.
  int out(int base);

  /// Units for a scale-in from `base`: shares round down, at least 1.
  int in(int base);

  record Units(int units) implements Rate {
    @Override
    public int out(int base) {
      return units;
    }

    @Override
    public int in(int base) {
      return units;
    }

    @Override
    public String toString() {
      return Integer.toString(units);
    }
  }

  /// @param share 0.5 is 50 %
  record Share(double share) implements Rate {
    @Override
    public int out(int base) {
      return (int) Math.clamp(Math.ceil(base * share - 1e-9), 1, Integer.MAX_VALUE / 2);
    }

    @Override
    public int in(int base) {
      return (int) Math.clamp(Math.floor(base * share + 1e-9), 1, Integer.MAX_VALUE / 2);
    }

    @Override
    public String toString() {
      return Figures.plain(share * 100) + "%";
    }
  }
}
