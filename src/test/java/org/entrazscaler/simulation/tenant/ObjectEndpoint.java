package org.entrazscaler.simulation.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.entrazscaler.simulation.tenant.DirectoryObject.State;
import org.entrazscaler.simulation.tenant.GraphRequest.PageHint;
import org.jspecify.annotations.Nullable;

/**
 * Single objects and lists. A list continues after the last delivered entry, so that no entry is
 * missed. Used under the lock of the directory.
 */
final class ObjectEndpoint {

  private static final int DEFAULT_PAGE = 100;
  private static final int MAXIMUM_PAGE = 999;
  private static final Pattern EQUALS =
      Pattern.compile("(\\w+)\\s+eq\\s+(?:'((?:[^']|'')*)'|(true|false))");
  private static final Pattern IN = Pattern.compile("(\\w+)\\s+in\\s*\\(([^)]*)\\)");
  private static final DateTimeFormatter SEVEN_DIGITS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Directory directory;
  private final String tenantId;
  private final String tenantDomain;
  private final String graphUrl;
  private volatile int assignmentsPerPage = DEFAULT_PAGE;

  ObjectEndpoint(Directory directory, String tenantId, String tenantDomain, String graphUrl) {
    this.directory = directory;
    this.tenantId = tenantId;
    this.tenantDomain = tenantDomain;
    this.graphUrl = graphUrl;
  }

  void assignmentsPerPage(int size) {
    assignmentsPerPage = size;
  }

  @Nullable DirectoryObject byAppId(String appId) {
    for (DirectoryObject object : directory.inOrder()) {
      if (object.kind == ObjectKind.SERVICE_PRINCIPAL && object.text("appId").equals(appId)) {
        return object;
      }
    }
    return null;
  }

  /** One object; {@code deleted} for an object in the recycle bin. */
  Answer single(DirectoryObject object, GraphRequest request, boolean deleted) {
    List<String> select = select(object.kind, request);
    ObjectNode body = Json.object();
    String entity =
        deleted
            ? "directoryObjects/$entity"
            : object.kind.collection()
                + (request.options().has("$select") ? "(" + String.join(",", select) + ")" : "")
                + "/$entity";
    body.put("@odata.context", graphUrl + "/$metadata#" + entity);
    if (deleted) {
      body.put("@odata.type", object.kind.odataType());
    }
    put(body, object, select);
    if (!deleted && expandsManager(object.kind, request)) {
      DirectoryObject manager = manager(object);
      if (manager != null) {
        ObjectNode expanded = body.putObject("manager");
        expanded.put("@odata.type", manager.kind.odataType());
        put(expanded, manager, List.of("id", "displayName", "userPrincipalName"));
      }
    }
    return Answer.ok(body);
  }

  /** The tenant, only with its domains. */
  Answer organization() {
    ObjectNode body = Json.object();
    body.put("@odata.context", graphUrl + "/$metadata#organization(id,verifiedDomains)");
    ArrayNode domains =
        body.putArray("value").addObject().put("id", tenantId).putArray("verifiedDomains");
    domains
        .addObject()
        .put("name", "mail." + tenantDomain)
        .put("isDefault", false)
        .put("isInitial", false);
    domains.addObject().put("name", tenantDomain).put("isDefault", true).put("isInitial", true);
    return Answer.ok(body);
  }

  Answer manager(DirectoryObject user, GraphRequest request) {
    DirectoryObject manager = manager(user);
    if (manager == null) {
      throw new GraphException(
          404,
          "Request_ResourceNotFound",
          "Resource 'manager' does not exist or one of its queried reference-property objects are not"
              + " present.");
    }
    ObjectNode body = Json.object();
    body.put("@odata.context", graphUrl + "/$metadata#directoryObjects/$entity");
    body.put("@odata.type", manager.kind.odataType());
    put(body, manager, select(ObjectKind.USER, request));
    return Answer.ok(body);
  }

  Answer list(ObjectKind kind, GraphRequest request) {
    Predicate<DirectoryObject> filter = filter(kind, request.options());
    return objects(
        kind, request, kind.collection(), object -> object.live() && filter.test(object));
  }

  Answer deletedList(ObjectKind kind, GraphRequest request) {
    return objects(
        kind,
        request,
        "directory/deletedItems/" + kind.typeName(),
        object -> object.state == State.SOFT_DELETED);
  }

