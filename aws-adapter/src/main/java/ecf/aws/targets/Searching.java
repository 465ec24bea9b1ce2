package ecf.aws.targets;

import ecf.aws.client.AwsClients;
import ecf.aws.client.Lanes;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.Selector;
import ecf.core.model.ProviderFailure;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.port.Answer;
import ecf.core.port.Waiting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Filter;
import software.amazon.awssdk.services.autoscaling.model.TagDescription;
import software.amazon.awssdk.services.ecs.model.SchedulingStrategy;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Tag;

/// What there is of what targets select. Clusters are listed once for all of them, and the services
/// of each cluster once; tags of services are asked for only where somebody asks for tags. AWS
/// itself looks for tags of groups. What is being deleted is left out, and so are DAEMON services,
/// which have no number to set. What this describes is not described again by the same pass.
final class Searching {
  private static final int CLUSTER = 0;
  private static final int SERVICE = 1;
  private static final int GROUP = 0;
  private static final int PAGE = 100;

  private final AwsClients clients;
  private final Lanes lanes;
  private final EcsServices services;
  private final AutoScalingGroups groups;

  Searching(AwsClients clients, Lanes lanes, EcsServices services, AutoScalingGroups groups) {
    this.clients = clients;
    this.lanes = lanes;
    this.services = services;
    this.groups = groups;
  }

  Map<TargetId, Answer<List<Selector.Found>>> find(Collection<FleetSpec> selecting) {
    var ofServices = of(EcsServiceKind.NAME, selecting);
    var ofGroups = of(AutoScalingGroupKind.NAME, selecting);
    var answers = new HashMap<TargetId, Answer<List<Selector.Found>>>();
    groups.begin();
    services.begin();
    try (var side = Lanes.side()) {
      var found = side.submit(() -> Lanes.each(ofGroups, this::groups));
      answers.putAll(services(ofServices));
      Waiting.on(found).forEach((spec, answer) -> answers.put(spec.id(), answer));
    }
    return answers;
  }

  private static List<FleetSpec> of(String type, Collection<FleetSpec> selecting) {
    return selecting.stream().filter(spec -> spec.resource().type().equals(type)).toList();
  }

  private static Selector selector(FleetSpec spec) {
    return spec.selector().orElseThrow();
  }

  private static boolean asksForTags(FleetSpec spec) {
    return !selector(spec).tags().isEmpty() || !spec.tagsRead().isEmpty();
  }

  // --- groups ---

  private Answer<List<Selector.Found>> groups(FleetSpec spec) {
    var selector = selector(spec);
    var filters =
        selector.tags().entrySet().stream()
            .map(tag -> Filter.builder().name("tag:" + tag.getKey()).values(tag.getValue()).build())
            .toList();
    var names = selector.only(GROUP).stream().toList();
    var described =
        lanes.ask(
            AutoScalingGroups.DESCRIBE,
            () ->
                clients
                    .autoScaling()
                    .describeAutoScalingGroupsPaginator(describe ->
                        describe.autoScalingGroupNames(names).filters(filters).maxRecords(PAGE))
                    .autoScalingGroups()
                    .stream()
                    .toList());
    return Answers.map(
        described,
        all -> {
          var found = new ArrayList<Selector.Found>();
          for (AutoScalingGroup group : all) {
            var each = found(spec, group);
            // what is being deleted has a status
            if (group.status() == null && selector.matches(each)) {
              groups.seen(group);
              found.add(each);
            }
          }
          return found;
        });
  }

  private static Selector.Found found(FleetSpec spec, AutoScalingGroup group) {
    return new Selector.Found(
        Resource.of(AutoScalingGroupKind.NAME, group.autoScalingGroupName())
            .in(spec.resource().provider()),
        group.tags().stream()
            .collect(Collectors.toMap(TagDescription::key, TagDescription::value)));
  }

  // --- services ---

