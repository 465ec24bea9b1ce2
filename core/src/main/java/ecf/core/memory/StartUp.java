package ecf.core.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How long it takes until what was asked for serves, learned from what was seen of the target's
/// own scale-outs of the last day: from the claim of each to the first look at which all of its
/// units served. So it includes what AWS, image and health checks take, and it is as coarse as
/// passes are apart.
///
/// 4 → 6 sent at 10:00, 6 serve at 10:03; 6 → 9 at 11:00, 9 serve at 11:08; 9 → 10 at 12:00, served
/// at 12:04: usually 4m, by 3 scale-outs. One that was overtaken by the next change before it was
/// there tells nothing, and neither does one whose units served already when it was sent.
///
/// @param usual the median; of an even number the longer of the two in the middle
/// @param scaleOuts how many it is learned from
public record StartUp(Duration usual, int scaleOuts) {
  /// What takes longer ran into something else than its own start.
  private static final Duration LONGEST = Duration.ofHours(1);

  /// Images and start scripts change: the newest tell more.
  private static final int MOST = 9;

  static Optional<StartUp> of(Looks looks, List<Sent> sent) {
    var seen = new ArrayList<Duration>();
    for (int i = sent.size() - 1; i >= 0 && seen.size() < MOST; i--) {
      var overtaken = i + 1 < sent.size() ? sent.get(i + 1).at() : Instant.MAX;
      if (sent.get(i).out()) {
        served(looks, sent.get(i), overtaken).ifPresent(seen::add);
      }
    }
    seen.sort(null);
    return seen.isEmpty()
        ? Optional.empty()
        : Optional.of(new StartUp(seen.get(seen.size() / 2), seen.size()));
  }

  private static Optional<Duration> served(Looks looks, Sent change, Instant overtaken) {
    var before = looks.seen().floorEntry(change.at());
    if (before == null || before.getValue().serving() >= change.to()) {
      return Optional.empty();
    }
    for (var look : looks.seen().tailMap(change.at(), false).entrySet()) {
      if (!look.getKey().isBefore(overtaken)) {
        return Optional.empty();
      }
      if (look.getValue().serving() >= change.to()) {
        var took = Duration.between(change.at(), look.getKey());
        return Optional.of(took).filter(each -> each.compareTo(LONGEST) <= 0);
      }
    }
    return Optional.empty();
  }
}