  private Answer objects(
      ObjectKind kind, GraphRequest request, String path, Predicate<DirectoryObject> wanted) {
    refuse(request, "$skip", "$search", "$orderby");
    List<String> select = select(kind, request);
    for (String name : select) {
      if (directory.schema().outsideDirectory(kind, name)) {
        throw new GraphException(
            501, "NotImplemented", "The requested property is not implemented: " + name);
      }
    }
    int limit = pageSize(request, DEFAULT_PAGE);
    int index = (int) position(request, path);
    List<DirectoryObject> all = directory.inOrder();
    ArrayNode value = Json.object().putArray("value");
    while (index < all.size() && value.size() < limit) {
      DirectoryObject object = all.get(index++);
      if (object.kind == kind && wanted.test(object)) {
        ObjectNode entry = value.addObject();
        put(entry, object, select);
        if (expandsManager(kind, request)) {
          DirectoryObject manager = manager(object);
          if (manager != null) {
            put(entry.putObject("manager"), manager, List.of("id"));
          }
        }
      }
    }
    boolean more = false;
    for (int i = index; i < all.size() && !more; i++) {
      more = all.get(i).kind == kind && wanted.test(all.get(i));
    }
    String context =
        kind.collection()
            + (request.options().has("$select") ? "(" + String.join(",", select) + ")" : "");
    return listPage(request, path, context, value, more ? String.valueOf(index) : null);
  }

  /**
   * The direct members of a group that are not deleted; only of one type if the path has a cast.
   */
  Answer members(DirectoryObject group, @Nullable String cast, GraphRequest request) {
    refuse(request, "$skip");
    boolean eventual =
        "eventual".equalsIgnoreCase(request.header("ConsistencyLevel"))
            && request.options().getOrEmpty("$count").equalsIgnoreCase("true");
    boolean advanced =
        cast != null || request.options().has("$filter") || request.options().has("$search");
    if (advanced && !eventual) {
      throw GraphException.unsupportedQuery(
          "Request with OData cast, $filter or $search needs $count=true and the header"
              + " ConsistencyLevel: eventual.");
    }
    if (request.options().has("$filter") || request.options().has("$search")) {
      throw GraphException.unsupportedQuery(
          "Unsupported or invalid query filter clause specified.");
    }
    String path = "groups/" + group.id + "/members" + (cast == null ? "" : "/" + cast);
    String after = positionText(request, path);
    int limit = pageSize(request, DEFAULT_PAGE);
    ArrayNode value = Json.object().putArray("value");
    String last = null;
    boolean more = false;
    for (String id : after.isEmpty() ? group.members() : group.members().tailSet(after, false)) {
      DirectoryObject member = directory.find(id);
      if (member == null
          || !member.live()
          || (cast != null && !member.kind.typeName().equals(cast))) {
        continue;
      }
      if (value.size() == limit) {
        more = true;
        break;
      }
      ObjectNode entry = value.addObject();
      entry.put("@odata.type", member.kind.odataType());
      put(entry, member, select(member.kind, request));
      last = id;
    }
    return listPage(request, path, "directoryObjects", value, more ? last : null);
  }

  /** The assignments to the enterprise application. Other service principals have none. */
  Answer assignments(DirectoryObject application, GraphRequest request) {
    refuse(request, "$skip", "$orderby", "$expand", "$search");
    if (request.options().has("$filter")) {
      throw GraphException.unsupportedQuery(
          "Unsupported or invalid query filter clause specified.");
    }
    String path = "servicePrincipals/" + application.id + "/appRoleAssignedTo";
    int limit = pageSize(request, assignmentsPerPage);
    List<AppAssignment> found =
        application.id.equals(directory.enterpriseAppId())
            ? directory.assignmentsAfter(position(request, path), limit + 1)
            : List.of();
    boolean more = found.size() > limit;
    List<AppAssignment> page = more ? found.subList(0, limit) : found;
    ArrayNode value = Json.object().putArray("value");
    for (AppAssignment assignment : page) {
      put(value.addObject(), application, assignment);
    }
    String context = "servicePrincipals('" + application.id + "')/appRoleAssignedTo";
    String next = more ? String.valueOf(page.get(limit - 1).sequence()) : null;
    return listPage(request, path, context, value, next);
  }

  private void put(ObjectNode entry, DirectoryObject application, AppAssignment assignment) {
    DirectoryObject principal = directory.find(assignment.principalId());
    entry.put("id", assignment.id());
    entry.putNull("deletedDateTime");
    entry.put("appRoleId", assignment.appRoleId());
    entry.put("createdDateTime", SEVEN_DIGITS.format(assignment.created()));
    if (principal != null) {
      entry.put("principalDisplayName", principal.text("displayName"));
    }
    entry.put("principalId", assignment.principalId());
    if (principal != null) {
      entry.put("principalType", principal.kind.principalType());
    }
    entry.put("resourceDisplayName", application.text("displayName"));
    entry.put("resourceId", application.id);
  }

  private Answer listPage(
      GraphRequest request, String path, String context, ArrayNode value, @Nullable String next) {
    ObjectNode body = Json.object();
    body.put("@odata.context", graphUrl + "/$metadata#" + context);
    String position = request.hint() == PageHint.NONE ? next : positionText(request, path);
    if (position != null) {
      StringBuilder link = new StringBuilder(graphUrl).append('/').append(path).append('?');
      for (String option : request.options().names()) {
        if (!option.equalsIgnoreCase("$skiptoken")) {
          link.append(option)
              .append('=')
              .append(
                  URLEncoder.encode(request.options().getOrEmpty(option), StandardCharsets.UTF_8))
              .append('&');
        }
      }
      link.append("$skiptoken=").append(OpaqueToken.encodeForLink("L|" + path + "|" + position));
      body.put("@odata.nextLink", link.toString());
    }
    body.set("value", request.hint() == PageHint.EMPTY ? Json.object().arrayNode() : value);
    return Answer.ok(body);
  }

