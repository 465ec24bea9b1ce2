package ecf.core.policy;

import ecf.core.model.Figures;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a step does: `+2`, `-1`, `+50%`, `=10`.
public sealed interface StepChange {
  /// The capacity it leads to from `units`, at least 0.
  int from(int units, int minChange);

  /// Whether it adds units. Of an exact number nobody can say.
  boolean grows();

  record By(int units) implements StepChange {
    @Override
    public boolean grows() {
      return units > 0;
    }

    @Override
    public int from(int present, int minChange) {
      return Math.clamp((long) present + units, 0, Integer.MAX_VALUE);
    }

    @Override
    public String toString() {
      return (grows() ? "+" : "") + units;
    }
  }

  /// Rounds as AWS does: above 1 down, from 0 to 1 to 1, from -1 to 0 to -1, below -1 toward zero.
  /// +50 % of 5: +2. +10 % of 4: +1. -10 % of 4: -1. -50 % of 5: -2.
  ///
  /// @param share 0.5 is +50 %
  record ByShare(double share) implements StepChange {
    @Override
    public boolean grows() {
      return share > 0;
    }

    @Override
    public int from(int present, int minChange) {
      double exact = present * share;
      double away = Math.max(1, Math.floor(Math.abs(exact) + 1e-9));
      long change = (long) Math.max(away, minChange);
      return Math.clamp(grows() ? present + change : present - change, 0, Integer.MAX_VALUE);
    }

    @Override
    public String toString() {
      return (grows() ? "+" : "") + Figures.plain(share * 100) + "%";
    }
  }

  record Exactly(int units) implements StepChange {
    @Override
    public boolean grows() {
      return false;
    }

    @Override
    public int from(int present, int minChange) {
      return units;
    }

    @Override
    public String toString() {
      return "=" + units;
    }
  }

  Pattern FORM = Pattern.compile("(?<sign>[+=-])(?<number>\\d{1,6}(\\.\\d{1,3})?)(?<share>%)?");

  /// Empty where the text is none of the four forms, or changes nothing.
  static Optional<StepChange> parse(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    double number = Double.parseDouble(form.group("number"));
    boolean exact = form.group("sign").equals("=");
    boolean share = form.group("share") != null;
    boolean whole = number == Math.rint(number);
    if (exact) {
      return share || !whole ? Optional.empty() : Optional.of(new Exactly((int) number));
    }
    double signed = form.group("sign").equals("-") ? -number : number;
    if (number == 0) {
      return Optional.empty();
    }
    if (share) {
      return Optional.of(new ByShare(signed / 100));
    }
    return whole ? Optional.of(new By((int) signed)) : Optional.empty();
  }
}
