package ecf.core.report;

import ecf.core.pass.Mode;
import ecf.core.pass.Outcome;
import ecf.core.pass.PassResult;

/// Every way in which the program ends.
public enum ExitCode {
  /// Everything is as it should be, or was made so; a target that is skipped is somebody else's.
  DONE(0),
  BUG(1),
  /// A wrong command line.
  USAGE(2),
  /// A file with problems, or one that cannot be read. Nothing was called.
  CONFIGURATION(3),
  /// No target could be served.
  PROVIDER(4),
  /// Some targets failed, others got what they needed.
  SOME_FAILED(5),
  /// Everything was sent, but `--wait` ran out of time.
  LATE(7),
  /// `plan --detailed-exitcode`: there is something to change, and nothing failed.
  CHANGES_PENDING(10),
  INTERRUPTED(130);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /// @param failed how many of all targets could not be served
  public static ExitCode of(long failed, int all) {
    return failed == 0 ? DONE : failed == all ? PROVIDER : SOME_FAILED;
  }

  /// @param detailed whether a plan with changes ends differently from one without
  public static ExitCode of(PassResult pass, boolean detailed) {
    long failed = pass.count(Outcome.Failed.class);
    if (failed > 0) {
      return of(failed, pass.targets().size());
    }
    boolean pending = pass.mode() == Mode.PLAN && pass.count(Outcome.Planned.class) > 0;
    return detailed && pending ? CHANGES_PENDING : DONE;
  }
}
