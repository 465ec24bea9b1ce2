package ecf.core.model;

/// Over how many availability zones a target's units may be spread.
public sealed interface Zones {
  record Known(int count) implements Zones {}

  /// @param why in words that follow `for`
  record Unknown(String why) implements Zones {}

  static Zones untold() {
    return new Unknown("its provider does not tell them");
  }
}
