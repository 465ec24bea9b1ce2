package ecf.aws.targets;

import ecf.aws.client.AwsClients;
import ecf.aws.client.AwsErrors;
import ecf.aws.client.Lanes;
import ecf.core.model.CapacityRange;
import ecf.core.model.ProviderFailure;
import ecf.core.port.Answer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsRequest;
import software.amazon.awssdk.services.autoscaling.model.InstanceRefresh;
import software.amazon.awssdk.services.autoscaling.model.LifecycleHook;
import software.amazon.awssdk.services.autoscaling.model.ScalingPolicy;
import software.amazon.awssdk.services.autoscaling.model.ScheduledUpdateGroupAction;
import software.amazon.awssdk.services.autoscaling.model.UpdateAutoScalingGroupRequest;

/// Calls of EC2 Auto Scaling.
final class AutoScalingGroups {
  static final String DESCRIBE = "autoscaling:DescribeAutoScalingGroups";

  /// The most that one call describes.
  private static final int BATCH = 100;

  /// So many activities tell what became of the last launches.
  private static final int NEWEST = 20;

  private static final String TERMINATING = "autoscaling:EC2_INSTANCE_TERMINATING";

  /// What tags call a group.
  private static final String RESOURCE = "auto-scaling-group";

  private final AwsClients clients;
  private final Lanes lanes;
  private final JustSeen<String, AutoScalingGroup> justSeen = new JustSeen<>();

  AutoScalingGroups(AwsClients clients, Lanes lanes) {
    this.clients = clients;
    this.lanes = lanes;
  }

  /// Before a search.
  void begin() {
    justSeen.begin();
  }

  /// Found by a search; the next description of it is this one.
  void seen(AutoScalingGroup group) {
    justSeen.put(group.autoScalingGroupName(), group);
  }

  Map<String, Answer<AutoScalingGroup>> describe(Collection<String> names) {
    var answers = new HashMap<String, Answer<AutoScalingGroup>>();
    var distinct = new ArrayList<>(new LinkedHashSet<>(names));
    distinct.forEach(
        name -> justSeen.take(name).ifPresent(group -> answers.put(name, new Answer.Got<>(group))));
    distinct.removeAll(answers.keySet());
    Lanes.each(Answers.batches(distinct, BATCH), this::batch)
        .forEach((batch, answer) ->
            answers.putAll(
                Answers.ofEach(
                    batch,
                    answer,
                    AutoScalingGroup::autoScalingGroupName,
                    AutoScalingGroups::missing)));
    return answers;
  }

  private Answer<List<AutoScalingGroup>> batch(List<String> names) {
    return described(describe -> describe.autoScalingGroupNames(names));
  }

  /// All groups of the account and region, each without its instances: what they are attached to.
  Answer<List<AutoScalingGroup>> attached() {
    return described(describe -> describe.includeInstances(false));
  }

  private Answer<List<AutoScalingGroup>> described(
      Consumer<DescribeAutoScalingGroupsRequest.Builder> which) {
    return lanes.ask(
        DESCRIBE,
        () ->
            clients
                .autoScaling()
                .describeAutoScalingGroupsPaginator(
                    describe -> which.accept(describe.maxRecords(BATCH)))
                .autoScalingGroups()
                .stream()
                .toList());
  }

  private static ProviderFailure missing(String name) {
    return AwsErrors.failure(DESCRIBE, "MISSING", "no Auto Scaling group " + name);
  }

  Answer<List<ScalingPolicy>> policies(String group) {
    return lanes.ask(
        "autoscaling:DescribePolicies",
        () ->
            clients
                .autoScaling()
                .describePoliciesPaginator(
                    describe -> describe.autoScalingGroupName(group).maxRecords(BATCH))
                .scalingPolicies()
                .stream()
                .toList());
  }

  Answer<List<ScheduledUpdateGroupAction>> scheduledActions(String group) {
    return lanes.ask(
        "autoscaling:DescribeScheduledActions",
        () ->
            clients
                .autoScaling()
                .describeScheduledActionsPaginator(
                    describe -> describe.autoScalingGroupName(group).maxRecords(BATCH))
                .scheduledUpdateGroupActions()
                .stream()
                .toList());
  }

  /// The newest ones.
  Answer<List<Activity>> activities(String group) {
    return lanes.ask(
        "autoscaling:DescribeScalingActivities",
        () ->
            clients
                .autoScaling()
                .describeScalingActivities(
                    describe -> describe.autoScalingGroupName(group).maxRecords(NEWEST))
                .activities());
  }

