package ecf.core.doctor;

/// How targets are set up at their provider, as it told.
final class SetUpCheck implements Check {
  @Override
  public Checked look(Evidence evidence) {
    if (!evidence.reached()) {
      return Checked.unknown("set-up", "nothing could be looked at");
    }
    return new Checked(
        "set-up", evidence.examination().looked(), evidence.examination().findings());
  }
}
