package org.entrazscaler.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entrazscaler.program.RouteFile.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Route;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.entrazscaler.camel.MappingsInForce;
import org.entrazscaler.settings.Settings;
import org.entrazscaler.settings.SettingsLoader;
import org.entrazscaler.store.State;
import org.entrazscaler.store.StateAddress;
import org.entrazscaler.write.DueMembers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files in {@code routes/}: their form, and that every reference has a target. */
class RouteFilesTest {

  /** The routes that the program itself calls. */
  private static final Set<String> ENTRY_POINTS =
      Set.of(
          "provision-on-demand",
          "run-cycle",
          "undo-cycle",
          "run-apply-cycle",
          "reconcile",
          "get-from-entra-once",
          "send-get");

  /** Found by their types: by the languages, and by Camel for what it loads. */
  private static final Set<String> BEANS_WITHOUT_NAME = Set.of("evaluationContext", "sourceLoader");

  /** Two of one class, or of a class of others. */
  private static final Set<String> NAMED_FOR_CAMEL =
      Set.of(
          "entraAuthorization",
          "zscalerAuthorization",
          "evaluationContext",
          "sourceLoader",
          "jsonMapper");

  /** Thread pool profiles of the program's properties, which routes name as executor services. */
  private static final Set<String> THREAD_POOLS = Set.copyOf(RouteBeans.THREAD_POOLS);

  private static final Set<String> VERBS =
      Set.of(
          "adopt",
          "ask",
          "attempt",
          "check",
          "choose",
          "compare",
          "confirm",
          "create",
          "decide",
          "delete",
          "disable",
          "end",
          "evaluate",
          "fetch",
          "find",
          "finish",
          "get",
          "keep",
          "list",
          "lock",
          "look",
          "map",
          "match",
          "notify",
          "park",
          "plan",
          "probe",
          "provision",
          "read",
          "reconcile",
          "record",
          "remove",
          "replan",
          "resolve",
          "retry",
          "run",
          "scope",
          "send",
          "skip",
          "start",
          "undo",
          "update",
          "write");

  private static final Pattern KEBAB_CASE = Pattern.compile("[a-z]+(-[a-z]+)*");

  private static final String DIRECT = "direct:";

  /** Scheme and path; the options stand under {@code parameters}. A setting may hold both. */
  private static final Pattern SCHEME_AND_PATH =
      Pattern.compile(
          "[a-z]+(:([a-z-]+(/[a-z-]+)*|[a-z-]*\\{\\{[a-z.-]+}}))?"
              + "|\\{\\{[a-z.-]+}}(://\\{\\{[a-z.-]+}}:\\{\\{[a-z.-]+}})?");

  private static final Pattern BEAN_IN_SIMPLE =
      Pattern.compile("\\$\\{bean:(\\w+)(?:\\?method=(\\w+))?");

  private static final Set<String> LANGUAGES =
      Set.of("simple", "constant", "language", "variable", "header", "exchangeProperty", "method");

  /** Where a language may stand by itself, without {@code expression} around it. */
  private static final Set<String> HOLDERS_OF_A_LANGUAGE =
      Set.of("expression", "handled", "continued");

  /** What has an option that is called as a language is. */
  private static final Set<String> CALLS = Set.of("language", "bean", "method");

  private static final JsonSchema SCHEMA = schema();

  @TempDir Path directory;

  static List<RouteFile> files() throws IOException {
    return RouteFile.all();
  }

  @ParameterizedTest
  @MethodSource("files")
  void meetsTheSchemaOfCamelsYaml(RouteFile file) {
    assertEquals(Set.of(), SCHEMA.validate(file.entries()));
  }

  private static JsonSchema schema() {
    InputStream shipped = RouteFilesTest.class.getResourceAsStream("/schema/camelYamlDsl.json");
    return JsonSchemaFactory.getInstance(VersionFlag.V4).getSchema(shipped);
  }

