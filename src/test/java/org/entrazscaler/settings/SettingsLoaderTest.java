package org.entrazscaler.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sources of settings, their checks, and the reports of errors. */
class SettingsLoaderTest {

  private static final String GUID = "1b4e28ba-2fa1-11d2-883f-0016d3cca427";
  private static final String SECRET = "s3cr3t-that-nobody-may-see";

  @TempDir Path directory;

  private final Map<String, String> environment = new LinkedHashMap<>();
  private @Nullable Path config;

  private void application(String... lines) throws IOException {
    Files.write(directory.resolve("application.properties"), List.of(lines));
  }

  private void config(String... lines) throws IOException {
    config = Path.of("mine.properties");
    Files.write(directory.resolve(config), List.of(lines));
  }

  private Settings load() {
    return SettingsLoader.load(directory, config, environment);
  }

  private List<SettingsProblem> problems() {
    return assertThrows(SettingsException.class, this::load).problems();
  }

  private SettingsProblem problem() {
    List<SettingsProblem> problems = problems();
    assertEquals(1, problems.size(), () -> problems.toString());
    return problems.get(0);
  }

  private SettingsProblem problemOf(String... lines) throws IOException {
    application(lines);
    return problem();
  }

  private static void assertSays(SettingsProblem problem, String... parts) {
    for (String part : parts) {
      assertThat(problem.toString()).as(() -> problem + " does not say " + part).contains(part);
    }
  }

  // Where values come from

  @Test
  void withoutConfigurationTheDefaultsApply() {
    Settings settings = load();
    assertEquals(EntraSettings.Credential.CLIENT_SECRET, settings.entra().credential());
    assertEquals(URI.create("https://graph.microsoft.com/v1.0"), settings.entra().graphUrl());
    assertEquals(EntraSettings.DefaultAccess.EXCLUDE, settings.entra().defaultAccess());
    assertEquals(ZscalerSettings.Product.ZIA, settings.zscaler().product());
    assertNull(settings.zscaler().maxRequestsPerSecond());
    assertEquals(
        List.of("DEFAULT ADMIN", "Service Admin", "__remote_assistance@*", "Dynamic Group *"),
        settings.zscaler().neverTouch());
    assertTrue(settings.provisioning().status());
    assertEquals(
        Set.of(ProvisioningSettings.Action.values()), settings.provisioning().userActions());
    assertNull(settings.provisioning().reconcileSchedule());
    assertEquals(500, settings.provisioning().accidentalDeletionThreshold());
    assertEquals(Duration.ofDays(90), settings.provisioning().logRetention());
    assertTrue(settings.notification().onFailure());
    assertEquals(587, settings.mail().port());
    assertEquals(ChangesSettings.IN_PROCESS, settings.changes().endpoint());
    assertEquals(8080, settings.console().port());
    assertNull(settings.console().password());
    assertEquals(LoggingSettings.Format.TEXT, settings.logging().format());
  }

  @Test
  void environmentWinsOverConfigFileWinsOverApplicationProperties() throws IOException {
    application("zscaler.product=zpa", "zscaler.members-per-request=7", "console.port=1234");
    config("zscaler.product=zidentity", "zscaler.members-per-request=8");
    environment.put("ZSCALER_MEMBERS_PER_REQUEST", "9");
    Settings settings = load();
    assertEquals(1234, settings.console().port());
    assertEquals(ZscalerSettings.Product.ZIDENTITY, settings.zscaler().product());
    assertEquals(9, settings.zscaler().membersPerRequest());
  }

  @Test
  void lastOfTwoLinesIsUsed() throws IOException {
    application("console.port=1", "console.port=2");
    assertEquals(2, load().console().port());
  }

  @Test
  void blankValueIsNotSetAndHidesOverriddenValues() throws IOException {
    application("zscaler.product=zpa", "zscaler.domains=example.com");
    config("zscaler.product= ", "zscaler.domains=", "zscaler.never-touch=");
    assertEquals(ZscalerSettings.Product.ZIA, load().zscaler().product());
    assertEquals(List.of(), load().zscaler().domains());
    assertEquals(List.of(), load().zscaler().neverTouch());
  }

