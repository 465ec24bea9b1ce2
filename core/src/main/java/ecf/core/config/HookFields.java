package ecf.core.config;

import ecf.core.engine.Hook;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Parsed;
import ecf.core.yaml.Shape;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads `hooks`.
///
/// @param account whether the provider is part of an AWS account
record HookFields(boolean account) {
  private static final String NAME = "hooks";
  private static final String BEFORE_SCALE_IN = "beforeScaleIn";
  private static final String LAMBDA = "lambda";
  private static final String COMMAND = "command";

  private static final Pattern FUNCTION =
      Pattern.compile(
          "(arn:aws[a-z-]*:lambda:[a-z0-9-]+:\\d{12}:function:)?[A-Za-z0-9_-]{1,64}"
              + "(:[A-Za-z0-9$_-]{1,128})?");

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final Duration USUAL = Duration.ofMinutes(1);

  static final Key KEY =
      Key.optional(
          NAME,
          Shape.keyed(
              Key.optional(
                  BEFORE_SCALE_IN,
                  Shape.keyed(
                      Key.optional(
                          LAMBDA,
                          new Shape.Written(FUNCTION.pattern()),
                          "a function, by its name or ARN"),
                      Key.optional(
                          COMMAND,
                          Shape.listOf(Shape.text()),
                          "a program and its arguments; only with `apply --allow-commands`"),
                      Key.withDefault(
                          "timeout", new Shape.Time(), "1m", "no answer until then is a no")),
                  "who has to allow each scale-in: an error or silence forbids it")),
          "who is asked before a change");

  Optional<Hook> beforeScaleIn(Fields target) {
    var hooks = target.mapOrEmpty(NAME);
    if (target.has(NAME)) {
      hooks.requireAny(BEFORE_SCALE_IN);
    }
    var fields = hooks.mapOrEmpty(BEFORE_SCALE_IN);
    if (!hooks.has(BEFORE_SCALE_IN)) {
      return Optional.empty();
    }
    fields.requireAny(LAMBDA, COMMAND);
    fields.atMostOne(LAMBDA, COMMAND);
    var timeout = fields.duration("timeout", SHORTEST, LONGEST, USUAL);
    if (!account && fields.has(LAMBDA)) {
      fields.problem(
          LAMBDA,
          "a function is part of an AWS account, and this provider has none",
          "write command: [/path/of/program, argument], which works everywhere");
    }
    var function =
        fields.optionalParsed(LAMBDA, HookFields::function).<Hook.Call>map(Hook.Call.Function::new);
    return function.or(() -> command(fields)).map(call -> new Hook(call, timeout));
  }

  private static Optional<Hook.Call> command(Fields fields) {
    if (!fields.has(COMMAND)) {
      return Optional.empty();
    }
    var words = fields.texts(COMMAND);
    if (words.isEmpty() && fields.sound()) {
      fields.problem(COMMAND, "there is none", "write [/path/of/program, argument]");
    }
    return words.isEmpty() ? Optional.empty() : Optional.of(new Hook.Call.Command(words));
  }

  private static Parsed<String> function(String text) {
    return FUNCTION.matcher(text).matches()
        ? Parsed.value(text)
        : Parsed.wrong(
            "is not the name or ARN of a function",
            "like save-carts, or arn:aws:lambda:eu-west-1:111122223333:function:save-carts");
  }
}