  private void put(ObjectNode node, DirectoryObject object, List<String> properties) {
    for (String name : properties) {
      JsonNode stored = object.properties.get(name);
      if (name.equals("id")) {
        node.put("id", object.id);
      } else if (name.equals("deletedDateTime") && object.deleted != null) {
        node.put(name, object.deleted.toString());
      } else if (name.equals("userPrincipalName") && object.deleted != null) {
        // A deletion puts the id before the name, which frees the name ("Restore deleted item").
        node.put(name, object.id.replace("-", "") + object.text(name));
      } else if (stored != null) {
        node.set(name, stored);
      } else if (directory.schema().collection(name)) {
        node.putArray(name);
      } else if (directory.schema().stored(object.kind, name) && !name.startsWith("extension_")) {
        node.putNull(name);
      }
    }
  }

  private List<String> select(ObjectKind kind, GraphRequest request) {
    String select = request.options().get("$select");
    Set<String> names = new LinkedHashSet<>();
    if (select == null) {
      names.addAll(directory.schema().defaults(kind));
      names.add("id");
    } else {
      for (String part : select.split(",")) {
        if (!directory.schema().selectable(kind, part.trim())) {
          throw GraphException.unknownProperty(kind, part.trim());
        }
        names.add(part.trim());
      }
    }
    return new ArrayList<>(names);
  }

  private @Nullable DirectoryObject manager(DirectoryObject user) {
    DirectoryObject manager = user.manager == null ? null : directory.find(user.manager);
    return manager == null || !manager.live() ? null : manager;
  }

  private static boolean expandsManager(ObjectKind kind, GraphRequest request) {
    String expand = request.options().get("$expand");
    if (expand == null) {
      return false;
    }
    if (kind != ObjectKind.USER || !expand.startsWith("manager")) {
      throw GraphException.unsupportedQuery(
          "The query specified in the URI is not supported: $expand");
    }
    return true;
  }

  private Predicate<DirectoryObject> filter(ObjectKind kind, QueryOptions options) {
    String filter = options.get("$filter");
    if (filter == null) {
      return object -> true;
    }
    List<Predicate<DirectoryObject>> terms = new ArrayList<>();
    Matcher in = IN.matcher(filter.trim());
    if (in.matches()) {
      for (String literal : in.group(2).split(",")) {
        terms.add(equality(kind, in.group(1), literal.trim().replaceAll("^'|'$", "")));
      }
      if (terms.size() > 15) {
        throw GraphException.unsupportedQuery("Too many values in the 'in' clause: at most 15.");
      }
    } else {
      for (String term : filter.trim().split("\\s+or\\s+")) {
        Matcher equals = EQUALS.matcher(term.trim());
        if (!equals.matches()) {
          throw GraphException.unsupportedQuery(
              "Unsupported or invalid query filter clause specified.");
        }
        String literal =
            equals.group(2) == null ? equals.group(3) : equals.group(2).replace("''", "'");
        terms.add(equality(kind, equals.group(1), literal));
      }
    }
    return object -> terms.stream().anyMatch(term -> term.test(object));
  }

  private Predicate<DirectoryObject> equality(ObjectKind kind, String property, String literal) {
    if (!directory.schema().stored(kind, property)) {
      throw GraphException.unknownProperty(kind, property);
    }
    return property.equals("id")
        ? object -> object.id.equals(literal)
        : object -> object.text(property).equalsIgnoreCase(literal);
  }

  private static void refuse(GraphRequest request, String... options) {
    for (String option : options) {
      if (request.options().has(option)) {
        throw GraphException.unsupportedQuery(
            "The query specified in the URI is not supported: " + option);
      }
    }
  }

  private static int pageSize(GraphRequest request, int usual) {
    String top = request.options().get("$top");
    if (top == null) {
      return request.pageSize(usual);
    }
    int size = top.matches("\\d{1,4}") ? Integer.parseInt(top) : 0;
    if (size < 1 || size > MAXIMUM_PAGE) {
      throw GraphException.badRequest(
          "Invalid page size specified: '" + top + "'. Must be between 1 and 999 inclusive.");
    }
    return size;
  }

  private static long position(GraphRequest request, String path) {
    String text = positionText(request, path);
    return text.isEmpty() ? 0 : Long.parseLong(text);
  }

  private static String positionText(GraphRequest request, String path) {
    String token = request.options().get("$skiptoken");
    if (token == null) {
      return "";
    }
    String content = OpaqueToken.decode(token);
    String prefix = "L|" + path + "|";
    if (content == null || !content.startsWith(prefix)) {
      throw GraphException.badRequest("Skip token is not valid.");
    }
    return content.substring(prefix.length());
  }
}
