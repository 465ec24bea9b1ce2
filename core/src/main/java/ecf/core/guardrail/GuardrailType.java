package ecf.core.guardrail;

import ecf.core.guardrail.Guardrail.Scope;

/// Every guardrail that users can name, in the order of application.
public enum GuardrailType {
  MISSING_DATA("missingData", Scope.WANTS, "what a policy without data does to the target"),
  BUSY("busy", Scope.EVERY, "no scale-in while the provider works on the target"),
  STABILIZATION("stabilization", Scope.WANTS, "the most cautious want of the last while counts"),
  COOLDOWN("cooldown", Scope.WANTS, "rest after a change"),
  THROTTLE("throttle", Scope.EVERY, "how much may change within a period");

  private final String yamlName;
  private final Scope scope;
  private final String summary;

  GuardrailType(String yamlName, Scope scope, String summary) {
    this.yamlName = yamlName;
    this.scope = scope;
    this.summary = summary;
  }

  public String yamlName() {
    return yamlName;
  }

  public Scope scope() {
    return scope;
  }

  public String summary() {
    return summary;
  }
}