  @ParameterizedTest
  @MethodSource("files")
  void isWrittenInTheCanonicalForm(RouteFile file) {
    List<String> deviations = new ArrayList<>();
    for (JsonNode entry : file.entries()) {
      for (String kind : Set.of("from", "onException", "errorHandler", "intercept")) {
        if (entry.has(kind)) {
          deviations.add("a bare " + kind);
        }
      }
    }
    RouteFile.objects("", file.entries(), (name, node) -> lookAt(name, node, deviations));
    assertEquals(List.of(), deviations);
  }

  private static void lookAt(String name, JsonNode node, List<String> deviations) {
    JsonNode uri = node.get("uri");
    if (uri != null && !SCHEME_AND_PATH.matcher(uri.asText()).matches()) {
      deviations.add("more than scheme and path: " + uri);
    }
    if (uri != null) {
      for (Map.Entry<String, JsonNode> parameter : node.path("parameters").properties()) {
        if (!parameter.getValue().isTextual()) {
          deviations.add("a parameter without quotes: " + parameter);
        }
      }
    }
    for (JsonNode step : node.path("steps")) {
      for (Map.Entry<String, JsonNode> field : step.properties()) {
        if (!field.getValue().isObject()) {
          deviations.add("a step in short: " + field);
        }
      }
    }
    for (String language : LANGUAGES) {
      JsonNode expression = node.get(language);
      if (expression == null || CALLS.contains(name)) {
        continue;
      }
      if (!HOLDERS_OF_A_LANGUAGE.contains(name)) {
        deviations.add(language + " without an expression around it: " + node);
      } else if (!expression.isObject()
          || !expression.path(language.equals("method") ? "ref" : "expression").isTextual()) {
        deviations.add("an expression in short: " + node);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void routesHaveAVerbForANameAndSayWhatTheyDo(RouteFile file) {
    List<String> deviations = new ArrayList<>();
    for (String kind : List.of("route", "routeConfiguration", "routeTemplate")) {
      for (JsonNode named : file.entries(kind)) {
        String id = text(named, "id");
        if (!KEBAB_CASE.matcher(id).matches() || !VERBS.contains(id.split("-", 2)[0])) {
          deviations.add(id + " does not begin with a verb in kebab-case");
        }
        if (text(named, "description").isBlank()) {
          deviations.add(id + " has no description");
        }
      }
    }
    for (JsonNode route : file.routes()) {
      JsonNode from = route.path("from");
      String consumer = direct(from);
      if (consumer != null && !consumer.equals(text(route, "id"))) {
        deviations.add(text(route, "id") + " listens by another name");
      }
    }
    assertEquals(List.of(), deviations);
  }

  @Test
  void eachIdIsGivenOnce() throws IOException {
    Set<String> ids = new TreeSet<>();
    List<String> twice = new ArrayList<>();
    for (RouteFile file : RouteFile.loadedWith("")) {
      List<JsonNode> named = new ArrayList<>(file.routes());
      named.addAll(file.entries("routeConfiguration"));
      named.addAll(file.entries("routeTemplate"));
      for (JsonNode one : named) {
        if (!ids.add(text(one, "id"))) {
          twice.add(text(one, "id"));
        }
      }
    }
    assertEquals(List.of(), twice);
  }

  @Test
  void whatIsCalledIsThereAndWhatIsThereIsCalled() throws IOException {
    Set<String> consumers = new TreeSet<>();
    Set<String> called = new TreeSet<>(ENTRY_POINTS);
    for (RouteFile file : RouteFile.loadedWith("")) {
      for (JsonNode route : file.routes()) {
        String consumer = direct(route.path("from"));
        if (consumer != null) {
          consumers.add(consumer);
        }
        RouteFile.objects("", route, (name, node) -> addCalled(name, node, called));
      }
      for (JsonNode configuration : file.entries("routeConfiguration")) {
        RouteFile.objects("", configuration, (name, node) -> addCalled(name, node, called));
      }
    }
    assertEquals(consumers, called);
  }

  private static void addCalled(String name, JsonNode node, Set<String> called) {
    String consumer = direct(node);
    if (!name.equals("from") && consumer != null) {
      called.add(consumer);
    }
    String deadLetter = text(node, "deadLetterUri");
    if (deadLetter.startsWith(DIRECT)) {
      called.add(deadLetter.substring(DIRECT.length()));
    }
  }

  /** The name after {@code direct:} in the {@code uri} of a node, or null for another endpoint. */
  private static @Nullable String direct(JsonNode node) {
    String uri = text(node, "uri");
    return uri.startsWith(DIRECT) ? uri.substring(DIRECT.length()) : null;
  }

  @Test
  void theRouteConfigurationsThatAreNamedAreTheOnesThatExist() throws IOException {
    Set<String> configurations = new TreeSet<>();
    Set<String> named = new TreeSet<>();
    for (RouteFile file : RouteFile.loadedWith("")) {
      file.entries("routeConfiguration").forEach(one -> configurations.add(text(one, "id")));
      for (JsonNode route : file.routes()) {
        if (route.has("routeConfigurationId")) {
          named.addAll(Arrays.asList(text(route, "routeConfigurationId").split(",")));
        }
      }
    }
    assertEquals(configurations, named);
  }

  @Test
  void theBeansThatAreNamedAreTheOnesThatExist() throws IOException {
    Set<String> named = new TreeSet<>(BEANS_WITHOUT_NAME);
    Set<String> pools = new TreeSet<>();
    for (RouteFile file : RouteFile.loadedWith("")) {
      RouteFile.objects("", file.entries(), (name, node) -> addBeans(name, node, named, pools));
    }
    try (State state = state()) {
      assertEquals(
          new TreeSet<>(RouteTestSupport.unmapped(settings(), state).all().keySet()), named);
    }
    assertEquals(THREAD_POOLS, pools);
  }

  private static void addBeans(String name, JsonNode node, Set<String> named, Set<String> pools) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String value = field.getValue().asText();
      if (field.getKey().equals("executorService")) {
        pools.add(value);
      } else if (field.getKey().equals("objectMapper")) {
        named.add(value);
      } else if (field.getKey().equals("ref") || field.getKey().endsWith("Ref")) {
        if (!field.getKey().equals("routeTemplateRef")) {
          named.add(value);
        }
      } else if (name.equals("parameters") && value.startsWith("#")) {
        named.add(value.substring(1));
      }
      Matcher bean = BEAN_IN_SIMPLE.matcher(value);
      while (bean.find()) {
        named.add(bean.group(1));
      }
    }
  }

  @Test
  void aBeanIsNamedLikeItsClassAndHasNoOtherName() throws IOException {
    List<String> otherwise = new ArrayList<>();
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    try (State state = state()) {
      RouteTestSupport.unmapped(settings(), state)
          .all()
          .forEach(
              (name, bean) -> {
                String type = bean.getClass().getSimpleName();
                String like = type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1);
                if (!seen.add(bean) || !(name.equals(like) || NAMED_FOR_CAMEL.contains(name))) {
                  otherwise.add(name + " is a " + type);
                }
              });
    }
    assertEquals(List.of(), otherwise);
  }