  /// The newest: at most one is under way, and AWS tells it first.
  Answer<List<InstanceRefresh>> refreshes(String group) {
    return lanes.ask(
        "autoscaling:DescribeInstanceRefreshes",
        () ->
            clients
                .autoScaling()
                .describeInstanceRefreshes(
                    describe -> describe.autoScalingGroupName(group).maxRecords(BATCH))
                .instanceRefreshes());
  }

  /// What waits before an instance goes.
  Answer<List<LifecycleHook>> terminatingHooks(String group) {
    return lanes.ask(
        "autoscaling:DescribeLifecycleHooks",
        () ->
            clients
                .autoScaling()
                .describeLifecycleHooks(describe -> describe.autoScalingGroupName(group))
                .lifecycleHooks()
                .stream()
                .filter(hook -> TERMINATING.equals(hook.lifecycleTransition()))
                .toList());
  }

  /// The group's own cooldown is for its own policies: ours is in the file.
  Optional<ProviderFailure> scale(String group, int units) {
    return lanes.send(
        "autoscaling:SetDesiredCapacity",
        () ->
            clients
                .autoScaling()
                .setDesiredCapacity(set ->
                    set.autoScalingGroupName(group).desiredCapacity(units).honorCooldown(false)));
  }

  /// Bounds and count in one call: alone, new bounds would move the count by themselves.
  Optional<ProviderFailure> resize(String group, CapacityRange bounds, int units) {
    return update(
        group, change -> change.minSize(bounds.min()).maxSize(bounds.max()).desiredCapacity(units));
  }

  /// The bounds alone: the count is somebody else's, and Auto Scaling brings it into them. Only
  /// what changes is sent, so that nobody's other bound is written back.
  Optional<ProviderFailure> move(String group, CapacityRange from, CapacityRange to) {
    return update(
        group,
        change -> {
          if (from.min() != to.min()) {
            change.minSize(to.min());
          }
          if (from.max() != to.max()) {
            change.maxSize(to.max());
          }
        });
  }

  /// @param decrement whether the group asks for one instance less, and does not launch another
  Optional<ProviderFailure> terminate(String instance, boolean decrement) {
    return lanes.send(
        "autoscaling:TerminateInstanceInAutoScalingGroup",
        () ->
            clients
                .autoScaling()
                .terminateInstanceInAutoScalingGroup(terminate ->
                    terminate.instanceId(instance).shouldDecrementDesiredCapacity(decrement)));
  }

  private Optional<ProviderFailure> update(
      String group, Consumer<UpdateAutoScalingGroupRequest.Builder> change) {
    return lanes.send(
        "autoscaling:UpdateAutoScalingGroup",
        () ->
            clients
                .autoScaling()
                .updateAutoScalingGroup(
                    update -> change.accept(update.autoScalingGroupName(group))));
  }

  Optional<ProviderFailure> suspend(String group, List<String> processes) {
    return lanes.send(
        "autoscaling:SuspendProcesses",
        () ->
            clients
                .autoScaling()
                .suspendProcesses(
                    suspend -> suspend.autoScalingGroupName(group).scalingProcesses(processes)));
  }

  /// @param processes at least one: without any, all would be resumed
  Optional<ProviderFailure> resume(String group, List<String> processes) {
    return lanes.send(
        "autoscaling:ResumeProcesses",
        () ->
            clients
                .autoScaling()
                .resumeProcesses(
                    resume -> resume.autoScalingGroupName(group).scalingProcesses(processes)));
  }

  /// Of the group alone: its instances do not get it.
  Optional<ProviderFailure> tag(String group, String key, String value) {
    return lanes.send(
        "autoscaling:CreateOrUpdateTags",
        () ->
            clients
                .autoScaling()
                .createOrUpdateTags(tags ->
                    tags.tags(tag ->
                        tag.resourceId(group)
                            .resourceType(RESOURCE)
                            .key(key)
                            .value(value)
                            .propagateAtLaunch(false))));
  }

  Optional<ProviderFailure> untag(String group, String key) {
    return lanes.send(
        "autoscaling:DeleteTags",
        () ->
            clients
                .autoScaling()
                .deleteTags(tags ->
                    tags.tags(tag -> tag.resourceId(group).resourceType(RESOURCE).key(key))));
  }
}
