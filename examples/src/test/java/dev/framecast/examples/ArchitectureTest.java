package dev.framecast.examples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What docs/architecture.md says of packages, held. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {
  private static final int MOST_LINES = 300;
  private static final int MOST_TYPES = 15;

  /** Each may use those before it, and none after it. */
  private static final List<String> CORE =
      List.of(
          "dev.framecast.internal",
          "dev.framecast.internal.http",
          "dev.framecast.jpeg.entropy",
          "dev.framecast.jpeg",
          "dev.framecast.video",
          "dev.framecast.frame",
          "dev.framecast.ring",
          "dev.framecast.encode",
          "dev.framecast.draw",
          "dev.framecast.jfr",
          "dev.framecast.source",
          "dev.framecast.mjpeg",
          "dev.framecast.mp4",
          "dev.framecast.source.common",
          "dev.framecast.source.http",
          "dev.framecast.source.image",
          "dev.framecast.source.provider",
          "dev.framecast.discovery.soap",
          "dev.framecast.discovery",
          "dev.framecast.camera",
          "dev.framecast.access",
          "dev.framecast.metrics",
          "dev.framecast.capture",
          "dev.framecast.http.json",
          "dev.framecast.http",
          "dev.framecast.stream",
          "dev.framecast");

  /** Of an object, not of the class: it is large, and would stay while other tests run. */
  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .withImportOption(location -> !location.contains("/examples/"))
          .importPackages("dev.framecast");

  @Test
  void noPackagesDependOnEachOtherInACircle() {
    slices()
        .assignedFrom(
            new SliceAssignment() {
              @Override
              public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
                return SliceIdentifier.of(javaClass.getPackageName());
              }

              @Override
              public String getDescription() {
                return "packages";
              }
            })
        .should()
        .beFreeOfCycles()
        .check(classes);
  }

  @Test
  void theLowerPackagesOfCoreDoNotKnowTheHigherOnes() {
    assertThat(packages(classes)).containsAll(CORE);
    for (int i = 0; i < CORE.size(); i++) {
      String lower = CORE.get(i);
      Set<String> higher = Set.copyOf(CORE.subList(i + 1, CORE.size()));
      noClasses()
          .that()
          .resideInAPackage(lower)
          .should()
          .dependOnClassesThat(isIn(higher))
          .check(classes);
    }
  }

  private static Set<String> packages(JavaClasses classes) {
    return classes.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
  }

  private static DescribedPredicate<JavaClass> isIn(Set<String> packages) {
    return DescribedPredicate.describe(
        "are in a higher package", type -> packages.contains(type.getPackageName()));
  }

  @Test
  void sourcesAndSinksDoNotKnowEachOtherNorHowCamerasAreCaptured() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.framecast.rtsp..", "dev.framecast.webcam..", "dev.framecast.nats..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.framecast.capture",
            "dev.framecast.stream",
            "dev.framecast.netty..",
            "dev.framecast.servlet..")
        .check(classes);
    noClasses()
        .that()
        .resideInAnyPackage("dev.framecast.netty..", "dev.framecast.servlet..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.framecast.capture", "dev.framecast.rtsp..", "dev.framecast.webcam..")
        .check(classes);
  }

  @Test
  void nothingStaticChanges() {
    assertThat(
            classes.stream()
                .flatMap(type -> type.getFields().stream())
                .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                .filter(field -> !field.getModifiers().contains(JavaModifier.FINAL))
                .map(JavaField::getFullName))
        .isEmpty();
  }

  @Test
  void nobodySleeps() {
    noClasses().should().callMethod(Thread.class, "sleep", long.class).check(classes);
  }

  @Test
  void exportedPackagesAreSmall() {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    for (ModuleDescriptor module : modules()) {
      for (ModuleDescriptor.Exports exported : module.exports()) {
        if (!exported.isQualified()) {
          sizes.put(exported.source(), types(exported.source()));
        }
      }
    }
    for (String automatic : List.of("dev.framecast.rtsp", "dev.framecast.webcam")) {
      classes.stream()
          .map(JavaClass::getPackageName)
          .filter(name -> name.startsWith(automatic))
          .forEach(name -> sizes.put(name, types(name)));
    }
    assertThat(sizes)
        .isNotEmpty()
        .allSatisfy((name, size) -> assertThat(size).isLessThanOrEqualTo(MOST_TYPES));
  }

  private int types(String name) {
    return (int)
        classes.stream()
            .filter(type -> type.getPackageName().equals(name))
            .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
            .count();
  }

  /** Those with a module-info. */
  private static List<ModuleDescriptor> modules() {
    List<ModuleDescriptor> found = new ArrayList<>();
    for (String module :
        List.of(
            "core",
            "sink-netty",
            "sink-servlet",
            "integrations/micrometer",
            "integrations/relay-nats")) {
      Path classes = Path.of("..", module, "target", "classes");
      ModuleFinder.of(classes).findAll().forEach(each -> found.add(each.descriptor()));
    }
    assertThat(found).hasSize(5);
    return found;
  }

  @Test
  void noFileIsLong() throws Exception {
    List<String> tooLong = new ArrayList<>();
    for (String module :
        List.of(
            "core",
            "source-rtsp",
            "source-webcam",
            "sink-netty",
            "sink-servlet",
            "integrations/micrometer",
            "integrations/relay-nats",
            "integrations/spring-boot-starter",
            "examples")) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main"))) {
        for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
          // But for Javadoc: what is exported must say more than what is not.
          long lines =
              Files.readAllLines(file).stream()
                  .map(String::strip)
                  .filter(line -> !line.startsWith("*") && !line.startsWith("/**"))
                  .count();
          if (lines > MOST_LINES) {
            tooLong.add(URI.create(file.getFileName().toString()) + " " + lines);
          }
        }
      }
    }
    assertThat(tooLong).isEmpty();
  }
}