  @Test
  void filesAreUtf8WithOrWithoutByteOrderMark() throws IOException {
    Files.writeString(
        directory.resolve("application.properties"),
        "\uFEFFzscaler.never-touch=Müller, \\u00c4rzte, \\\n   Größe *\n");
    assertEquals(List.of("Müller", "Ärzte", "Größe *"), load().zscaler().neverTouch());
  }

  @Test
  void otherKeysAreKeptForRoutesAndForCamel() throws IOException {
    application("my.key=value", "camel.component.http.so-timeout=1000", "camel.main.name=mine");
    config("my.key=stronger");
    Settings settings = load();
    assertEquals("stronger", settings.placeholders().get("my.key"));
    assertEquals("zia", settings.placeholders().get("zscaler.product"));
    assertEquals("1000", settings.camelProperties().get("camel.component.http.so-timeout"));
    assertEquals("mine", settings.camelProperties().get("camel.main.name"));
  }

  @Test
  void deletedCamelLinesKeepTheirDefaultInEitherSpelling() throws IOException {
    application("camel.main.routesIncludePattern=file:other/*.yaml");
    environment.put("CAMEL_MANAGEMENT_PORT", "1");
    Map<String, String> camel = load().camelProperties();
    assertEquals("file:other/*.yaml", camel.get("camel.main.routesIncludePattern"));
    assertThat(camel).doesNotContainKey("camel.main.routes-include-pattern");
    assertEquals("true", camel.get("camel.component.http.automatic-retries-disabled"));
    assertEquals("1", camel.get("camel.management.port"));
  }

  // Files that cannot be read

  @Test
  void configFileMustExist() {
    config = Path.of("missing.properties");
    assertSays(problem(), "missing.properties", "no such file");
  }

  @Test
  void malformedEscapeIsReportedWithItsLine() throws IOException {
    assertSays(
        problemOf("# comment\\", "", "zscaler.product=zpa", "a.b=\\u12"),
        "application.properties:4",
        "\\uXXXX");
  }

  @Test
  void otherEncodingIsReported() throws IOException {
    Files.write(
        directory.resolve("application.properties"),
        "zscaler.never-touch=Müller".getBytes(StandardCharsets.ISO_8859_1));
    assertSays(problem(), "application.properties", "UTF-8");
  }

  @Test
  void directoryInsteadOfAFileIsReported() throws IOException {
    Files.createDirectory(directory.resolve("application.properties"));
    assertSays(problem(), "application.properties", "cannot be read");
  }

  // Secrets

  @Test
  void secretComesFromItsFileWithoutTheLastLineBreak() throws IOException {
    Files.writeString(directory.resolve("token"), SECRET + "\r\n");
    application("zscaler.secret-token-file=token");
    assertEquals(new Secret(SECRET), load().zscaler().secretToken());
  }

  @Test
  void overridingSourceWinsForValuesAndFilesOfSecrets() throws IOException {
    Files.writeString(directory.resolve("token"), SECRET);
    application("zscaler.secret-token=weaker");
    environment.put("ZSCALER_SECRET_TOKEN_FILE", directory.resolve("token").toString());
    assertEquals(new Secret(SECRET), load().zscaler().secretToken());
  }

  @Test
  void secretSetTwiceInOneSourceIsRefused() throws IOException {
    Files.writeString(directory.resolve("token"), SECRET);
    assertSays(
        problemOf("zscaler.secret-token=" + SECRET, "zscaler.secret-token-file=token"),
        "application.properties:2",
        "zscaler.secret-token-file",
        "application.properties:1",
        "keep one");
  }

  @Test
  void byteOrderMarkIsNotPartOfASecret() throws IOException {
    Files.writeString(directory.resolve("token"), "\uFEFF" + SECRET + "\n");
    application("zscaler.secret-token-file=token");
    environment.put("STATE_PASSWORD", "\uFEFF" + SECRET);
    assertEquals(new Secret(SECRET), load().zscaler().secretToken());
    assertEquals(new Secret(SECRET), load().state().password());
  }

