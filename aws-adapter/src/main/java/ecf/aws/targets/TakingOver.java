package ecf.aws.targets;

import ecf.core.model.ProviderFailure;
import ecf.core.model.Resource;
import ecf.core.port.Answer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.TagDescription;

/// Suspends another scaler, and lets it go on as it was found. What was found stands in a tag of
/// the service or group before anything is suspended, and a tag that is there is never overwritten:
/// so nothing is lost wherever it is interrupted, and it may be done again.
final class TakingOver {
  static final String TAG = "ecf-aws:taken-over";

  private final EcsServices services;
  private final AutoScalingGroups groups;
  private final ScalableTargets scalableTargets;

  TakingOver(EcsServices services, AutoScalingGroups groups, ScalableTargets scalableTargets) {
    this.services = services;
    this.groups = groups;
    this.scalableTargets = scalableTargets;
  }

  /// @param arn of the service or group
  Optional<ProviderFailure> takeOver(Resource resource, String arn, String found) {
    return switch (tag(resource, arn)) {
      case Answer.Failed<Optional<String>>(var why) -> Optional.of(why);
      case Answer.Got<Optional<String>>(var before) ->
          (before.isPresent() ? Optional.<ProviderFailure>empty() : written(resource, arn, found))
              .or(() -> suspended(resource));
    };
  }

  private Optional<ProviderFailure> written(Resource resource, String arn, String found) {
    return switch (AwsFleet.of(resource)) {
      case AwsFleet.Service _ -> services.tag(arn, TAG, found);
      case AwsFleet.Group(var name) -> groups.tag(name, TAG, found);
    };
  }

  private Optional<ProviderFailure> suspended(Resource resource) {
    return switch (AwsFleet.of(resource)) {
      case AwsFleet.Service service ->
          scalableTargets.suspend(ScalableTargets.id(service), TakenOver.all());
      case AwsFleet.Group(var name) -> groups.suspend(name, TakenOver.PROCESSES);
    };
  }

  /// @param remembered counts where there is no tag
  /// @return what was given back; empty where nothing was taken over
  Answer<Optional<String>> giveBack(Resource resource, String arn, Optional<String> remembered) {
    return Answers.flatMap(
        tag(resource, arn),
        tagged -> {
          var found = tagged.or(() -> remembered);
          return found.isEmpty()
              ? new Answer.Got<>(Optional.empty())
              : restored(resource, found.get())
                  .or(() ->
                      tagged.isPresent()
                          ? removed(resource, arn)
                          : Optional.<ProviderFailure>empty())
                  .<Answer<Optional<String>>>map(Answer.Failed::new)
                  .orElseGet(() -> new Answer.Got<>(found));
        });
  }

  private Optional<ProviderFailure> restored(Resource resource, String found) {
    var before = TakenOver.read(found);
    if (before.isEmpty()) {
      return Optional.of(illegible(resource, found));
    }
    return switch (AwsFleet.of(resource)) {
      case AwsFleet.Service service -> restored(ScalableTargets.id(service), before.get());
      case AwsFleet.Group(var name) -> {
        var ran = before.get().ran();
        // without names, all processes would be resumed
        yield ran.isEmpty() ? Optional.empty() : groups.resume(name, ran);
      }
    };
  }

  /// One that was deregistered since has nothing to get back, and is not made anew.
  private Optional<ProviderFailure> restored(String id, TakenOver before) {
    return switch (Objects.requireNonNull(scalableTargets.describe(List.of(id)).get(id))) {
      case Answer.Failed<Optional<ScalableTarget>>(var why) -> Optional.of(why);
      case Answer.Got<Optional<ScalableTarget>>(var target) ->
          target.isEmpty() ? Optional.empty() : scalableTargets.suspend(id, before.state());
    };
  }

  private Optional<ProviderFailure> removed(Resource resource, String arn) {
    return switch (AwsFleet.of(resource)) {
      case AwsFleet.Service _ -> services.untag(arn, TAG);
      case AwsFleet.Group(var name) -> groups.untag(name, TAG);
    };
  }

  private Answer<Optional<String>> tag(Resource resource, String arn) {
    return switch (AwsFleet.of(resource)) {
      case AwsFleet.Service _ -> services.tag(arn, TAG);
      case AwsFleet.Group(var name) ->
          Answers.map(
              Objects.requireNonNull(groups.describe(List.of(name)).get(name)), TakingOver::tag);
    };
  }

  private static Optional<String> tag(AutoScalingGroup group) {
    return group.tags().stream()
        .filter(tag -> TAG.equals(tag.key()))
        .map(TagDescription::value)
        .findFirst();
  }

  private static ProviderFailure illegible(Resource resource, String found) {
    return new ProviderFailure(
        ProviderFailure.Kind.INVALID,
        "giveBack",
        "the tag " + TAG + " of " + resource + " says " + found + ", which ecf-aws did not write",
        "resume the other scaler by hand, then remove the tag",
        false);
  }
}