  /** It remembers what of a plan is carried out: two of them would not know the same. */
  @Test
  void whichMembersAreDueIsKnownInOnePlace() throws IllegalAccessException {
    Set<DueMembers> known = Collections.newSetFromMap(new IdentityHashMap<>());
    int holders = 0;
    try (State state = state()) {
      for (Object bean : RouteTestSupport.unmapped(settings(), state).all().values()) {
        for (Field field : bean.getClass().getDeclaredFields()) {
          if (field.getType() == DueMembers.class) {
            field.setAccessible(true);
            known.add((DueMembers) field.get(bean));
            holders++;
          }
        }
      }
    }
    assertEquals(1, known.size());
    assertThat(holders).as("those that write and those that look for leavers").isGreaterThan(1);
  }

  @Test
  void theMethodsThatAreNamedExist() throws IOException {
    Set<String> missing = new TreeSet<>();
    try (State state = state()) {
      Map<String, Object> beans = RouteTestSupport.unmapped(settings(), state).all();
      for (RouteFile file : RouteFile.loadedWith("")) {
        List<JsonNode> callers = new ArrayList<>(file.routes());
        callers.addAll(file.entries("routeConfiguration"));
        for (JsonNode caller : callers) {
          RouteFile.objects("", caller, (name, node) -> addMissing(node, beans, missing));
        }
      }
    }
    assertEquals(Set.of(), missing);
  }