  @Test
  void secretFileInAnotherEncodingIsReported() throws IOException {
    Files.write(directory.resolve("token"), SECRET.getBytes(StandardCharsets.UTF_16));
    application("zscaler.secret-token-file=token");
    assertSays(problemOf("zscaler.secret-token-file=token"), "zscaler.secret-token-file", "UTF-16");
    for (Charset charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE)) {
      Files.write(
          directory.resolve("application.properties"), "zscaler.product=zpa".getBytes(charset));
      assertThat(problems().get(0).message()).as(problems().toString()).contains("UTF-16");
    }
  }

  @Test
  void secretFileMustExistAndNotBeEmpty() throws IOException {
    Files.writeString(directory.resolve("empty"), "\n");
    application("mail.password-file=missing", "state.password-file=empty");
    List<SettingsProblem> problems = problems();
    assertEquals(2, problems.size());
    assertSays(problems.get(0), "application.properties:1", "mail.password-file", "no such file");
    assertSays(problems.get(1), "application.properties:2", "state.password-file", "empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer s3cr3t-token", "s3cr3t token", "s3cr3t\\ntoken", "s3cr3t-tökén"})
  void secretTokenMustBeValidInAHeaderAndIsNotShown(String token) throws IOException {
    SettingsProblem problem = problemOf("zscaler.secret-token=" + token);
    assertSays(problem, "application.properties:1", "zscaler.secret-token");
    assertThat(problem.toString()).doesNotContain("s3cr3t");
  }

  @Test
  void noSecretIsPrinted() throws IOException {
    for (Setting setting : SettingsTable.all()) {
      if (setting.secret()) {
        environment.put(Setting.environmentVariable(setting.key()), SECRET);
      }
    }
    application(
        "camel.ssl.key-password=" + SECRET, "mail.username=me", "console.viewer-username=guest");
    Settings settings = load();
    assertThat(settings.toString()).doesNotContain(SECRET);
    assertFalse(settings.placeholders().containsValue(SECRET));
    assertEquals(
        SettingsTable.all().stream().filter(Setting::secret).count(), settings.secrets().size());
    assertThat(settings.secrets()).allMatch(s -> s.reveal().equals(SECRET));
  }

  @Test
  void noSecretIsInTheReportOfOtherErrors() throws IOException {
    for (Setting setting : SettingsTable.all()) {
      if (setting.secret()) {
        environment.put(Setting.environmentVariable(setting.key()), SECRET + " \n");
      }
    }
    application("state.url=jdbc:postgresql://host/db?user=a&password=" + SECRET);
    SettingsException thrown = assertThrows(SettingsException.class, this::load);
    assertThat(thrown.getMessage()).doesNotContain(SECRET);
  }

  @Test
  void secretsAreComparedByValueAndPrintAsStars() {
    assertEquals("***", new Secret("a").toString());
    assertEquals(new Secret("a"), new Secret("a"));
    assertNotEquals(new Secret("a"), new Secret("b"));
    assertThrows(IllegalArgumentException.class, () -> new Secret(""));
  }

  // Errors in values

  @Test
  void allErrorsAreReportedTogetherWithTheirOrigins() throws IOException {
    application("entra.tenant-id=contoso", "zscaler.product=zap");
    config("provisioning.status=maybe");
    environment.put("CONSOLE_PORT", "65536");
    List<String> said = problems().stream().map(SettingsProblem::toString).toList();
    assertEquals(4, said.size(), said.toString());
    assertThat(said.get(0)).startsWith("application.properties:1: entra.tenant-id is \"contoso\"");
    assertThat(said.get(1)).startsWith("application.properties:2: zscaler.product is \"zap\"");
    assertThat(said.get(1)).contains("zia, zpa or zidentity: did you mean `zpa`?");
    assertThat(said.get(2)).startsWith("mine.properties:1: provisioning.status is \"maybe\"");
    assertThat(said.get(3)).startsWith("environment variable CONSOLE_PORT: console.port is");
  }

  @ParameterizedTest
  @CsvSource({
    "zscaler.tenant-uri, zscaler.tenant-url",
    "zscaler.secret-tokn-file, zscaler.secret-token-file",
    "entra.tenantid, entra.tenant-id",
    "zsclaer.tenant-url, zscaler.tenant-url",
    "provisioning.scop, provisioning.scope",
  })
  void misspeltKeyIsAnErrorThatNamesTheNearest(String key, String meant) throws IOException {
    assertSays(
        problemOf(key + "=x"), "application.properties:1", key, "did you mean " + meant + "?");
  }

  @Test
  void unknownKeyInAGroupOfSettingsIsAnError() throws IOException {
    assertSays(problemOf("console.wallpaper=blue"), "console.wallpaper", "is not a setting");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "entra.client-id=1b4e28ba",
        "entra.enterprise-app-id=My application",
        "entra.managed-identity-client-id={1b4e28ba-2fa1-11d2-883f-0016d3cca427}",
        "entra.credential=password",
        "entra.default-access=on",
        "entra.certificate-file=missing.p12",
        "zscaler.max-requests-per-second=0",
        "zscaler.max-requests-per-second=NaN",
        "zscaler.max-requests-per-second=fast",
        "zscaler.max-concurrent-requests=0",
        "zscaler.members-per-request=0",
        "zscaler.members-per-request=1.5",
        "zscaler.bulk=on",
        "zscaler.domains=example.com, @example.org",
        "provisioning.scope=some",
        "provisioning.users=true",
        "provisioning.user-actions=create, disable",
        "provisioning.reconcile=repair",
        "provisioning.nested-groups=flatten",
        "provisioning.deprovision=empty",
        "provisioning.deprovision-groups=disable",
        "provisioning.accidental-deletion-threshold=-1",
        "provisioning.accidental-deletion-share=101",
        "provisioning.log-retention=90",
        "provisioning.log-retention=0d",
        "notification.on-failure=on",
        "mail.host=smtp://mail.example.com",
        "mail.host=mail.example.com:25",
        "mail.port=0",
        "mail.from=Provisioning",
        "mail.security=ssl",
        "state.url=postgresql://host/db",
        "changes.endpoint=seda:changes",
        "changes.endpoint=kafka:changes?brokers=host:9093",
        "provisioning.schedule=0 0 3 1 1 ? 2020",
        "provisioning.schedule=0 0 0 31 2 ?",
        "provisioning.reconcile-schedule=0 0 3 30 FEB ?",
        "console.host=http://127.0.0.1",
        "console.port=-1",
        "console.keystore=missing.p12",
        "logging.level=loud",
        "logging.format=xml",
      })
  void invalidValueIsReportedWithKeyOriginAndExpectation(String line) throws IOException {
    String[] parts = line.split("=", 2);
    SettingsProblem problem = problemOf("", line);
    assertEquals(parts[0], problem.key());
    assertEquals("application.properties:2", problem.origin());
    assertSays(problem, "is \"" + parts[1] + "\"");
  }

  @Test
  void placeholdersHaveNoInvalidValues() throws IOException {
    application(
        "provisioning.schedule=every day",
        "provisioning.reconcile-schedule=0 0 3",
        "entra.graph-url=nowhere",
        "zscaler.tenant-url=no where",
        "mail.host=a b",
        "notification.email=nobody");
    LoadedSettings loaded = SettingsLoader.check(directory, null, Map.of());
    assertEquals(6, loaded.problems().size(), loaded.problems().toString());
    loaded
        .problems()
        .forEach(
            problem ->
                assertEquals(
                    SettingsTable.get(problem.key()).defaultValue(),
                    loaded.settings().placeholders().get(problem.key()),
                    problem.key()));
  }

  @Test
  void wordsIgnoreLetterCase() throws IOException {
    application("zscaler.product=ZPA", "provisioning.reconcile-schedule=OFF");
    assertEquals(ZscalerSettings.Product.ZPA, load().zscaler().product());
    assertNull(load().provisioning().reconcileSchedule());
  }

  @Test
  void someOrAllActionsCanBeLeftOut() throws IOException {
    application("provisioning.user-actions=update,create", "provisioning.group-actions=");
    assertEquals(
        Set.of(ProvisioningSettings.Action.CREATE, ProvisioningSettings.Action.UPDATE),
        load().provisioning().userActions());
    assertEquals(Set.of(), load().provisioning().groupActions());
  }

  @Test
  void invalidValueIsReplacedByItsDefaultInAReport() throws IOException {
    application(
        "zscaler.product=zap",
        "provisioning.schedule=often",
        "provisioning.log-retention=long",
        "provisioning.reconcile-schedule=now",
        "zscaler.tenant-url=here");
    LoadedSettings loaded = SettingsLoader.check(directory, config, environment);
    assertEquals(5, loaded.problems().size());
    assertEquals(ZscalerSettings.Product.ZIA, loaded.settings().zscaler().product());
    assertEquals("0 0/5 * * * ?", loaded.settings().provisioning().schedule());
    assertEquals(Duration.ofDays(90), loaded.settings().provisioning().logRetention());
    assertNull(loaded.settings().zscaler().tenantUrl());
  }

  // Addresses

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://scim.zscalerbeta.net/1234567/098/scim",
        "http://127.0.0.1:8080/scim",
        "http://127.1.2.3/scim",
        "http://localhost:8080/scim",
        "http://[::1]:8080/scim",
        "http://[0:0:0:0:0:0:0:1]/scim",
      })
  void httpsIsAllowedEverywhereAndPlainHttpOnLoopback(String url) throws IOException {
    application("zscaler.tenant-url=" + url + "//");
    assertEquals(URI.create(url), load().zscaler().tenantUrl());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://scim.zscalerbeta.net/1234567/098/scim",
        "http://10.0.0.1/scim",
        "http://127.0.0.1.example.com/scim",
        "http://127.0.0.256/scim",
        "http://localhost.example.com/scim",
        "http://[::2]/scim",
        "http://[2001:db8::1]/scim",
        "HTTP://example.com/scim",
      })
  void plainHttpToAnotherMachineIsRefused(String url) throws IOException {
    for (String key : List.of("zscaler.tenant-url", "entra.graph-url", "entra.authority")) {
      assertSays(problemOf(key + "=" + url), key, url, "https");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "scim.zscalerbeta.net/1/scim, https://host/path",
    "ftp://example.com/scim, https://host/path",
    "https:///scim, https://",
    "https://exa mple.com/scim, https://host/path",
    "https://example.com/scim?aadOptscim062020, zscaler.product",
    "https://example.com/scim?a=b, without a query",
    "https://example.com/scim#part, without a query (?) or fragment",
  })
  void otherAddressesAreRefusedWithAReason(String url, String reason) throws IOException {
    assertSays(problemOf("zscaler.tenant-url=" + url), "zscaler.tenant-url", reason);
  }

  @Test
  void passwordInAnAddressIsRefusedAndNotShown() throws IOException {
    SettingsProblem problem = problemOf("entra.graph-url=https://me:" + SECRET + "@example.com");
    assertSays(problem, "without a user name or password");
    assertThat(problem.toString()).doesNotContain(SECRET);
  }

  // Schedules

  @ParameterizedTest
  @ValueSource(strings = {"0 0/5 * * * ?", "0 0 3 ? * SUN", "0 15 10 L * ? 2030"})
  void quartzSchedulesAreAccepted(String schedule) throws IOException {
    application("provisioning.schedule=" + schedule, "provisioning.reconcile-schedule=" + schedule);
    assertEquals(schedule, load().provisioning().schedule());
    assertEquals(schedule, load().provisioning().reconcileSchedule());
  }

  @ParameterizedTest
  @CsvSource({
    "*/5 * * * *, \"0 */5 * * * ?\"",
    "0 3 * * 0, write weekdays by name (MON-FRI)",
    "every 5 minutes, Quartz cron expression",
    "0 0 25 * * ?, Quartz cron expression",
  })
  void otherSchedulesAreRefusedWithAHint(String schedule, String hint) throws IOException {
    assertSays(
        problemOf("provisioning.schedule=" + schedule), "provisioning.schedule", schedule, hint);
    assertSays(
        problemOf("provisioning.reconcile-schedule=" + schedule),
        "provisioning.reconcile-schedule",
        hint);
  }

  // Mail and notification

  @ParameterizedTest
  @CsvSource({"none, 25", "starttls, 587", "tls, 465"})
  void mailPortFollowsFromTheSecurity(String security, int port) throws IOException {
    application("mail.security=" + security);
    assertEquals(port, load().mail().port());
  }

  @Test
  void plainMailWithAPasswordIsAllowedOnlyOnLoopback() throws IOException {
    String[] lines = {
      "mail.security=none", "mail.username=me", "mail.password=" + SECRET, "mail.host=localhost"
    };
    application(lines);
    assertEquals(MailSettings.Security.NONE, load().mail().security());
    lines[3] = "mail.host=mail.example.com";
    assertSays(problemOf(lines), "application.properties:1", "mail.security", "starttls or tls");
  }

  @Test
  void passwordNeedsAUserName() throws IOException {
    assertSays(problemOf("mail.password=" + SECRET), "mail.username", "is missing");
    assertSays(problemOf("console.password=x", "console.viewer-password=y"), "viewer-username");
    assertSays(problemOf("console.password=x", "console.viewer-username=y"), "viewer-password");
    assertSays(
        problemOf("console.viewer-username=y", "console.viewer-password=z"), "console.password");
    assertSays(
        problemOf(
            "console.password=x", "console.viewer-username=admin", "console.viewer-password=z"),
        "console.viewer-username",
        "a name other than");
  }

  @Test
  void notificationNeedsAnSmtpServerAndValidAddresses() throws IOException {
    assertSays(problemOf("notification.email=ops@example.org"), "mail.host", "is missing");
    assertSays(
        problemOf("mail.host=mail", "notification.email=ops@example.org, Ops <o@example.org>"),
        "notification.email",
        "Ops <o@example.org>");
  }

  @Test
  void senderFollowsFromTheUserNameOrTheFirstAddress() throws IOException {
    application("mail.host=mail", "notification.email=ops@example.org, second@example.org");
    assertEquals("ops@example.org", load().mail().from());
    assertEquals(List.of("ops@example.org", "second@example.org"), load().notification().email());
    application("mail.host=mail", "notification.email=o@example.org", "mail.username=a@b.example");
    assertEquals("a@b.example", load().mail().from());
    application("mail.host=mail", "mail.username=a@b.example", "mail.from=c@d.example");
    assertEquals("c@d.example", load().mail().from());
  }

  // State and console

  @Test
  void stateEncryptionIsForH2AndAllowsNoWhiteSpace() throws IOException {
    assertSays(
        problemOf("state.url=jdbc:postgresql://host/db", "state.encryption-password=x"),
        "application.properties:2",
        "state.encryption-password",
        "H2");
    assertSays(problemOf("state.encryption-password=a b"), "no white space");
  }

  @Test
  void consoleOffLoopbackNeedsAKeyStore() throws IOException {
    assertSays(
        problemOf("console.host=0.0.0.0", "console.password=" + SECRET),
        "application.properties:1",
        "console.host",
        "console.keystore");
    Files.writeString(directory.resolve("keys.p12"), "");
    application("console.host=0.0.0.0", "console.password=" + SECRET, "console.keystore=keys.p12");
    assertEquals(directory.resolve("keys.p12"), load().console().keystore());
    application("console.host=::1", "console.password=" + SECRET);
    assertEquals("::1", load().console().host());
  }

  // What a connection needs

  @Test
  void missingSettingsOfTheConnectionsAreReported() {
    SettingsException thrown =
        assertThrows(SettingsException.class, () -> load().requireConnections());
    assertEquals(
        List.of(
            "entra.tenant-id",
            "entra.client-id",
            "entra.client-secret",
            "entra.enterprise-app-id",
            "zscaler.tenant-url",
            "zscaler.secret-token"),
        thrown.problems().stream().map(SettingsProblem::key).toList());
    assertSays(thrown.problems().get(5), "is missing", "ZSCALER_SECRET_TOKEN");
  }

  @ParameterizedTest
  @CsvSource({
    "client-secret, entra.client-id entra.client-secret",
    "certificate, entra.client-id entra.certificate-file",
    "workload-identity, entra.client-id entra.federated-token-file",
    "managed-identity, ''",
  })
  void eachCredentialNeedsItsOwnSettings(String credential, String missing) throws IOException {
    application(
        "entra.credential=" + credential,
        "entra.tenant-id=" + GUID,
        "provisioning.scope=all",
        "zscaler.tenant-url=https://example.com/scim",
        "zscaler.secret-token=token");
    assertEquals(
        missing,
        String.join(
            " ", load().missingForConnections().stream().map(SettingsProblem::key).toList()));
  }

  @Test
  void completeSettingsAreEnoughToConnect() throws IOException {
    application(
        "entra.tenant-id=" + GUID.toUpperCase(Locale.ROOT),
        "entra.client-id=" + GUID,
        "entra.client-secret=" + SECRET,
        "entra.enterprise-app-id=" + GUID,
        "zscaler.tenant-url=https://example.com/scim",
        "zscaler.secret-token=token");
    load().requireConnections();
    assertEquals(GUID, load().entra().tenantId());
  }
}
