package ecf.aws.targets;

import ecf.core.engine.Change;
import ecf.core.engine.TargetSpec;
import ecf.core.model.Activity;
import ecf.core.model.Owner;
import ecf.core.model.Shortfall;
import ecf.core.model.TargetId;
import ecf.core.model.TargetState;
import ecf.core.observation.Inspection;
import ecf.core.port.Answer;
import ecf.core.port.Provider;
import ecf.core.port.Signals;
import ecf.core.port.Targets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.InstanceRefresh;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/// One target whose state is what AWS's answers say, by the mappings that the product has: for
/// states that no emulator is ever in.
///
/// @param owner as the questions before a change tell
/// @param beforeScaleIn what is asked before a scale-in
record AsAws(
    Answer<TargetState.Fleet> described,
    Optional<Shortfall> shortfall,
    Optional<Owner> owner,
    List<Activity> beforeScaleIn)
    implements Provider, Targets {
  static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  /// 4 of 4 tasks run, unless changed.
  static AsAws service(Consumer<Service.Builder> change) {
    var builder =
        Service.builder()
            .serviceName("checkout")
            .serviceArn("arn:aws:ecs:eu-west-1:1:service/shop/checkout")
            .status("ACTIVE")
            .desiredCount(4)
            .runningCount(4)
            .pendingCount(0);
    change.accept(builder);
    var service = builder.build();
    return new AsAws(
        ServiceMapping.fleet(service, Map.of()),
        Shortfalls.ofService(service.events(), NOW),
        Optional.empty(),
        List.of());
  }

  /// 4 of 4 instances are in service, unless changed.
  static AsAws group(Consumer<AutoScalingGroup.Builder> change) {
    var builder =
        AutoScalingGroup.builder()
            .autoScalingGroupName("web-asg")
            .autoScalingGroupARN("arn:aws:autoscaling:eu-west-1:1:autoScalingGroup:1:web-asg")
            .minSize(0)
            .maxSize(40)
            .desiredCapacity(4)
            .availabilityZones("eu-west-1a", "eu-west-1b")
            .instances(
                IntStream.range(0, 4)
                    .mapToObj(i -> instance("i-" + i, "InService", _ -> {}))
                    .toList());
    change.accept(builder);
    return new AsAws(
        GroupMapping.fleet(builder.build(), Map.of()),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  static Instance instance(String id, String state, Consumer<Instance.Builder> change) {
    var builder = Instance.builder().instanceId(id).lifecycleState(state).healthStatus("Healthy");
    change.accept(builder);
    return builder.build();
  }

  AsAws ownedBy(Optional<Owner> who) {
    return new AsAws(described, shortfall, who, beforeScaleIn);
  }

  AsAws refreshing(InstanceRefresh refresh) {
    return new AsAws(described, shortfall, owner, Inspecting.replacing(List.of(refresh)));
  }

  AsAws behind(List<TargetHealthDescription> members) {
    return new AsAws(
        described, shortfall, owner, TargetHealthMapping.zonalShift(members).stream().toList());
  }

  AsAws launches(List<software.amazon.awssdk.services.autoscaling.model.Activity> activities) {
    return new AsAws(described, Shortfalls.ofGroup(activities), owner, beforeScaleIn);
  }

  @Override
  public Map<TargetId, Answer<TargetState>> describe(Collection<Inquiry> inquiries) {
    var answers = new HashMap<TargetId, Answer<TargetState>>();
    inquiries.forEach(each -> answers.put(each.spec().id(), Answers.map(described, it -> it)));
    return answers;
  }

  @Override
  public Map<TargetId, Inspection> inspect(Collection<Prospect> prospects) {
    var answers = new HashMap<TargetId, Inspection>();
    for (Prospect each : prospects) {
      var activities =
          each.change().to() < each.change().from() ? beforeScaleIn : List.<Activity>of();
      answers.put(each.spec().id(), new Inspection(owner, activities, List.of()));
    }
    return answers;
  }

  @Override
  public Map<TargetId, Answer<Optional<Shortfall>>> verify(Collection<Late> late) {
    var answers = new HashMap<TargetId, Answer<Optional<Shortfall>>>();
    late.forEach(each -> answers.put(each.spec().id(), new Answer.Got<>(shortfall)));
    return answers;
  }

  @Override
  public Delivery send(TargetSpec spec, TargetState seen, List<Change> changes) {
    throw new AssertionError("a plan changes nothing");
  }

  @Override
  public Targets targets() {
    return this;
  }

  @Override
  public Signals signals() {
    return (_, _) -> Map.of();
  }

  @Override
  public InstantSource clock() {
    return InstantSource.fixed(NOW);
  }

  @Override
  public String region() {
    return "eu-west-1";
  }

  @Override
  public SortedMap<String, Integer> calls() {
    return new TreeMap<>();
  }

  @Override
  public void close() {}
}
