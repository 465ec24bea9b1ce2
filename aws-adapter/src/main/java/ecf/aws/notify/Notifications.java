package ecf.aws.notify;

import ecf.aws.act.CallBudgets;
import ecf.aws.client.AwsClients;
import ecf.aws.client.Lanes;
import ecf.aws.client.SignedCalls;
import ecf.core.config.NotifySettings;
import ecf.core.config.ScalingConfig;
import ecf.core.port.Notifier;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The places that a file names, ready to be told.
public final class Notifications {
  private Notifications() {}

  /// @param own clients of the caller's own account and region, where there are some: the file's
  ///   reader has refused what would need them otherwise
  public static List<Notifier> of(ScalingConfig config, Optional<AwsClients> own) {
    if (config.notifications().isEmpty()) {
      return List.of();
    }
    var lanes = new Lanes(new CallBudgets());
    return config.notifications().stream()
        .map(each -> notifier(config.name(), each, lanes, own.map(AwsClients::signed)))
        .toList();
  }

  private static Notifier notifier(
      String name, NotifySettings settings, Lanes lanes, Optional<SignedCalls> own) {
    return switch (settings) {
      case NotifySettings.Topic topic -> new TopicNotifier(name, topic, lanes, own.orElseThrow());
      case NotifySettings.Bus bus -> new BusNotifier(name, bus, lanes, own.orElseThrow());
      case NotifySettings.Webhook webhook ->
          new WebhookNotifier(name, webhook, new Parameters(lanes, own, InstantSource.system()));
    };
  }
}
