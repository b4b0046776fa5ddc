package org.entrazscaler.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request to Jolokia that only looks. Its body is written anew from what was understood of it, so
 * that Jolokia cannot understand it otherwise.
 */
final class ViewerRequest extends HttpServletRequestWrapper {

  /** More than any page of the console sends. */
  private static final int MOST_BYTES = 1_000_000;

  private static final Set<String> LOOKING = Set.of("read", "list", "search", "version");

  /** Operations by which the console's pages read. */
  private static final Set<String> READING_OPERATIONS =
      Set.of(
          "browse",
          "canInvoke",
          "componentNames",
          "dumpRouteAsXml",
          "dumpRouteStatsAsXml",
          "dumpRoutesAsXml",
          "dumpRoutesStatsAsXml",
          "endpointStatistics",
          "isUpdateRouteEnabled",
          "list",
          "listRestServices",
          "logs",
          "status");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final byte[] body;

  private ViewerRequest(HttpServletRequest request, byte[] body) {
    super(request);
    this.body = body;
  }

  /** The request as it may be passed on, or null if it does more than look. */
  static @Nullable HttpServletRequest of(HttpServletRequest request) throws IOException {
    return switch (request.getMethod()) {
      case "GET" -> looksByPath(request) ? request : null;
      case "POST" -> {
        JsonNode body = body(request);
        yield body != null && looks(body)
            ? new ViewerRequest(request, JSON.writeValueAsBytes(body))
            : null;
      }
      default -> null;
    };
  }

  private static boolean looksByPath(HttpServletRequest request) {
    String path = request.getPathInfo();
    if (request.getParameter("p") != null) {
      // Jolokia takes it in place of the path.
      return false;
    }
    return path == null || path.equals("/") || LOOKING.contains(path.split("/", 3)[1]);
  }

  private static @Nullable JsonNode body(HttpServletRequest request) throws IOException {
    byte[] bytes = request.getInputStream().readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      return null;
    }
    try {
      return JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private static boolean looks(JsonNode body) {
    if (!body.isArray()) {
      return looksOnce(body);
    }
    for (JsonNode each : body) {
      if (!looksOnce(each)) {
        return false;
      }
    }
    return true;
  }

  private static boolean looksOnce(JsonNode request) {
    String type = request.path("type").asText();
    String operation = request.path("operation").asText();
    return LOOKING.contains(type)
        || "exec".equals(type) && READING_OPERATIONS.contains(operation.replaceFirst("\\(.*", ""));
  }

  @Override
  public int getContentLength() {
    return body.length;
  }

  @Override
  public long getContentLengthLong() {
    return body.length;
  }

  @Override
  public String getCharacterEncoding() {
    return StandardCharsets.UTF_8.name();
  }

  @Override
  public BufferedReader getReader() {
    return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
  }

  @Override
  public ServletInputStream getInputStream() {
    return new Body(new ByteArrayInputStream(body));
  }

  private static final class Body extends ServletInputStream {

    private final ByteArrayInputStream bytes;

    private Body(ByteArrayInputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public boolean isFinished() {
      return bytes.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("The body is there already");
    }
  }
}
