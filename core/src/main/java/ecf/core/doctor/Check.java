package ecf.core.doctor;

import java.util.List;

/// One thing that is looked at. A new one is a file and a line here.
interface Check {
  /// In the order in which somebody would mend what they find.
  List<Check> ALL =
      List.of(
          new FileCheck(),
          new AccountCheck(),
          new StateCheck(),
          new ReadsCheck(),
          new WritesCheck(),
          new OwnersCheck(),
          new TargetsCheck(),
          new SignalsCheck(),
          new SetUpCheck());

  Checked look(Evidence evidence);
}
