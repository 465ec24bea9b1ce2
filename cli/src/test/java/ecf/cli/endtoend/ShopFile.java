package ecf.cli.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes a configuration target by target. All keep their cpu near 60 percent.
final class ShopFile {
  private final StringBuilder text = new StringBuilder("version: 1\nname: shop\ntargets:\n");

  ShopFile service(String cluster, String service) {
    return add(
        """
          %2$s:
            type: ecsService
            cluster: %1$s
            service: %2$s
            capacity: {min: 2, max: 20}
            policies: [{type: targetTracking, signal: cpu, target: 60}]
        """
            .formatted(cluster, service));
  }

  ShopFile group(String name) {
    return add(
        """
          %1$s:
            type: autoScalingGroup
            group: %1$s
            capacity: {min: 2, max: 20}
            policies: [{type: targetTracking, signal: cpu, target: 60}]
        """
            .formatted(name));
  }

  /// @param members as in YAML
  ShopFile targetGroup(String name, String members) {
    return add(
        """
          %1$s:
            type: targetGroup
            targetGroup: %1$s
            port: 8080
            members: %2$s
        """
            .formatted(name, members));
  }

  private ShopFile add(String target) {
    text.append(target);
    return this;
  }

  /// @return its name in the folder
  String write(Path folder) throws IOException {
    Files.writeString(folder.resolve("shop.yaml"), text);
    return "shop.yaml";
  }
}
