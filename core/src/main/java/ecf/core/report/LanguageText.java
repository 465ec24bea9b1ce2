package ecf.core.report;

import ecf.core.guardrail.GuardrailType;
import ecf.core.policy.PolicyType;
import ecf.core.policy.TrafficPolicyType;
import ecf.core.yaml.Key;
import java.util.List;

/// The policies and guardrails that a file can name, for people: what each does, and its keys.
public final class LanguageText {
  private static final String INDENT = "  ";

  private LanguageText() {}

  public static String render(Style style) {
    var palette = style.palette();
    var text = new StringBuilder();
    text.append(palette.bold("Policies: what decides the capacity")).append("\n");
    for (PolicyType type : PolicyType.values()) {
      text.append("\n").append(palette.cyan(type.yamlName()));
      text.append(" (").append(type.proposes()).append("): ").append(type.summary()).append("\n");
      text.append(keys(type.keys(), style));
    }
    text.append("\n").append(palette.cyan("every policy")).append("\n");
    text.append(keys(PolicyType.COMMON, style));
    text.append("\n")
        .append(palette.bold("Policies of listeners: what moves traffic"))
        .append("\n");
    for (TrafficPolicyType type : TrafficPolicyType.values()) {
      text.append("\n").append(palette.cyan(type.yamlName()));
      text.append(" (weights): ").append(type.summary()).append("\n");
      text.append(keys(type.keys(), style));
    }
    text.append("\n").append(palette.bold("Guardrails: what may only make a change smaller"));
    text.append(", in their order\n\n");
    var guardrails = new Table(INDENT, style.width());
    for (GuardrailType type : GuardrailType.values()) {
      guardrails.row(type.yamlName(), type.withoutAWord(), type.summary());
      add(type.shape().keys(), INDENT, guardrails);
    }
    return text.append(guardrails.text()).toString();
  }

  private static String keys(List<Key> keys, Style style) {
    var table = new Table(INDENT, style.width());
    add(keys, "", table);
    return table.text();
  }

  /// What a key holds stands below it, a little to the right.
  private static void add(List<Key> keys, String indent, Table table) {
    for (Key key : keys) {
      var use =
          switch (key.use()) {
            case Key.Use.Required() -> "required";
            case Key.Use.Optional() -> "";
            case Key.Use.Default(String text) -> text;
          };
      table.row(indent + key.name(), use, key.summary());
      add(key.shape().keys(), indent + INDENT, table);
    }
  }
}
