package org.entrazscaler.simulation.zscaler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.captaingoldfish.scim.sdk.common.constants.enums.HttpMethod;
import de.captaingoldfish.scim.sdk.common.exceptions.ScimException;
import de.captaingoldfish.scim.sdk.common.response.ErrorResponse;
import de.captaingoldfish.scim.sdk.common.response.ScimResponse;
import de.captaingoldfish.scim.sdk.common.schemas.SchemaAttribute;
import de.captaingoldfish.scim.sdk.server.endpoints.ResourceEndpoint;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The SCIM service of the simulation: scim-sdk-server 1.30.0 with {@code /Users} and {@code
 * /Groups} on a {@link TenantStore}.
 *
 * <p>The library handles schemas, discovery documents, validation of bodies, parsing of filters and
 * paths, PATCH of users, paging rules, {@code attributes} and {@code excludedAttributes}, {@code
 * /Bulk}, and errors. This class, {@link IncomingBody}, {@link OutgoingBody}, {@link Rules} and
 * {@link GroupPatch} handle the media types, the id in the body, domains, lengths, administrators,
 * limits, membership by index, and the published form of answers.
 */
final class ScimService {

  static final String USER = "urn:ietf:params:scim:schemas:core:2.0:User";
  static final String GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
  static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

  /** The extension of ZIdentity for custom attributes. */
  static final String CUSTOM = "urn:ietf:params:scim:schemas:extension:zscaler:1.0:User";

  static final Set<String> SCHEMAS = Set.of(USER, GROUP, ENTERPRISE, CUSTOM);

  private static final Pattern RESOURCE = Pattern.compile("/(Users|Groups)(?:/([^/]+))?/?");
  private static final Pattern DISCOVERY =
      Pattern.compile("/(?:Schemas|ServiceProviderConfig|ResourceTypes)(?:/[^/]+)?/?");
  private static final Pattern SERVED =
      Pattern.compile("/(?:Users|Groups)(?:/[^/]+)?/?|/(?:(?:Users|Groups)/)?\\.search|/Bulk");
  private static final Pattern COUNT = Pattern.compile("(?i)(?<=^|&)count=(-?[0-9]+)");
  private static final Pattern PAGING =
      Pattern.compile("(?i)(?:^|&)(?:count|startIndex)=(?!-?[0-9]{1,9}(?:&|$))");

  private final TenantStore store;
  private final String baseUrl;
  private @Nullable ScimLibrary library;

  ScimService(TenantStore store, String baseUrl, ZscalerOptions options) {
    this.store = store;
    this.baseUrl = baseUrl;
    ScimLibrary taken = ScimLibrary.take(options);
    taken.serve(store, baseUrl);
    library = taken;
  }

  /** Gives the library back, for another service. Later requests fail. */
  synchronized void close() {
    ScimLibrary taken = library;
    library = null;
    if (taken != null) {
      taken.giveBack();
    }
  }

  private synchronized ResourceEndpoint endpoint() {
    if (library == null) {
      throw new IllegalStateException("The simulated Zscaler is stopped");
    }
    return library.endpoint();
  }

  /**
   * Whether the library must filter the attributes of an answer. It must if a request selects
   * attributes; otherwise it would only repeat the validation of the stored values, which takes
   * most of the time of a page of 1,000.
   */
  static boolean validated(
      @Nullable List<SchemaAttribute> attributes,
      @Nullable List<SchemaAttribute> excludedAttributes) {
    return (attributes != null && !attributes.isEmpty())
        || (excludedAttributes != null && !excludedAttributes.isEmpty());
  }

  /** Whether the path needs no token: discovery, as Zscaler documents. */
  static boolean isDiscovery(String path) {
    return DISCOVERY.matcher(path).matches();
  }

  /**
   * Carries out one request.
   *
   * @param path below the tenant URL, with a leading slash
   * @param query not decoded
   * @param mediaType of the body, without parameters, lower case
   */
  Answer handle(
      String method,
      String path,
      @Nullable String query,
      @Nullable String mediaType,
      String body,
      ZscalerOptions options) {
    if (!isDiscovery(path) && !SERVED.matcher(path).matches()) {
      return Answer.error(404, null, "There is no " + path);
    }
    try {
      return switch (method) {
        case "GET" -> get(path, query, options);
        case "POST", "PUT", "PATCH" -> withBody(method, path, query, mediaType, body, options);
        case "DELETE" -> call(HttpMethod.DELETE, path, query, "", options, false);
        default -> Answer.error(405, null, "The method " + method + " is not allowed");
      };
    } catch (ScimException refused) {
      return Answer.error(refused.getStatus(), refused.getScimType(), refused.getDetail());
    }
  }

  private Answer get(String path, @Nullable String query, ZscalerOptions options) {
    String asked = query == null ? "" : query;
    if (PAGING.matcher(asked).find()) {
      return Answer.error(400, "invalidValue", "startIndex and count must be numbers");
    }
    // ZPA uses this spelling; the library knows only that of the standard.
    asked = asked.replace("excludeAttributes=", "excludedAttributes=");
    Matcher count = COUNT.matcher(asked);
    if (!count.find()) {
      asked = asked + (asked.isEmpty() ? "" : "&") + "count=" + options.defaultPage();
    } else if (Integer.parseInt(count.group(1)) > options.maximumPage()) {
      asked = count.replaceFirst("count=" + options.maximumPage());
    }
    Matcher resource = RESOURCE.matcher(path);
    boolean list = resource.matches() && resource.group(2) == null;
    return call(HttpMethod.GET, path, list ? asked : query, "", options, false);
  }