  private static void addMissing(JsonNode node, Map<String, Object> beans, Set<String> missing) {
    if (node.has("ref") && node.has("method")) {
      addMissing(text(node, "ref"), text(node, "method").split("\\(", 2)[0], beans, missing);
    }
    Matcher bean = BEAN_IN_SIMPLE.matcher(text(node, "expression"));
    while (bean.find()) {
      if (bean.group(2) != null) {
        addMissing(bean.group(1), bean.group(2), beans, missing);
      }
    }
  }

  private static void addMissing(
      String bean, String method, Map<String, Object> beans, Set<String> missing) {
    Object object = beans.get(bean);
    if (object == null
        || Arrays.stream(object.getClass().getMethods())
            .map(Method::getName)
            .noneMatch(method::equals)) {
      missing.add(bean + "." + method);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "zpa", "zidentity"})
  void loadsIntoCamelWithTheMappingsOfEachProduct(String example) throws Exception {
    List<RouteFile> files = RouteFile.loadedWith(example);
    Set<String> ids = new TreeSet<>();
    files.forEach(file -> file.routes().forEach(route -> ids.add(text(route, "id"))));
    try (State state = state();
        DefaultCamelContext camel = new DefaultCamelContext()) {
      camel.disableJMX();
      camel.setAutoStartup(false);
      Settings settings = settings();
      camel.getPropertiesComponent().setInitialProperties(RouteBeans.placeholders(settings, true));
      RouteTestSupport.unmapped(settings, state).all().forEach(camel.getRegistry()::bind);
      THREAD_POOLS.forEach(
          pool ->
              camel
                  .getExecutorServiceManager()
                  .registerThreadPoolProfile(new ThreadPoolProfile(pool)));
      for (RouteFile file : files) {
        PluginHelper.getRoutesLoader(camel)
            .loadRoutes(ResourceHelper.resolveMandatoryResource(camel, "file:" + file.path()));
      }
      camel.start();

      Set<String> loaded = new TreeSet<>();
      camel.getRoutes().stream().map(Route::getRouteId).forEach(loaded::add);
      assertEquals(ids, loaded);
      assertNotNull(MappingsInForce.of(camel));
    }
  }

  @Test
  void theScopingFiltersStandOnTwoLinesEach() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("routes", "scope.camel.yaml"));
    List<String> filters = new ArrayList<>();
    for (int line = 1; line < lines.size(); line++) {
      if (lines.get(line - 1).equals("                language: scope")) {
        filters.add(lines.get(line));
      }
    }
    String everything = "                expression: 'ALL'";
    assertEquals(List.of(everything, everything), filters);
  }

  private State state() {
    return State.open(StateAddress.inMemory(), directory, Clock.systemUTC());
  }

  private Settings settings() {
    return SettingsLoader.load(
        directory,
        null,
        Map.of(
            "ZSCALER_TENANT_URL",
            "https://scim.example.net/1/scim/v2",
            "PROVISIONING_RECONCILE_SCHEDULE",
            "0 0 3 * * ?"));
  }
}
