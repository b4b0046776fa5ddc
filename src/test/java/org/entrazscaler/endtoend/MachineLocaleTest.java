package org.entrazscaler.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.entrazscaler.simulation.zscaler.ZscalerGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The charset, language and time zone of the machine change nothing that is read, written or
 * printed. The commands run in a shell, because this JVM may not be able to pass on all characters.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the shell is a POSIX one")
class MachineLocaleTest {

  private static final Pattern FOREIGN_DIGIT = Pattern.compile("[\\p{Nd}&&[^0-9]]");
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** A machine: its locale and the options of its JVM. */
  enum Machine {
    /** Java 17 on Windows in Turkish: the upper case of i is not I. */
    WINDOWS_IN_TURKISH(
        "C.UTF-8", "-Dfile.encoding=windows-1252 -Duser.language=tr -Duser.country=TR"),
    /** The locale that cron gives to a command. The language of the JVM has its own digits. */
    CRON_IN_ARABIC("C", "-Duser.language=ar -Duser.country=EG -Duser.timezone=Pacific/Chatham"),
    /** A language with its own calendar and digits. */
    THAI(
        "C.UTF-8",
        "-Dfile.encoding=TIS-620 -Duser.language=th -Duser.country=TH -Duser.variant=TH");

    private final String locale;
    private final String options;

    Machine(String locale, String options) {
      this.locale = locale;
      this.options = options;
    }
  }

  private record Output(int exitStatus, String out, String err) {
    String all() {
      return out + "\n" + err;
    }
  }

  @RegisterExtension private final Installation installation = new Installation();

  private final Company company = new Company(installation);

  private Output execute(
      Machine machine, String input, Map<String, String> variables, String... words)
      throws IOException, InterruptedException {
    StringBuilder script = new StringBuilder("export LC_ALL=" + machine.locale + "\nunset LANG\n");
    variables.forEach(
        (name, value) -> script.append("export ").append(name).append("=").append(quoted(value)));
    script.append("exec ");
    ProgramProcess.command(List.of(machine.options.split(" ")), words)
        .forEach(word -> script.append(quoted(word).strip()).append(' '));
    Path folder = Files.createDirectories(installation.directory.resolve("shell"));
    Files.writeString(folder.resolve("in"), input);
    Process process =
        new ProcessBuilder("sh", Files.writeString(folder.resolve("command"), script).toString())
            .directory(installation.directory.toFile())
            .redirectInput(folder.resolve("in").toFile())
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    assertTrue(
        process.waitFor(ProgramProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS), "still running");
    return new Output(
        process.exitValue(), text(folder.resolve("out")), text(folder.resolve("err")));
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'\n";
  }