  private Answer withBody(
      String method,
      String path,
      @Nullable String query,
      @Nullable String mediaType,
      String body,
      ZscalerOptions options) {
    Set<String> taken =
        method.equals("PATCH")
            ? options.patchMediaTypes()
            : Set.of(Answer.SCIM, "application/json");
    if (mediaType == null || !taken.contains(mediaType)) {
      return Answer.error(415, null, "The content type '" + mediaType + "' is not one of " + taken);
    }
    ObjectNode document = Json.object(body);
    if (path.endsWith("/.search")) {
      int asked = document.path("count").asInt(options.defaultPage());
      document.put("count", Math.min(asked, options.maximumPage()));
      return call(HttpMethod.POST, path, query, document.toString(), options, false);
    }
    // One lock for both, because adapting a PATCH reads the patched user.
    return store.write(() -> write(HttpMethod.valueOf(method), path, query, document, options));
  }

  private Answer write(
      HttpMethod method,
      String path,
      @Nullable String query,
      ObjectNode document,
      ZscalerOptions options) {
    String effectivePath = path;
    if (path.equals("/Bulk")) {
      adaptBulk(document, options);
    } else {
      effectivePath = adapt(method.name(), path, document, options);
    }
    boolean membersMentioned = document.has("members");
    return call(method, effectivePath, query, document.toString(), options, membersMentioned);
  }

  /**
   * Changes a body into the form of the library, and returns the path of the resource that is
   * really written.
   */
  private String adapt(String method, String path, ObjectNode document, ZscalerOptions options) {
    Matcher resource = RESOURCE.matcher(path);
    if (!resource.matches()) {
      return path;
    }
    String type = resource.group(1);
    String id = resource.group(2);
    JsonNode bodyId = document.remove("id");
    if (id != null && options.bodyIdWins() && bodyId != null && bodyId.isTextual()) {
      id = bodyId.textValue();
    }
    IncomingBody incoming = new IncomingBody(options, type.equals("Users"));
    if (method.equals("PATCH")) {
      Stored.User user = id == null ? null : store.users.byId(id);
      incoming.adaptPatch(
          document, user == null ? Json.MAPPER.createObjectNode() : user.attributes);
    } else {
      incoming.adaptResource(document);
    }
    if (id == null) {
      return path;
    }
    if (method.equals("PUT") && type.equals("Groups") && options.groupPutKeepsMissing()) {
      keepDisplayName(id, document);
    }
    return "/" + type + "/" + id;
  }

  /**
   * The schema requires displayName, so the library would refuse a PUT that the example of ZPA
   * shows.
   */
  private void keepDisplayName(String id, ObjectNode document) {
    if (!document.hasNonNull("displayName")) {
      Stored.Group group = store.groups.byId(id);
      if (group != null) {
        document.put("displayName", group.displayName());
      }
    }
  }

  private void adaptBulk(ObjectNode document, ZscalerOptions options) {
    for (JsonNode operation : document.path("Operations")) {
      JsonNode data = operation.get("data");
      if (operation instanceof ObjectNode object && data != null && !data.isNull()) {
        ObjectNode inner = data.isTextual() ? Json.object(data.textValue()) : Json.copyOf(data);
        String method = operation.path("method").asText().toUpperCase(Locale.ROOT);
        object.put("path", adapt(method, operation.path("path").asText(), inner, options));
        object.put("data", inner.toString());
      }
    }
  }

  private Answer call(
      HttpMethod method,
      String path,
      @Nullable String query,
      String body,
      ZscalerOptions options,
      boolean membersMentioned) {
    ZscalerContext context = new ZscalerContext(options, membersMentioned);
    String url = baseUrl + path + (query == null || query.isEmpty() ? "" : "?" + query);
    Map<String, String> headers = Map.of("Content-Type", Answer.SCIM);
    boolean reads = method == HttpMethod.GET || path.endsWith("/.search");
    ScimResponse response =
        reads
            ? store.read(() -> endpoint().handleRequest(url, method, body, headers, context))
            : store.write(() -> endpoint().handleRequest(url, method, body, headers, context));
    if (response instanceof ErrorResponse error) {
      return error(error);
    }
    if (response.getHttpStatus() == 204) {
      return new Answer(204, null, "", Map.of(), lastPart(path));
    }
    ObjectNode document = Json.copyOf(response);
    shape(method, path, document, options);
    if (context.replacementId != null) {
      document.put("id", context.replacementId);
    }
    String id = document.path("id").textValue();
    Map<String, String> location =
        method == HttpMethod.POST && id != null
            ? Map.of("Location", baseUrl + path + "/" + id)
            : Map.of();
    return new Answer(response.getHttpStatus(), Answer.SCIM, document.toString(), location, id);
  }

  private static void shape(
      HttpMethod method, String path, ObjectNode document, ZscalerOptions options) {
    OutgoingBody outgoing = new OutgoingBody(options, path.startsWith("/Users"));
    if (document.has("totalResults") && RESOURCE.matcher(path.replace("/.search", "")).matches()) {
      outgoing.shapeList(document);
    } else if (RESOURCE.matcher(path).matches()) {
      boolean update = method == HttpMethod.PUT || method == HttpMethod.PATCH;
      outgoing.shape(document, update ? OutgoingBody.Place.UPDATE : OutgoingBody.Place.SINGLE);
    }
  }

  private static Answer error(ErrorResponse error) {
    String detail =
        error.getDetail().orElseGet(() -> error.getErrorMessages() + " " + error.getFieldErrors());
    return Answer.error(error.getHttpStatus(), error.getScimType().orElse(null), detail);
  }

  private static String lastPart(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
