package ecf.core.report;

import ecf.core.engine.Change;
import ecf.core.pass.Outcome;

/// The sign before a target: what becomes of it at a glance.
enum Mark {
  GROWS("+"),
  SHRINKS("-"),
  /// Something other than its size, or both ways at once.
  CHANGES("~"),
  SAME("="),
  FAILED("!"),
  SKIPPED("·");

  private final String sign;

  Mark(String sign) {
    this.sign = sign;
  }

  static Mark of(ResultView view) {
    return switch (view.result().outcome()) {
      case Outcome.Applied _, Outcome.Planned _ -> ofChange(view);
      case Outcome.Unchanged _ -> SAME;
      case Outcome.Failed _ -> FAILED;
      case Outcome.Skipped _ -> SKIPPED;
    };
  }

  private static Mark ofChange(ResultView view) {
    boolean grows = view.steps().stream().anyMatch(step -> grows(step.change()));
    boolean shrinks = view.steps().stream().anyMatch(step -> shrinks(step.change()));
    if (grows == shrinks) {
      return CHANGES;
    }
    return grows ? GROWS : SHRINKS;
  }

  private static boolean grows(Change change) {
    return switch (change) {
      case Change.SetCapacity(int from, int to) -> to > from;
      case Change.Register _ -> true;
      case Change.SetBounds _,
          Change.ResizeUnit _,
          Change.Replace _,
          Change.Terminate _,
          Change.TakeOver _,
          Change.Deregister _,
          Change.SetAttributes _,
          Change.SetWeights _ ->
          false;
    };
  }

  private static boolean shrinks(Change change) {
    return switch (change) {
      case Change.SetCapacity(int from, int to) -> to < from;
      case Change.Deregister _, Change.Terminate _ -> true;
      case Change.SetBounds _,
          Change.ResizeUnit _,
          Change.Replace _,
          Change.TakeOver _,
          Change.Register _,
          Change.SetAttributes _,
          Change.SetWeights _ ->
          false;
    };
  }

  String sign() {
    return sign;
  }

  String painted(Palette palette, String text) {
    return switch (this) {
      case GROWS -> palette.green(text);
      case SHRINKS -> palette.cyan(text);
      case CHANGES -> palette.yellow(text);
      case FAILED -> palette.red(text);
      case SAME, SKIPPED -> palette.dim(text);
    };
  }
}
