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
 * A request to Jolokia that only reads. Its body is the JSON that was parsed and checked here, so
 * that Jolokia cannot interpret it in another way.
 */
final class ViewerRequest extends HttpServletRequestWrapper {

  /** More than any page of the console sends. */
  private static final int MAX_BYTES = 1_000_000;

  private static final Set<String> READ_TYPES = Set.of("read", "list", "search", "version");

  /** The operations with which the pages of the console read. */
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

  /** The request that may be forwarded; null if it does more than read. */
  static @Nullable HttpServletRequest of(HttpServletRequest request) throws IOException {
    return switch (request.getMethod()) {
      case "GET" -> isReadPath(request) ? request : null;
      case "POST" -> {
        JsonNode body = body(request);
        yield body != null && isReadOnly(body)
            ? new ViewerRequest(request, JSON.writeValueAsBytes(body))
            : null;
      }
      default -> null;
    };
  }

  private static boolean isReadPath(HttpServletRequest request) {
    String path = request.getPathInfo();
    if (request.getParameter("p") != null) {
      // Jolokia uses this parameter instead of the path.
      return false;
    }
    return path == null || path.equals("/") || READ_TYPES.contains(path.split("/", 3)[1]);
  }

  private static @Nullable JsonNode body(HttpServletRequest request) throws IOException {
    byte[] bytes = request.getInputStream().readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      return null;
    }
    try {
      return JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private static boolean isReadOnly(JsonNode body) {
    if (!body.isArray()) {
      return isRead(body);
    }
    for (JsonNode each : body) {
      if (!isRead(each)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isRead(JsonNode request) {
    String type = request.path("type").asText();
    String operation = request.path("operation").asText();
    return READ_TYPES.contains(type)
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
      throw new IllegalStateException("The body is already complete");
    }
  }
}
