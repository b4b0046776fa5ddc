package org.entrazscaler.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Debian's Chromium without a window, driven through ChromeDriver (W3C WebDriver). */
final class Browser implements AutoCloseable {

  static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  static final Path DRIVER = Path.of("/usr/bin/chromedriver");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern PORT = Pattern.compile("successfully on port (\\d+)");

  private final Process driver;
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI service;
  private final String session;

  private Browser(Process driver, int port, Path profile) throws IOException, InterruptedException {
    this.driver = driver;
    this.service = URI.create("http://127.0.0.1:" + port);
    ObjectNode options = JSON.createObjectNode().put("binary", CHROMIUM.toString());
    options.set(
        "args",
        JSON.valueToTree(
            List.of(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--window-size=1600,1000",
                "--user-data-dir=" + profile)));
    ObjectNode capabilities = JSON.createObjectNode();
    capabilities
        .putObject("capabilities")
        .putObject("alwaysMatch")
        .set("goog:chromeOptions", options);
    this.session = call("POST", "/session", capabilities).path("sessionId").asText();
  }

  static boolean isInstalled() {
    return Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
  }

  static Browser start(Path profile) throws IOException, InterruptedException {
    Process driver =
        new ProcessBuilder(DRIVER.toString(), "--port=0").redirectErrorStream(true).start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(driver.getInputStream(), StandardCharsets.UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      Matcher port = PORT.matcher(line);
      if (port.find()) {
        return new Browser(driver, Integer.parseInt(port.group(1)), profile);
      }
    }
    throw new IOException("ChromeDriver ended before it opened a port");
  }

  void open(String address) throws IOException, InterruptedException {
    command("/url", JSON.createObjectNode().put("url", address));
  }

  /** Runs a JavaScript function body. */
  JsonNode script(String body) throws IOException, InterruptedException {
    ObjectNode script = JSON.createObjectNode().put("script", body);
    script.putArray("args");
    return command("/execute/sync", script);
  }

  void type(String selector, String text) throws IOException, InterruptedException {
    command("/element/" + element(selector) + "/value", JSON.createObjectNode().put("text", text));
  }

  void click(String selector) throws IOException, InterruptedException {
    command("/element/" + element(selector) + "/click", JSON.createObjectNode());
  }

  private String element(String selector) throws IOException, InterruptedException {
    return command(
            "/element", JSON.createObjectNode().put("using", "css selector").put("value", selector))
        .path(ELEMENT)
        .asText();
  }

  void screenshot(Path file) throws IOException, InterruptedException {
    Files.createDirectories(file.getParent());
    String picture = call("GET", "/session/" + session + "/screenshot", null).asText();
    Files.write(file, Base64.getDecoder().decode(picture));
  }

  private JsonNode command(String path, JsonNode body) throws IOException, InterruptedException {
    return call("POST", "/session/" + session + path, body);
  }

  private JsonNode call(String method, String path, JsonNode body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(service.resolve(path))
            .timeout(PATIENCE)
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    JsonNode value = JSON.readTree(answer.body()).path("value");
    if (answer.statusCode() != 200) {
      throw new IOException(method + " " + path + ": " + value.path("message").asText());
    }
    return value;
  }

  @Override
  public void close() {
    try {
      call("DELETE", "/session/" + session, null);
    } catch (IOException | InterruptedException e) {
      driver.descendants().forEach(ProcessHandle::destroyForcibly);
    }
    driver.destroy();
  }
}
