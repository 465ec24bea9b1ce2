package ecf.core.simulate;

/// The units of one service at one time.
///
/// @param pending asked for and not up yet
/// @param serving up and taking work
/// @param draining let go: they finish what they have and take no more
record Units(int pending, int serving, int draining) {
  int desired() {
    return pending + serving;
  }
}
