package ecf.core.pass;

import static ecf.core.pass.FakeCloud.failure;
import static ecf.core.pass.FakeCloud.tracking;
import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.engine.Decision;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.Limits;
import ecf.core.engine.TargetSpec;
import ecf.core.guardrail.Rate;
import ecf.core.model.Packing;
import ecf.core.model.ProviderFailure;
import ecf.core.model.TargetId;
import ecf.core.model.UnitSize;
import ecf.core.policy.BinPack;
import ecf.core.policy.Follow;
import ecf.core.policy.Price;
import ecf.core.port.Answer;
import ecf.core.port.Memories;
import ecf.core.port.Provider;
import ecf.core.port.Providers;
import ecf.core.port.Targets;
import ecf.core.port.Tariff;
import ecf.core.port.testing.InMemoryMemories;
import ecf.core.report.ExitCode;
import ecf.core.signal.Source;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Passes over several providers, in which resources have the same names.
class ProvidersTest {
  private static final ProviderFailure DENIED =
      failure(ProviderFailure.Kind.DENIED, "sts:AssumeRole");

  private final FakeCloud eu = new FakeCloud();
  private final FakeCloud us = new FakeCloud();
  private final SequencedMap<String, Answer<Provider>> all = new LinkedHashMap<>();
  private final InMemoryMemories.Store store = new InMemoryMemories.Store();
  private int passes;

  ProvidersTest() {
    all.put("eu", new Answer.Got<>(eu));
    all.put("us", new Answer.Got<>(us));
  }

  @Test
  void eachTargetIsReadAndChangedAtItsOwn() {
    eu.fleet("web", 4, 90);
    us.fleet("web-us", 4, 0).fleet("web", 1, 120);
    assertThat(run(web("eu"), web("us"))).isEqualTo("web applied 4 → 6, web-us applied 4 → 8");
    assertThat(eu.journal)
        .containsExactlyInAnyOrder("describe [web]", "read [web]", "inspect [web]", "send web");
    assertThat(us.journal)
        .as("the same metric is another one there")
        .containsExactlyInAnyOrder(
            "describe [web-us]", "read [web]", "inspect [web-us]", "send web-us");
  }

  @Test
  void eachHasAMemoryOfItsOwn() {
    eu.fleet("web", 4, 90);
    us.fleet("web-us", 4, 0).fleet("web", 1, 60);
    eu.identities.put("web", "web in eu");
    us.identities.put("web-us", "web in us");
    run(web("eu"), web("us"));
    try (var memories = open()) {
      var seen = memories.load(List.of(web("eu").resource(), web("us").resource()));
      assertThat(Objects.requireNonNull(seen.get(web("eu").resource())).identity())
          .isEqualTo("web in eu");
      assertThat(Objects.requireNonNull(seen.get(web("eu").resource())).changes().lastOut())
          .isPresent();
      assertThat(Objects.requireNonNull(seen.get(web("us").resource())).identity())
          .isEqualTo("web in us");
      assertThat(Objects.requireNonNull(seen.get(web("us").resource())).changes().lastOut())
          .isEmpty();
    }
  }

  @Test
  void oneThatCannotBeHadFailsItsTargetsAlone() {
    eu.fleet("web", 4, 90);
    all.put("us", new Answer.Failed<>(DENIED));
    var result = pass(Limits.none(), web("eu"), web("us"));
    assertThat(shown(result)).isEqualTo("web applied 4 → 6, web-us failed sts:AssumeRole");
    assertThat(ExitCode.of(result, false)).isEqualTo(ExitCode.SOME_FAILED);

    all.put("eu", new Answer.Failed<>(DENIED));
    assertThat(ExitCode.of(pass(Limits.none(), web("eu"), web("us")), false))
        .as("nobody was served")
        .isEqualTo(ExitCode.PROVIDER);
  }

  @Test
  void whatTheirMetricsCostAddsUp() {
    eu.fleet("web", 4, 90);
    us.fleet("web-us", 4, 0).fleet("web", 1, 60);
    assertThat(pass(Limits.none(), web("eu"), web("us")).tariff()).isEmpty();
    eu.tariff = Optional.of(new Tariff(2, new BigDecimal("0.01"), "USD"));
    us.tariff = Optional.of(new Tariff(3, new BigDecimal("0.01"), "USD"));
    assertThat(pass(Limits.none(), web("eu"), web("us")).tariff())
        .hasValue(new Tariff(5, new BigDecimal("0.01"), "USD"));
    all.put("us", new Answer.Failed<>(DENIED));
    assertThat(pass(Limits.none(), web("eu"), web("us")).tariff()).isEqualTo(eu.tariff);
  }

