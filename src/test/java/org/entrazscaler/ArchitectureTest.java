package org.entrazscaler;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.entrazscaler.entra.EntraSignIn;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Which package may stand on which, and what no class of the program does. */
class ArchitectureTest {

  private static final String BASE = "org.entrazscaler";

  /** What the main class counts as: a package that only itself may use. */
  private static final String MAIN = "Main";

  /**
   * For each package the packages that it may use, with their subpackages. The languages and the
   * rules come first and know nothing of Camel; then what is remembered; the routes stand on all of
   * these; what runs and shows the whole comes last.
   */
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          entry("language", Set.of()),
          entry("settings", Set.of("language")),
          entry("expression", Set.of("language")),
          entry("scim", Set.of("language")),
          entry("scope", Set.of("language", "expression")),
          entry("entra", Set.of("language", "expression")),
          entry("mapping", Set.of("language", "expression", "scim", "scope")),
          entry("logging", Set.of("settings")),
          entry("state", Set.of("entra")),
          entry("notify", Set.of("entra", "state")),
          entry("cycle", Set.of("entra", "settings", "state")),
          entry(
              "plan",
              Set.of("entra", "expression", "mapping", "scim", "scope", "settings", "state")),
          entry("review", Set.of("entra", "plan", "scim", "state")),
          entry(
              "route",
              Set.of(
                  "cycle",
                  "entra",
                  "expression",
                  "language",
                  "mapping",
                  "notify",
                  "plan",
                  "review",
                  "scim",
                  "scope",
                  "settings",
                  "state")),
          entry(
              "operate",
              Set.of(
                  "cycle",
                  "entra",
                  "expression",
                  "language",
                  "mapping",
                  "notify",
                  "plan",
                  "route",
                  "review",
                  "scim",
                  "scope",
                  "settings",
                  "state")),
          entry("console", Set.of("operate", "settings")),
          entry(
              "cli",
              Set.of(
                  "expression",
                  "language",
                  "logging",
                  "mapping",
                  "operate",
                  "review",
                  "scope",
                  "settings")),
          entry(
              "program",
              Set.of(
                  "cli",
                  "console",
                  "cycle",
                  "entra",
                  "expression",
                  "language",
                  "logging",
                  "mapping",
                  "notify",
                  "operate",
                  "plan",
                  "route",
                  "review",
                  "scim",
                  "scope",
                  "settings",
                  "state")),
          entry(MAIN, Set.of("cli", "language", "mapping", "program", "settings")));

  private static final String[] CAMEL_ADAPTERS = {
    BASE + ".route..", BASE + ".operate..", BASE + ".console..", BASE + ".program.."
  };

  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(BASE);

  @Test
  void eachPackageUsesOnlyWhatItStandsOn() {
    classes().should(useOnlyWhatTheirPackageStandsOn()).check(PROGRAM);
  }

  @Test
  void packagesFormNoCycles() {
    slices().matching(BASE + ".(*)..").should().beFreeOfCycles().check(PROGRAM);
  }

  @Test
  void onlyTheAdaptersKnowCamel() {
    noClasses()
        .that()
        .resideOutsideOfPackages(CAMEL_ADAPTERS)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.camel..")
        .check(PROGRAM);
  }

  @Test
  void onlyTheCommandLineWritesToTheStandardStreams() {
    noClasses()
        .that()
        .resideOutsideOfPackages(BASE, BASE + ".cli..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(PROGRAM);
  }

  @Test
  void nothingIsMadeOfTheOldDate() {
    noClasses()
        .should()
        .callConstructor(Date.class)
        .orShould()
        .callConstructor(Date.class, long.class)
        .orShould()
        .callMethod(Date.class, "from", java.time.Instant.class)
        .check(PROGRAM);
    fields().should().notHaveRawType(Date.class).check(PROGRAM);
  }

  @Test
  void theTimeIsReadFromAClockThatIsPassedIn() {
    noClasses()
        // msal4j reckons by the system's clock alone when a token ends
        .that()
        .doNotBelongToAnyOf(EntraSignIn.class)
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .accessTargetWhere(readsTheSystemsClock())
        .check(PROGRAM);
  }

  @Test
  void publicTypesHaveNoPublicMutableFields() {
    fields()
        .that()
        .arePublic()
        .and()
        .areDeclaredInClassesThat()
        .arePublic()
        .should()
        .beFinal()
        .andShould(notBeArrays())
        .check(PROGRAM);
  }

  @Test
  void everyPackageSaysWhatItIsAndMarksNulls() {
    Set<String> unmarked = new TreeSet<>();
    for (JavaClass type : PROGRAM) {
      JavaPackage itsPackage = type.getPackage();
      boolean marked =
          itsPackage
              .tryGetPackageInfo()
              .map(info -> info.isAnnotatedWith(NullMarked.class))
              .orElse(false);
      if (!marked) {
        unmarked.add(itsPackage.getName());
      }
    }
    assertEquals(Set.of(), unmarked, "packages without a package-info that is @NullMarked");
  }

  @Test
  void theRulesSeeTheProgram() {
    assertFalse(PROGRAM.isEmpty());
    assertFalse(PROGRAM.contain(ArchitectureTest.class));
  }

  private static ArchCondition<JavaClass> useOnlyWhatTheirPackageStandsOn() {
    return new ArchCondition<>("use only what their package stands on") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        String origin = feature(type);
        Set<String> allowed = MAY_USE.get(origin);
        if (allowed == null) {
          events.add(
              SimpleConditionEvent.violated(
                  type, "%s is in a package of which no rule is known".formatted(type.getName())));
          return;
        }
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
          JavaClass used = dependency.getTargetClass().getBaseComponentType();
          if (!used.getPackageName().startsWith(BASE) || feature(used).equals(origin)) {
            continue;
          }
          events.add(
              new SimpleConditionEvent(
                  type,
                  allowed.contains(feature(used)),
                  "%s may not use %s: %s"
                      .formatted(origin, feature(used), dependency.getDescription())));
        }
      }
    };
  }

  /** The first name after the base package, subpackages counting as their parent. */
  private static String feature(JavaClass type) {
    String name = type.getPackageName();
    if (name.equals(BASE)) {
      return MAIN;
    }
    return name.substring(BASE.length() + 1).split("\\.", 2)[0];
  }

  private static DescribedPredicate<JavaAccess<?>> readsTheSystemsClock() {
    return DescribedPredicate.describe(
        "reads the system's clock, as now() of java.time without a clock",
        access -> {
          AccessTarget target = access.getTarget();
          return target.getName().equals("now")
              && target.getOwner().getPackageName().equals("java.time")
              && target instanceof AccessTarget.CodeUnitCallTarget call
              && call.getRawParameterTypes().stream()
                  .noneMatch(parameter -> parameter.isEquivalentTo(Clock.class));
        });
  }

  private static ArchCondition<JavaField> notBeArrays() {
    return new ArchCondition<>("not be arrays") {
      @Override
      public void check(JavaField field, ConditionEvents events) {
        events.add(
            new SimpleConditionEvent(
                field,
                !field.getRawType().isArray() && field.getModifiers().contains(JavaModifier.FINAL),
                field.getFullName() + " can be changed from outside"));
      }
    };
  }
}
