package ecf.core.engine;

import ecf.core.model.CapacityRange;
import ecf.core.model.Member;
import ecf.core.model.UnitSize;
import java.util.List;
import java.util.SortedMap;

/// Something that will be sent to a provider.
public sealed interface Change {
  record SetCapacity(int from, int to) implements Change {}

  /// The provider's own bounds of a group.
  record SetBounds(CapacityRange from, CapacityRange to) implements Change {}

  /// How large each unit is: those that run are replaced one after the other.
  record ResizeUnit(UnitSize from, UnitSize to) implements Change {}

  /// A sick instance goes and another one comes: the number stays.
  ///
  /// @param zone may be empty text
  /// @param why for people, e.g. `unhealthy for 12m`
  record Replace(String instance, String zone, String why) implements Change {}

  /// An instance goes, and the number goes down with it.
  ///
  /// @param zone may be empty text
  record Terminate(String instance, String zone, String why) implements Change {}

  /// Suspends another scaler, before anything else is sent.
  ///
  /// @param who sets the capacity until then
  /// @param found what of it was suspended already, in the provider's words: what is given back
  record TakeOver(String who, String found) implements Change {}

  record Register(List<Joining> members) implements Change {}

  record Deregister(List<Joining> members) implements Change {}

  /// What a group is set to, under the provider's own names.
  record SetAttributes(SortedMap<String, String> from, SortedMap<String, String> to)
      implements Change {}

  /// How traffic is split, all groups of it.
  record SetWeights(SortedMap<String, Integer> from, SortedMap<String, Integer> to)
      implements Change {}

  /// @param why for people, e.g. `running and not registered`
  record Joining(Member member, String why) {}
}