  private Map<TargetId, Answer<List<Selector.Found>>> services(List<FleetSpec> selecting) {
    boolean anyCluster =
        selecting.stream().anyMatch(spec -> selector(spec).only(CLUSTER).isEmpty());
    Answer<List<String>> there = anyCluster ? clusters() : new Answer.Got<>(List.of());
    var clustersOf = new HashMap<FleetSpec, Answer<List<String>>>();
    selecting.forEach(spec -> clustersOf.put(spec, clusters(spec, there)));
    var listed = Lanes.each(all(clustersOf.values()), this::servicesOf);
    var named = new HashMap<FleetSpec, Answer<List<AwsFleet.Service>>>();
    clustersOf.forEach((spec, names) ->
        named.put(spec, Answers.flatMap(names, some -> named(spec, some, listed))));
    var tagged = new LinkedHashSet<AwsFleet.Service>();
    named.forEach((spec, names) -> {
      if (asksForTags(spec) && names instanceof Answer.Got<List<AwsFleet.Service>>(var some)) {
        tagged.addAll(some);
      }
    });
    var described = services.describeWithTags(tagged);
    var answers = new HashMap<TargetId, Answer<List<Selector.Found>>>();
    named.forEach((spec, names) ->
        answers.put(spec.id(), Answers.flatMap(names, some -> found(spec, some, described))));
    return answers;
  }

  private static <T> Set<T> all(Collection<Answer<List<T>>> answers) {
    var all = new LinkedHashSet<T>();
    for (Answer<List<T>> each : answers) {
      if (each instanceof Answer.Got<List<T>>(var some)) {
        all.addAll(some);
      }
    }
    return all;
  }

  private static Answer<List<String>> clusters(FleetSpec spec, Answer<List<String>> there) {
    var selector = selector(spec);
    return selector
        .only(CLUSTER)
        .<Answer<List<String>>>map(name -> new Answer.Got<>(List.of(name)))
        .orElseGet(() ->
            Answers.map(
                there,
                all -> all.stream().filter(name -> selector.matches(CLUSTER, name)).toList()));
  }

  private Answer<List<String>> clusters() {
    return lanes.ask(
        "ecs:ListClusters",
        () ->
            clients
                .ecs()
                .listClustersPaginator(list -> list.maxResults(PAGE))
                .clusterArns()
                .stream()
                .map(Searching::name)
                .toList());
  }

  private Answer<List<String>> servicesOf(String cluster) {
    return lanes.ask(
        "ecs:ListServices",
        () ->
            clients
                .ecs()
                .listServicesPaginator(list ->
                    list.cluster(cluster)
                        .schedulingStrategy(SchedulingStrategy.REPLICA)
                        .maxResults(PAGE))
                .serviceArns()
                .stream()
                .map(Searching::name)
                .toList());
  }

  /// With and without the cluster's name in it, the last part of an ARN is the name.
  private static String name(String arn) {
    return arn.substring(arn.lastIndexOf('/') + 1);
  }

  private static Answer<List<AwsFleet.Service>> named(
      FleetSpec spec, List<String> clusters, Map<String, Answer<List<String>>> listed) {
    var all = new ArrayList<AwsFleet.Service>();
    for (String cluster : clusters) {
      switch (Objects.requireNonNull(listed.get(cluster))) {
        case Answer.Failed<List<String>>(var why) -> {
          return new Answer.Failed<>(why);
        }
        case Answer.Got<List<String>>(var names) ->
            names.stream()
                .filter(name -> selector(spec).matches(SERVICE, name))
                .forEach(name -> all.add(new AwsFleet.Service(cluster, name)));
      }
    }
    return new Answer.Got<>(all);
  }

  private static Answer<List<Selector.Found>> found(
      FleetSpec spec,
      List<AwsFleet.Service> names,
      Map<AwsFleet.Service, Answer<Service>> described) {
    var found = new ArrayList<Selector.Found>();
    for (AwsFleet.Service name : names) {
      var resource =
          Resource.of(EcsServiceKind.NAME, name.cluster(), name.service())
              .in(spec.resource().provider());
      if (!asksForTags(spec)) {
        found.add(new Selector.Found(resource, Map.of()));
      } else {
        switch (Objects.requireNonNull(described.get(name))) {
          case Answer.Failed<Service>(var why) -> {
            if (why.kind() != ProviderFailure.Kind.NOT_FOUND) { // else it went after it was listed
              return new Answer.Failed<>(why);
            }
          }
          case Answer.Got<Service>(var service) when !ServiceMapping.isActive(service) -> {}
          case Answer.Got<Service>(var service) -> {
            var each =
                new Selector.Found(
                    resource,
                    service.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value)));
            if (selector(spec).matches(each)) {
              found.add(each);
            }
          }
        }
      }
    }
    return new Answer.Got<>(found);
  }
}