  @ParameterizedTest
  @EnumSource
  void aCycleHasTheSameResultOnEachMachine(Machine machine) throws Exception {
    edit("user-mapping", "[department]", "Join(\" \", [department], \"Zürich Łódź İğdır 東京\")");
    edit("scope", "expression: 'ALL'", "expression: 'displayName NOT EQUALS \"Ümit Ağ\"'");
    addByteOrderMark("scope.camel.yaml");
    installation
        .unset("zscaler.secret-token")
        .set("zscaler.secret-token-file", writeSecret("token", installation.zscaler.secretToken()))
        .unset("entra.client-secret")
        .set("entra.client-secret-file", writeSecret("secret", installation.tenant.clientSecret()))
        .set("zscaler.domains", "example.com");
    String ilgaz = company.hire("ilgaz", "Işık");
    String refused = installation.entra().addUser("Jürgen Żółć", "jürgen@elsewhere.example");
    installation.entra().assign(refused);
    installation.entra().assign(installation.entra().addUser("Ümit Ağ", "umit@example.com"));
    installation.zscaler.putUser("ILGAZ@EXAMPLE.COM");
    company.group("Vertrieb Süd ΑΘΗΝΑ", List.of(ilgaz));
    company.group("Führung Süd", List.of(ilgaz));
    installation.writeSettings();
    addByteOrderMark("../application.properties");

    Output cycle =
        execute(machine, "", Map.of("ZSCALER_NEVER_TOUCH", "Führung *"), "run", "--once");

    assertEquals(1, cycle.exitStatus(), cycle.all());
    assertFalse(FOREIGN_DIGIT.matcher(cycle.all()).find(), cycle.all());
    assertEquals(
        "Işık Zürich Łódź İğdır 東京",
        installation.zscaler.users().stream()
            .filter(user -> user.userName().equalsIgnoreCase("ilgaz@example.com"))
            .map(user -> user.department())
            .toList()
            .get(0));
    List<String> groups =
        installation.zscaler.groups().stream().map(ZscalerGroup::displayName).toList();
    assertThat(groups).contains("Vertrieb Süd ΑΘΗΝΑ");
    assertThat(groups).doesNotContain("Führung Süd");
    assertTrue(installation.zscaler.user("umit@example.com") == null, "in spite of the filter");
    assertThat(cycle.out()).as(cycle.all()).contains("jürgen@elsewhere.example");

    MimeMessage mail = installation.mail.getReceivedMessages()[0];
    assertFalse(FOREIGN_DIGIT.matcher(mail.getSubject()).find(), mail.getSubject());
    Multipart parts = (Multipart) mail.getContent();
    for (int part = 0; part < parts.getCount(); part++) {
      String content = (String) parts.getBodyPart(part).getContent();
      assertThat(content).contains("jürgen@elsewhere.example");
      assertFalse(FOREIGN_DIGIT.matcher(content).find(), content);
    }

    Output logs = execute(machine, "", Map.of(), "logs", "--object", "Vertrieb Süd ΑΘΗΝΑ");
    assertEquals(0, logs.exitStatus(), logs.all());
    assertThat(logs.out()).as(logs.all()).contains("Vertrieb Süd ΑΘΗΝΑ");
    assertFalse(FOREIGN_DIGIT.matcher(logs.all()).find(), logs.all());
  }

  @ParameterizedTest
  @EnumSource
  void commandInputAndOutputAreTheSameOnEachMachine(Machine machine) throws Exception {
    edit("user-mapping", "[displayName]", "\"Zürich İğdır\"");
    installation.writeSettings();

    Output argument =
        execute(
            machine,
            "",
            Map.of(),
            "evaluate",
            "Join(\"–\", \"Zürich\", ToUpper([city], \"tr-TR\"))",
            "--with",
            BYTE_ORDER_MARK + "{\"city\":\"iğdır\"}");
    assertEquals(0, argument.exitStatus(), argument.all());
    assertEquals("\"Zürich–İĞDIR\"\n", argument.out());

    Output input =
        execute(
            machine, BYTE_ORDER_MARK + "Join(\"–\", \"Łódź\", \"東京\")", Map.of(), "evaluate", "-");
    assertEquals("\"Łódź–東京\"\n", input.out(), input.all());

    Files.writeString(
        installation.directory.resolve("user.json"),
        BYTE_ORDER_MARK + "{\"userPrincipalName\":\"jürgen@example.com\"}");
    Output check = execute(machine, "", Map.of(), "check", "--show", "user.json");
    assertThat(check.out()).as(check.all()).contains("Zürich İğdır");
    assertThat(check.out()).as(check.all()).contains("jürgen@example.com");
    assertEquals(0, check.exitStatus(), check.all());
  }

  @Test
  void aFileNameThatTheLocaleCannotRepresentIsReported() throws Exception {
    Path folder = installation.directory.resolve("routes");
    Process rename =
        new ProcessBuilder(
                "sh", "-c", "mv scope.camel.yaml \"$(printf 'z\\303\\274rich').camel.yaml\"")
            .directory(folder.toFile())
            .start();
    assertEquals(0, rename.waitFor());
    installation.writeSettings();
    Output check = execute(Machine.CRON_IN_ARABIC, "", Map.of(), "check");
    assertEquals(2, check.exitStatus(), check.all());
    assertThat(check.out()).as(check.all()).contains("LC_ALL=C.UTF-8");
  }

  private void edit(String file, String what, String with) {
    installation.edit(file + ".camel.yaml", what, with);
  }

  private void addByteOrderMark(String file) throws IOException {
    Path path = installation.directory.resolve("routes").resolve(file).normalize();
    Files.writeString(path, BYTE_ORDER_MARK + Files.readString(path));
  }

  private String writeSecret(String name, String value) throws IOException {
    Files.writeString(installation.directory.resolve(name), BYTE_ORDER_MARK + value + "\n");
    return name;
  }
}
