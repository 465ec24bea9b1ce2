package ecf.lambda;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// What the handler must not know.
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter().importPath(Path.of("target", "classes"));

  @Test
  void theClassesAreReallyRead() {
    assertThat(CLASSES.stream().map(JavaClass::getPackageName)).contains("ecf.lambda");
  }

  @Test
  void theHandlerKnowsNoTerminalOrLocalDatabase() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("ecf.cli..", "picocli..", "java.sql..", "org.sqlite..")
        .check(CLASSES);
  }

  @Test
  void nothingIsSharedAndChanging() {
    fields().that().areStatic().should().beFinal().allowEmptyShould(true).check(CLASSES);
  }
}
