package ecf.core.report;

import ecf.core.guardrail.GuardrailType;
import ecf.core.policy.PolicyType;
import ecf.core.policy.TrafficPolicyType;
import ecf.core.yaml.Key;
import java.util.List;

/// The same as [LanguageText], as a page: what each policy and guardrail does, and its keys.
public final class LanguageMarkdown {
  private LanguageMarkdown() {}

  public static String render() {
    var page = new StringBuilder();
    page.append("# Policies and guardrails\n\n");
    page.append(
        "Made by `ecf-aws policy-types -o markdown`. The files beside this page show each at"
            + " work.\n\n");
    page.append("## Policies: what decides the capacity\n");
    for (PolicyType type : PolicyType.values()) {
      heading(page, type.yamlName(), type.summary());
      page.append("Proposes: ").append(type.proposes()).append(".\n\n");
      table(page, type.keys());
    }
    page.append("\n### Every policy\n\n");
    table(page, PolicyType.COMMON);
    page.append("\n## Policies of listeners: what moves traffic\n");
    for (TrafficPolicyType type : TrafficPolicyType.values()) {
      heading(page, type.yamlName(), type.summary());
      page.append("Proposes: weights.\n\n");
      table(page, type.keys());
    }
    page.append("\n## Guardrails: what may only make a change smaller, in their order\n");
    for (GuardrailType type : GuardrailType.values()) {
      heading(page, type.yamlName(), type.summary());
      page.append("Without a word in the file: `").append(type.withoutAWord()).append("`.\n");
      var keys = type.shape().keys();
      if (!keys.isEmpty()) {
        page.append("\n");
        table(page, keys);
      }
    }
    return page.toString();
  }

  private static void heading(StringBuilder page, String name, String summary) {
    page.append("\n### ").append(name).append("\n\n");
    page.append(Character.toUpperCase(summary.charAt(0))).append(summary.substring(1));
    page.append(".\n\n");
  }

  private static void table(StringBuilder page, List<Key> keys) {
    page.append("| key | without it | meaning |\n| --- | --- | --- |\n");
    rows(page, keys, "");
  }

  /// What a key holds stands below it, with its name before it.
  private static void rows(StringBuilder page, List<Key> keys, String within) {
    for (Key key : keys) {
      var use =
          switch (key.use()) {
            case Key.Use.Required() -> "required";
            case Key.Use.Optional() -> "";
            case Key.Use.Default(String text) -> "`" + text + "`";
          };
      page.append("| `").append(within).append(key.name()).append("` | ").append(use);
      page.append(" | ").append(key.summary().replace("|", "\\|")).append(" |\n");
      rows(page, key.shape().keys(), within + key.name() + ".");
    }
  }
}
