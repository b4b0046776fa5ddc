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
import com.tngtech.archunit.library.dependencies.SliceRule;
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
import org.entrazscaler.signin.EntraSignIn;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The rules for dependencies between packages, and for calls that the program must not make. */
class ArchitectureTest {

  private static final String BASE = "org.entrazscaler";

  /** The name of the package of the main class in these rules. No other package may use it. */
  private static final String MAIN = "Main";

  /**
   * For each package the packages that it may use, with their subpackages. The order is from the
   * bottom to the top: packages that every part uses, then reading, planning and writing, then the
   * features, which never use each other, and at the end the packages that put everything together.
   */
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          entry("language", Set.of()),
          entry("text", Set.of()),
          entry("settings", Set.of("language", "text")),
          entry("connection", Set.of("settings")),
          entry("expression", Set.of("language")),
          entry("scim", Set.of("language", "text")),
          entry("scope", Set.of("language", "text", "expression")),
          entry("mapping", Set.of("language", "text", "expression", "scim", "scope")),
          entry("logging", Set.of("text", "settings")),
          entry("graph", Set.of("text", "connection")),
          entry("signin", Set.of("text", "settings", "connection", "graph")),
          entry("directory", Set.of("language", "text", "expression", "graph")),
          entry("store", Set.of("graph")),
          entry("source", Set.of("graph", "directory", "store")),
          entry("command", Set.of()),
          entry("instance", Set.of("text", "command")),
          entry("cycle", Set.of("settings", "graph", "store", "source")),
          entry(
              "camel",
              Set.of(
                  "language", "text", "settings", "connection", "expression", "scope", "mapping")),
          entry(
              "entra",
              Set.of(
                  "text",
                  "settings",
                  "expression",
                  "scope",
                  "mapping",
                  "graph",
                  "signin",
                  "directory",
                  "store",
                  "source",
                  "cycle",
                  "camel")),
          entry("zscaler", Set.of("text", "settings", "scim", "graph", "cycle", "camel")),
          entry("link", Set.of("graph", "store", "source")),
          entry(
              "plan",
              Set.of(
                  "settings",
                  "expression",
                  "scim",
                  "mapping",
                  "graph",
                  "directory",
                  "store",
                  "source",
                  "link")),
          entry(
              "journal",
              Set.of("text", "settings", "graph", "store", "source", "command", "cycle")),
          entry("deadletter", Set.of("text", "graph", "store", "source", "command")),
          entry(
              "outcome",
              Set.of(
                  "scim",
                  "mapping",
                  "graph",
                  "store",
                  "source",
                  "cycle",
                  "camel",
                  "zscaler",
                  "link",
                  "plan",
                  "journal",
                  "deadletter")),
          entry(
              "target",
              Set.of(
                  "expression",
                  "scim",
                  "mapping",
                  "graph",
                  "directory",
                  "store",
                  "source",
                  "camel",
                  "link",
                  "plan",
                  "outcome")),
          entry(
              "planning",
              Set.of(
                  "settings",
                  "scim",
                  "scope",
                  "mapping",
                  "graph",
                  "store",
                  "source",
                  "cycle",
                  "camel",
                  "entra",
                  "zscaler",
                  "link",
                  "plan",
                  "journal",
                  "outcome",
                  "target")),
          entry(
              "write",
              Set.of(
                  "text",
                  "scim",
                  "graph",
                  "store",
                  "source",
                  "cycle",
                  "camel",
                  "zscaler",
                  "link",
                  "plan",
                  "journal",
                  "outcome",
                  "target",
                  "planning")),
          entry("engine", Set.of("signin", "store", "cycle", "camel", "write")),
          entry(
              "quarantine",
              Set.of(
                  "text",
                  "settings",
                  "connection",
                  "expression",
                  "scim",
                  "mapping",
                  "graph",
                  "signin",
                  "store",
                  "source",
                  "cycle",
                  "camel",
                  "entra",
                  "zscaler",
                  "plan",
                  "journal",
                  "outcome",
                  "target",
                  "planning",
                  "write")),
          entry(
              "safeguard",
              Set.of(
                  "text",
                  "settings",
                  "graph",
                  "store",
                  "source",
                  "cycle",
                  "link",
                  "plan",
                  "journal",
                  "outcome",
                  "target")),
          entry(
              "undo",
              Set.of(
                  "text",
                  "settings",
                  "scim",
                  "graph",
                  "store",
                  "source",
                  "command",
                  "cycle",
                  "link",
                  "plan",
                  "journal",
                  "target",
                  "planning",
                  "engine")),
          entry(
              "review",
              Set.of(
                  "text",
                  "settings",
                  "scim",
                  "mapping",
                  "graph",
                  "store",
                  "source",
                  "command",
                  "cycle",
                  "camel",
                  "link",
                  "plan",
                  "deadletter",
                  "outcome",
                  "write",
                  "engine")),
          entry(
              "reconcile",
              Set.of(
                  "text",
                  "settings",
                  "scim",
                  "mapping",
                  "graph",
                  "directory",
                  "store",
                  "source",
                  "command",
                  "cycle",
                  "camel",
                  "entra",
                  "link",
                  "plan",
                  "journal",
                  "deadletter",
                  "outcome",
                  "target",
                  "planning",
                  "engine")),
          entry(
              "ondemand",
              Set.of(
                  "text",
                  "scim",
                  "mapping",
                  "graph",
                  "signin",
                  "store",
                  "source",
                  "command",
                  "cycle",
                  "camel",
                  "entra",
                  "link",
                  "plan",
                  "journal",
                  "deadletter",
                  "target",
                  "write",
                  "engine")),
          entry(
              "urgent",
              Set.of(
                  "graph", "store", "source", "cycle", "entra", "link", "plan", "outcome",
                  "write")),
          entry(
              "notify",
              Set.of(
                  "text",
                  "settings",
                  "connection",
                  "graph",
                  "store",
                  "cycle",
                  "camel",
                  "deadletter")),
          entry(
              "operate",
              Set.of(
                  "text",
                  "settings",
                  "connection",
                  "expression",
                  "scim",
                  "mapping",
                  "graph",
                  "signin",
                  "directory",
                  "store",
                  "source",
                  "command",
                  "cycle",
                  "camel",
                  "entra",
                  "zscaler",
                  "link",
                  "plan",
                  "journal",
                  "deadletter",
                  "target",
                  "engine",
                  "quarantine",
                  "safeguard",
                  "undo",
                  "review",
                  "reconcile",
                  "ondemand")),
          entry("console", Set.of("settings")),
          entry(
              "cli",
              Set.of(
                  "language",
                  "text",
                  "settings",
                  "expression",
                  "scope",
                  "mapping",
                  "logging",
                  "command",
                  "review")),
          entry(
              "program",
              Set.of(
                  "text",
                  "settings",
                  "expression",
                  "scim",
                  "mapping",
                  "logging",
                  "graph",
                  "signin",
                  "directory",
                  "store",
                  "source",
                  "command",
                  "instance",
                  "cycle",
                  "camel",
                  "entra",
                  "zscaler",
                  "link",
                  "plan",
                  "journal",
                  "outcome",
                  "target",
                  "planning",
                  "write",
                  "engine",
                  "quarantine",
                  "safeguard",
                  "undo",
                  "review",
                  "reconcile",
                  "ondemand",
                  "urgent",
                  "notify",
                  "operate",
                  "console",
                  "cli")),
          entry(MAIN, Set.of("text", "cli", "program")));

  /** The features. They notify each other only through listeners. */
  private static final Set<String> FEATURES =
      Set.of(
          "quarantine", "safeguard", "undo", "review", "reconcile", "ondemand", "urgent", "notify");

  /**
   * Dependencies that still break these rules, by simple class names. This list only becomes
   * shorter.
   */
  private static final Map<String, Set<String>> STILL_USES =
      Map.ofEntries(
          entry(
              "CycleControl",
              Set.of(
                  "LinkStore",
                  "ParkedStore",
                  "PlanStore",
                  "ProvisioningLog",
                  "TargetStore",
                  "UndoStore")),
          entry("Digest", Set.of("Hold", "HoldStore")),
          entry("DifferenceNews", Set.of("Difference", "DifferenceStore")),
          entry("EntraReader", Set.of("Subject")),
          entry("OddEntries", Set.of("Difference")),
          entry("OnDemandSteps", Set.of("HoldStore")),
          entry("PlanOperation", Set.of("Hold", "HoldStore", "Quarantine", "QuarantineStore")),
          entry("ScopeEvaluation", Set.of("FailureHandling")),
          entry("PlanningStore", Set.of("UndoStore")),
          entry("QuarantineNews", Set.of("Quarantine", "QuarantineStore")),
          entry("ReconcileOperation", Set.of("Hold", "HoldStore", "Quarantine", "QuarantineStore")),
          entry("Recording", Set.of("DifferenceStore", "UndoStore")),
          entry("RetryOperation", Set.of("QuarantineStore", "UndoStore")),
          entry("Safeguard", Set.of("AccountStore")),
          entry(
              "State",
              Set.of(
                  "AccountStore",
                  "CycleStore",
                  "DifferenceStore",
                  "DueChanges",
                  "Entitlement",
                  "GroupMemberships",
                  "HoldStore",
                  "LinkStore",
                  "MemberDifferences",
                  "NameStore",
                  "Outcomes",
                  "ParkedStore",
                  "HandoverStore",
                  "PlanStore",
                  "PlanningStore",
                  "ProvisioningLog",
                  "QuarantineStore",
                  "SourceUpdater",
                  "SourceStore",
                  "ComparisonStore",
                  "TargetStore",
                  "UndoStore",
                  "WrittenMembers")),
          entry("ComparisonSteps", Set.of("FailureHandling")),
          entry("TargetReading", Set.of("ComparisonStore")),
          entry("UndoOperation", Set.of("Hold", "HoldStore")),
          entry("RestoredValuePlanning", Set.of("UndoStore")),
          entry("ZscalerCall", Set.of("LinkStore", "Write")),
          entry("ZscalerRetryDelay", Set.of("Write")));

  /** Packages with steps of routes; no other package uses Camel. */
  private static final String[] CAMEL_ADAPTERS = {
    BASE + ".camel..",
    BASE + ".entra..",
    BASE + ".zscaler..",
    BASE + ".outcome..",
    BASE + ".target..",
    BASE + ".planning..",
    BASE + ".write..",
    BASE + ".engine..",
    BASE + ".quarantine..",
    BASE + ".undo..",
    BASE + ".review..",
    BASE + ".reconcile..",
    BASE + ".ondemand..",
    BASE + ".urgent..",
    BASE + ".notify..",
    BASE + ".operate..",
    BASE + ".program.."
  };

  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(BASE);

  @Test
  void eachPackageUsesOnlyAllowedPackages() {
    classes().should(useOnlyAllowedPackages()).check(PROGRAM);
  }

  @Test
  void packagesFormNoCycles() {
    SliceRule rule = slices().matching(BASE + ".(*)..").should().beFreeOfCycles();
    for (Map.Entry<String, Set<String>> left : STILL_USES.entrySet()) {
      for (String used : left.getValue()) {
        rule = rule.ignoreDependency(outer(left.getKey()), outer(used));
      }
    }
    rule.check(PROGRAM);
  }

  @Test
  void featuresMayNotUseEachOther() {
    for (String feature : FEATURES) {
      Set<String> others = new TreeSet<>(MAY_USE.get(feature));
      others.retainAll(FEATURES);
      assertEquals(Set.of(), others, feature);
    }
  }

  @Test
  void eachListedExceptionStillExists() {
    Set<String> listed = new TreeSet<>();
    STILL_USES.forEach((type, used) -> used.forEach(other -> listed.add(type + " uses " + other)));
    for (JavaClass type : PROGRAM) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass used = dependency.getTargetClass().getBaseComponentType();
        listed.remove(outerName(type) + " uses " + outerName(used));
      }
    }
    assertEquals(Set.of(), listed, "entries that no longer exist; remove them from the list");
  }

  @Test
  void onlyTheAdaptersUseCamel() {
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
  void nothingUsesJavaUtilDate() {
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
  void theTimeIsReadFromAnInjectedClock() {
    noClasses()
        // msal4j compares the end of a token with the clock of the system
        .that()
        .doNotBelongToAnyOf(EntraSignIn.class)
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .accessTargetWhere(readsTheSystemClock())
        .check(PROGRAM);
  }

  /** In Turkish, the lower case of I is a different letter, and Arabic has other digits. */
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
  void noFormatWithoutALocaleContainsANumber() throws IOException {
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

  /** The charset of the platform differs between machines. */
  @Test
  void nothingDependsOnTheCharsetOfThePlatform() {
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
   * H2 runs one transaction at a time, and a kill leaves no partial transaction, so each write must
   * be in a transaction. A copy of the state has its own connections and only reads.
   */
  @Test
  void eachWriteToTheStateIsInATransaction() {
    noClasses()
        .that()
        .doNotHaveSimpleName("StateCopy")
        .should()
        .callMethod(Jdbi.class, "useHandle", HandleConsumer.class)
        .check(PROGRAM);
  }

  /** Other ways of reading take a byte order mark as a part of the text. */
  @Test
  void filesAreReadOnlyByTheTextPackage() {
    noClasses()
        .that()
        .resideOutsideOfPackage(BASE + ".text..")
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
  void everyPackageHasAPackageInfoWithNullMarked() {
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
  void theRulesApplyToTheProgram() {
    assertFalse(PROGRAM.isEmpty());
    assertFalse(PROGRAM.contain(ArchitectureTest.class));
  }

  private static ArchCondition<JavaClass> useOnlyAllowedPackages() {
    return new ArchCondition<>("use only the packages that their package may use") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        String origin = topLevelPackage(type);
        Set<String> allowed = MAY_USE.get(origin);
        if (allowed == null) {
          events.add(
              SimpleConditionEvent.violated(
                  type, "%s is in a package without a rule".formatted(type.getName())));
          return;
        }
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
          JavaClass used = dependency.getTargetClass().getBaseComponentType();
          if (!used.getPackageName().startsWith(BASE) || topLevelPackage(used).equals(origin)) {
            continue;
          }
          events.add(
              new SimpleConditionEvent(
                  type,
                  allowed.contains(topLevelPackage(used))
                      || STILL_USES
                          .getOrDefault(outerName(type), Set.of())
                          .contains(outerName(used)),
                  "%s may not use %s: %s"
                      .formatted(origin, topLevelPackage(used), dependency.getDescription())));
        }
      }
    };
  }

  private static DescribedPredicate<JavaClass> outer(String name) {
    return DescribedPredicate.describe(name, type -> outerName(type).equals(name));
  }

  /** The simple name of a class or of the one that it is nested in. */
  private static String outerName(JavaClass type) {
    String name = type.getBaseComponentType().getName();
    return name.substring(name.lastIndexOf('.') + 1).split("\\$", 2)[0];
  }

  /** The first name after the base package; a subpackage counts as its parent. */
  private static String topLevelPackage(JavaClass type) {
    String name = type.getPackageName();
    if (name.equals(BASE)) {
      return MAIN;
    }
    return name.substring(BASE.length() + 1).split("\\.", 2)[0];
  }

  private static DescribedPredicate<JavaAccess<?>> readsTheSystemClock() {
    return DescribedPredicate.describe(
        "reads the system clock, as now() of java.time without a clock",
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
