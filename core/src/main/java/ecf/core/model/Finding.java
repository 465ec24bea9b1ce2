package ecf.core.model;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Something that a user should know before ecf-aws acts.
///
/// @param targets whom it concerns; empty: the file as a whole
/// @param what in a few words, for a headline
/// @param why what comes of it
/// @param todo what to do about it
public record Finding(
    Severity severity, SortedSet<TargetId> targets, String what, String why, String todo) {
  public Finding {
    targets = Collections.unmodifiableSortedSet(new TreeSet<>(targets));
  }

  /// The worst first.
  public enum Severity {
    /// Somebody is not served as the file says.
    PROBLEM("problem"),
    /// It works, and may hurt one day.
    WARNING("warning"),
    /// Good to know.
    NOTE("note");

    private final String text;

    Severity(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  public static Finding problem(TargetId target, String what, String why, String todo) {
    return of(Severity.PROBLEM, List.of(target), what, why, todo);
  }

  public static Finding warning(TargetId target, String what, String why, String todo) {
    return of(Severity.WARNING, List.of(target), what, why, todo);
  }

  public static Finding note(TargetId target, String what, String why, String todo) {
    return of(Severity.NOTE, List.of(target), what, why, todo);
  }

  public static Finding of(
      Severity severity, Collection<TargetId> targets, String what, String why, String todo) {
    return new Finding(severity, new TreeSet<>(targets), what, why, todo);
  }
}
