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
import java.io.FileReader;
import java.io.FileWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.entrazscaler.entra.EntraSignIn;
import org.entrazscaler.operate.RunningInstance;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
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
          entry("text", Set.of()),
          entry("connection", Set.of("settings")),
          entry("settings", Set.of("language", "text")),
          entry("expression", Set.of("language")),
          entry("scim", Set.of("language", "text")),
          entry("scope", Set.of("language", "expression", "text")),
          entry("entra", Set.of("connection", "language", "expression", "text")),
          entry("mapping", Set.of("language", "expression", "scim", "scope", "text")),
          entry("logging", Set.of("settings", "text")),
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
                  "connection",
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
                  "state",
                  "text")),
          entry(
              "operate",
              Set.of(
                  "connection",
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
                  "state",
                  "text")),
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
                  "settings",
                  "text")),
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
          entry(MAIN, Set.of("cli", "language", "mapping", "program", "settings", "text")));

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

  /** In Turkish the small letter of I is another one, and Arabic has other digits. */
  @Test
  void nothingDependsOnTheLocale() {
    noClasses()
        .should()
        .callMethod(String.class, "toLowerCase")
        .orShould()
        .callMethod(String.class, "toUpperCase")
        .orShould()
        .callMethod(String.class, "format", String.class, Object[].class)
        .orShould()
        .callMethod(DateTimeFormatter.class, "ofPattern", String.class)
        .orShould()
        .callMethod(Locale.class, "getDefault")
        .check(PROGRAM);
  }

  /** {@code %s} writes a number in ASCII digits; {@code %d} in those of the locale. */
  @Test
  void noFormatWithoutALocaleHasANumber() throws IOException {
    Pattern number = Pattern.compile("%[-#+ 0,(]*\\d*(\\.\\d+)?[dfeg]");
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        String source = Files.readString(file);
        for (String statement : source.split("[;{}]\\s*\\n")) {
          int formatted = statement.indexOf(".formatted(");
          if (formatted >= 0 && number.matcher(statement.substring(0, formatted)).find()) {
            found.add(file + ": " + statement.strip());
          }
        }
      }
    }
    assertEquals(List.of(), found);
  }

  /** The platform's charset is another one on each machine. */
  @Test
  void nothingDependsOnThePlatformsCharset() {
    noClasses()
        .should()
        .callMethod(String.class, "getBytes")
        .orShould()
        .callConstructor(String.class, byte[].class)
        .orShould()
        .callConstructor(InputStreamReader.class, InputStream.class)
        .orShould()
        .callConstructor(OutputStreamWriter.class, OutputStream.class)
        .orShould()
        .callConstructor(PrintWriter.class, OutputStream.class)
        .orShould()
        .callMethod(Charset.class, "defaultCharset")
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(FileReader.class, FileWriter.class)
        .check(PROGRAM);
  }

  /**
   * On H2 one transaction works at a time, so that a kill leaves no half of one: what writes
   * therefore does so in a transaction. A copy is made by connections of its own, and only reads.
   */
  @Test
  void whatWritesTheStateIsATransaction() {
    noClasses()
        .that()
        .resideInAPackage(BASE + ".state..")
        .and()
        .doNotHaveSimpleName("StateCopy")
        .should()
        .callMethod(Jdbi.class, "useHandle", HandleConsumer.class)
        .check(PROGRAM);
  }

  /** Elsewhere a byte order mark would be taken for a part of the text. */
  @Test
  void filesAreReadInOneWay() {
    noClasses()
        .that()
        .resideOutsideOfPackage(BASE + ".text..")
        .and()
        // What these read this program has written itself.
        .doNotBelongToAnyOf(RunningInstance.class)
        .and()
        .haveSimpleNameNotContaining("HawtioArchive")
        .should()
        .callMethod(Files.class, "readString", Path.class)
        .orShould()
        .callMethod(Files.class, "readString", Path.class, Charset.class)
        .orShould()
        .callMethod(Files.class, "readAllLines", Path.class)
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
