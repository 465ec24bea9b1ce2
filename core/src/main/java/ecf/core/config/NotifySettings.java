package ecf.core.config;

import ecf.core.model.Notice;
import java.net.URI;
import java.util.Set;

/// Somewhere people are told what came of passes.
public sealed interface NotifySettings {
  /// What is told there.
  Set<Notice.Event> events();

  /// A topic of SNS.
  record Topic(String arn, Set<Notice.Event> events) implements NotifySettings {
    public Topic {
      events = Set.copyOf(events);
    }
  }

  /// A bus of EventBridge.
  ///
  /// @param name or ARN
  record Bus(String name, Set<Notice.Event> events) implements NotifySettings {
    public Bus {
      events = Set.copyOf(events);
    }
  }

  /// Whatever takes JSON by POST, e.g. a chat.
  record Webhook(Url url, Set<Notice.Event> events) implements NotifySettings {
    public Webhook {
      events = Set.copyOf(events);
    }
  }

  /// An address that is a secret: whoever knows it may post there.
  sealed interface Url {
    record Stated(URI address) implements Url {
      /// Never more than the host.
      @Override
      public String toString() {
        return address.getHost();
      }
    }

    /// @param name in the Parameter Store, e.g. `/shop/webhook`
    record Parameter(String name) implements Url {
      @Override
      public String toString() {
        return "ssm:" + name;
      }
    }
  }
}
