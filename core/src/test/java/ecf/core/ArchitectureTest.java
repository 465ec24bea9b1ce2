package ecf.core;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// The shape of the core: what may know what, and that deciding is pure.
class ArchitectureTest {
  /// A package may use those before it, never those after it.
  private static final List<String> ORDER =
      List.of(
          "model",
          "expression",
          "signal",
          "memory",
          "observation",
          "yaml",
          "forecast",
          "policy",
          "guardrail",
          "engine",
          "config",
          "port",
          "pass",
          "doctor",
          "report",
          "simulate");

  /// The packages that decide: everything up to the engine. Time enters them as a value.
  private static final String[] DECIDING =
      ORDER.subList(0, ORDER.indexOf("engine") + 1).stream()
          .map(name -> "ecf.core." + name + "..")
          .toArray(String[]::new);

  private static final JavaClasses CORE =
      new ClassFileImporter().importPath(Path.of("target", "classes"));

  @Test
  void theClassesAreReallyRead() {
    assertThat(CORE.stream().map(JavaClass::getPackageName)).contains("ecf.core.model");
  }

  @Test
  void everyPackageHasItsPlaceInTheOrder() {
    assertThat(ORDER).containsAll(CORE.stream().map(ArchitectureTest::place).toList());
  }

  @Test
  void aPackageUsesOnlyThoseBeforeIt() {
    var wrong = new ArrayList<String>();
    for (var user : CORE) {
      for (var use : user.getDirectDependenciesFromSelf()) {
        var used = use.getTargetClass();
        if (used.getPackageName().startsWith("ecf.core")
            && ORDER.indexOf(place(used)) > ORDER.indexOf(place(user))) {
          wrong.add(use.getDescription());
        }
      }
    }
    assertThat(wrong).as("uses against the order %s", ORDER).isEmpty();
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("ecf.core.(**)").should().beFreeOfCycles().allowEmptyShould(true).check(CORE);
  }

  @Test
  void coreKnowsNoCloudTerminalOrDatabase() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "software.amazon..",
            "com.amazonaws..",
            "picocli..",
            "java.sql..",
            "javax.sql..",
            "org.sqlite..",
            "ecf.aws..",
            "ecf.cli..",
            "ecf.lambda..")
        .check(CORE);
  }

  @Test
  void decidingAsksNobodyForTheTime() {
    noClasses()
        .that()
        .resideInAnyPackage(DECIDING)
        .should()
        .accessTargetWhere(
            target(
                "reads a clock",
                t ->
                    t.getOwner().getPackageName().equals("java.time")
                            && t.getName().equals("now")
                            && t.getRawParameterTypes().isEmpty()
                        || is(t, "java.lang.System", Set.of("currentTimeMillis", "nanoTime"))))
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.time.Clock")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.time.InstantSource")
        .allowEmptyShould(true)
        .check(CORE);
  }

  @Test
  void decidingIsNeverRandom() {
    noClasses()
        .that()
        .resideInAnyPackage(DECIDING)
        .should()
        .accessTargetWhere(
            target(
                "is random without a seed",
                t ->
                    t.getFullName().equals("java.util.Random.<init>()")
                        || is(t, "java.lang.Math", Set.of("random"))
                        || is(t, "java.util.UUID", Set.of("randomUUID"))))
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.security.SecureRandom")
        .allowEmptyShould(true)
        .check(CORE);
  }

  @Test
  void decidingTouchesNothingOutside() {
    noClasses()
        .that()
        .resideInAnyPackage(DECIDING)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.slf4j..", "java.util.logging..", "java.nio.file..")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.io\\.(File|RandomAccess).*|java\\.net\\.(?!URI).*")
        .orShould()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .accessTargetWhere(
            target(
                "asks the process",
                t -> is(t, "java.lang.System", Set.of("getenv", "getProperty", "getLogger"))))
        .allowEmptyShould(true)
        .check(CORE);
  }

  @Test
  void nothingInTheCoreIsSharedAndChanging() {
    fields().that().areStatic().should().beFinal().allowEmptyShould(true).check(CORE);
  }

  /// A port is an interface in `port` that anyone may implement; a sealed one is data.
  @Test
  void onlyThePassAndTheSimulationCallPorts() {
    noClasses()
        .that()
        .resideOutsideOfPackages("ecf.core.pass..", "ecf.core.simulate..", "ecf.core.port..")
        .should()
        .accessTargetWhere(
            target(
                "calls a port",
                t ->
                    resideInAnyPackage("ecf.core.port..").test(t.getOwner())
                        && t.getOwner().isInterface()
                        && !t.getOwner().reflect().isSealed()))
        .allowEmptyShould(true)
        .check(CORE);
  }

  private static String place(JavaClass c) {
    var below = c.getPackageName().replaceFirst("^ecf\\.core\\.?", "");
    return below.replaceFirst("\\..*", "");
  }

  private static boolean is(CodeUnitAccessTarget target, String owner, Set<String> names) {
    return target.getOwner().getFullName().equals(owner) && names.contains(target.getName());
  }

  /// Calls and method references alike: `Instant::now` reads a clock too.
  private static DescribedPredicate<JavaAccess<?>> target(
      String text, Predicate<CodeUnitAccessTarget> rule) {
    return describe(
        text,
        access -> access.getTarget() instanceof CodeUnitAccessTarget target && rule.test(target));
  }
}
