package ecf.core.pass;

/// Whether a pass may change anything.
public enum Mode {
  PLAN,
  APPLY;

  public String text() {
    return this == PLAN ? "plan" : "apply";
  }
}
