package ecf.cli.state;

import ecf.core.memory.Intent;
import ecf.core.memory.TargetMemory;
import ecf.core.model.Resource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Runs as a process of its own: claims a few resources again and again, each claim on top of
/// whatever is there, and prints every version that it won: `ecsService/shop/0 17`. Ends when each
/// resource has reached a version.
final class Claimer {
  static final List<Resource> RESOURCES =
      IntStream.range(0, 5).mapToObj(i -> Resource.of("ecsService", "shop", "" + i)).toList();

  private Claimer() {}

  public static void main(String[] arguments) {
    var folder = new StateFolder(Path.of(arguments[0]));
    var pass = arguments[1];
    var enough = Long.parseLong(arguments[2]);
    try (var memories = new SqliteMemories(folder, "shop", _ -> "eu-central-1", pass)) {
      Map<Resource, TargetMemory> seen;
      do {
        seen = memories.load(RESOURCES);
        memories
            .save(claimed(seen, pass))
            .forEach((resource, won) -> System.out.println(resource.key() + " " + won.version()));
      } while (!reached(seen, enough));
    }
  }

  private static boolean reached(Map<Resource, TargetMemory> seen, long enough) {
    return RESOURCES.stream()
        .allMatch(each -> seen.containsKey(each) && seen.get(each).version() >= enough);
  }

  private static Map<Resource, TargetMemory> claimed(
      Map<Resource, TargetMemory> seen, String pass) {
    var intent =
        new Intent(
            4,
            6,
            SqliteMemoriesTest.NOW,
            Optional.empty(),
            pass,
            SqliteMemoriesTest.NOW.plusSeconds(120));
    return RESOURCES.stream()
        .collect(
            Collectors.toMap(
                each -> each,
                each -> seen.getOrDefault(each, SqliteMemoriesTest.FRESH).claiming(intent)));
  }
}