  @Test
  void targetsFollowThoseAtOthers() {
    eu.fleet("web", 4, 120);
    us.fleet("standby-us", 1, 60);
    var standby = at("us", FakeCloud.spec("standby", new Follow(Set.of(new TargetId("web")), 0.5)));
    assertThat(run(web("eu"), standby)).isEqualTo("standby-us applied 1 → 4, web applied 4 → 8");
  }

  @Test
  void limitsCountThemAll() {
    eu.fleet("web", 8, 30);
    us.fleet("web-us", 8, 0).fleet("web", 1, 30);
    var three =
        new Limits(
            new TreeMap<>(),
            Optional.empty(),
            Optional.of(new Limits.BlastRadius(Optional.empty(), Optional.of(new Rate.Units(3)))));
    assertThat(shown(pass(three, web("eu"), web("us"))))
        .isEqualTo("web applied 8 → 6, web-us applied 8 → 7");
  }

  @Test
  void pricesAndClustersAreThoseOfTheTargetsOwn() {
    eu.fleet("web", 4, 60).fleet("hosts", 1, 60);
    us.fleet("web-us", 4, 60).fleet("hosts-us", 1, 60);
    eu.prices.put("m5.large", 0.08);
    us.prices.put("m5.large", 0.01);
    eu.packings.put("shop", packing(8));
    us.packings.put("shop", packing(16));
    var market = Optional.of(new Source.Market("m5.large", "Linux/UNIX"));
    var dear = FakeCloud.spec("web", new Price("market m5.large", market, true, 0.05, 2));
    var hosts = FakeCloud.spec("hosts", new BinPack("shop", 0, Map.of()));
    assertThat(run(at("eu", dear), at("us", dear), at("eu", hosts), at("us", hosts)))
        .isEqualTo(
            "hosts applied 1 → 2, hosts-us applied 1 → 4, web applied 4 → 2, web-us unchanged");
  }

  @Test
  void whatWasTakenOverIsGivenBackWhereItWas() {
    us.fleet("web-us", 4, 0);
    us.tags.put("web-us", "suspended=in");
    all.put("eu", new Answer.Failed<>(DENIED));
    try (var memories = open()) {
      var released =
          new Suspending(provider(), memories)
              .release(List.of(web("eu"), web("us"))).stream()
                  .map(each -> each.spec().id() + " " + each.gaveBack() + " " + each.failure())
                  .toList();
      assertThat(released)
          .containsExactly(
              "web Optional.empty Optional[" + DENIED + "]",
              "web-us Optional[suspended=in] Optional.empty");
    }
  }

  /// A default method that is not handed on would answer for nobody.
  @Test
  void everythingIsHandedOn() {
    assertThat(Providers.class).hasDeclaredMethods(methods(Provider.class));
    assertThat(provider().targets().getClass()).hasDeclaredMethods(methods(Targets.class));
  }

  private static String[] methods(Class<?> port) {
    return Arrays.stream(port.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .map(Method::getName)
        .toArray(String[]::new);
  }

  private static Packing packing(int tasks) {
    var size = new UnitSize(512, 512);
    return new Packing(
        List.of(new Packing.Demand("web", tasks, size, 0, Set.of(), false)),
        List.of(new Packing.Host(new UnitSize(2048, 4096), OptionalInt.empty())));
  }

  /// The same resource everywhere, as one target or the other.
  private static FleetSpec web(String provider) {
    return at(provider, tracking("web"));
  }

  private static FleetSpec at(String provider, FleetSpec spec) {
    var name = spec.id().name() + (provider.equals("us") ? "-us" : "");
    return spec.of(new TargetId(name), spec.resource().in(provider));
  }

  private String run(TargetSpec... specs) {
    return shown(pass(Limits.none(), specs));
  }

  private PassResult pass(Limits limits, TargetSpec... specs) {
    try (var memories = open()) {
      var request = PassRequest.all(List.of(specs), Mode.APPLY).within(limits);
      return new Pass(provider(), memories).run(request);
    }
  }

  private Providers provider() {
    return new Providers(all, Map.of("eu", "eu-west-1", "us", "us-east-1"), eu.clock());
  }

  private Memories open() {
    passes++;
    return store.open("test", "here", "pass-" + passes);
  }

  private static String shown(PassResult result) {
    return result.targets().stream().map(ProvidersTest::shown).collect(Collectors.joining(", "));
  }

  private static String shown(TargetResult result) {
    var how =
        switch (result.outcome()) {
          case Outcome.Applied(Decision.Resize(var _, int from, int to, var _, var _, var _), _) ->
              "applied " + from + " → " + to;
          case Outcome.Failed(var why, var _, var _) -> "failed " + why.call();
          case Outcome.Unchanged _ -> "unchanged";
          case Outcome other -> other.toString();
        };
    return result.spec().id() + " " + how;
  }
}
