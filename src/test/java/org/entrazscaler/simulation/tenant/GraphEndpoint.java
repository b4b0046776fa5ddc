package org.entrazscaler.simulation.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Everything below {@code /v1.0}: permissions, the routing to each resource, and the batch. */
final class GraphEndpoint {

  private static final Pattern BY_APP_ID =
      Pattern.compile("servicePrincipals\\(appId='([^']*)'\\)");

  /** A quote within the key is doubled. */
  private static final Pattern USER_KEY = Pattern.compile("users\\('((?:[^']|'')*)'\\)");

  private static final List<String> READ_USERS = List.of("User.Read.All", "Directory.Read.All");
  private static final List<String> READ_GROUPS =
      List.of("GroupMember.Read.All", "Group.Read.All", "Directory.Read.All");
  private static final List<String> READ_APPLICATIONS =
      List.of("Application.Read.All", "Directory.Read.All");
  private static final List<String> READ_ORGANIZATION =
      List.of("Organization.Read.All", "Directory.Read.All");

  private final Directory directory;
  private final DeltaEndpoint delta;
  private final ObjectEndpoint objects;
  private final SignIn signIn;

  GraphEndpoint(Directory directory, DeltaEndpoint delta, ObjectEndpoint objects, SignIn signIn) {
    this.directory = directory;
    this.delta = delta;
    this.objects = objects;
    this.signIn = signIn;
  }

  /**
   * Answers a request that is not a batch.
   *
   * @throws GraphException if Graph refuses the request
   */
  Answer answer(GraphRequest request) {
    signIn.check(request.header("Authorization"));
    RequestKind kind = request.recorded().kind();
    if (!request.recorded().path().startsWith("/v1.0/") || kind == RequestKind.OTHER) {
      throw segmentNotFound(request);
    }
    if (!request.recorded().method().equals("GET")) {
      throw new GraphException(
          403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
    }
    List<String> segments = request.segments();
    switch (kind) {
      case USERS_DELTA -> {
        requirePermission(READ_USERS);
        return delta.answer(ObjectKind.USER, request);
      }
      case GROUPS_DELTA -> {
        requirePermission(READ_GROUPS);
        return delta.answer(ObjectKind.GROUP, request);
      }
      default -> {
        synchronized (directory) {
          return read(kind, segments, request);
        }
      }
    }
  }

  private Answer read(RequestKind kind, List<String> segments, GraphRequest request) {
    int count = segments.size();
    switch (kind) {
      case SERVICE_PRINCIPAL, ASSIGNMENTS -> {
        requirePermission(READ_APPLICATIONS);
        Matcher byAppId = BY_APP_ID.matcher(segments.get(0));
        boolean addressed = byAppId.matches();
        int tail = count - (addressed ? 1 : 2);
        if (tail < 0 || tail > 1 || (tail == 1 && kind != RequestKind.ASSIGNMENTS)) {
          throw segmentNotFound(request);
        }
        DirectoryObject application =
            addressed ? objects.byAppId(byAppId.group(1)) : directory.find(segments.get(1));
        if (application == null || application.kind != ObjectKind.SERVICE_PRINCIPAL) {
          throw GraphException.notFound(addressed ? byAppId.group(1) : segments.get(1));
        }
        return tail == 1
            ? objects.assignments(application, request)
            : objects.single(application, request, false);
      }
      case USERS, GROUPS -> {
        requirePermission(kind == RequestKind.USERS ? READ_USERS : READ_GROUPS);
        return objects.list(
            kind == RequestKind.USERS ? ObjectKind.USER : ObjectKind.GROUP, request);
      }
      case USER, MANAGER -> {
        requirePermission(READ_USERS);
        Matcher inParentheses = USER_KEY.matcher(segments.get(0));
        boolean addressed = inParentheses.matches();
        if (count + (addressed ? 1 : 0) != (kind == RequestKind.USER ? 2 : 3)) {
          throw segmentNotFound(request);
        }
        String key = addressed ? inParentheses.group(1).replace("''", "'") : segments.get(1);
        if (!addressed && key.startsWith("$")) {
          // "Get user": such a userPrincipalName is accepted only in parentheses.
          throw segmentNotFound(request);
        }
        DirectoryObject user = live(directory.findUser(key), ObjectKind.USER, key);
        return kind == RequestKind.USER
            ? objects.single(user, request, false)
            : objects.manager(user, request);
      }
      case GROUP, GROUP_MEMBERS -> {
        requirePermission(READ_GROUPS);
        DirectoryObject group =
            count < 2
                ? null
                : live(directory.find(segments.get(1)), ObjectKind.GROUP, segments.get(1));
        if (group != null && kind == RequestKind.GROUP && count == 2) {
          return objects.single(group, request, false);
        }
        boolean cast = count == 4 && segments.get(3).startsWith("microsoft.graph.");
        if (group == null
            || !segments.get(2).equals("members")
            || (count == 4 && !cast)
            || count > 4) {
          throw segmentNotFound(request);
        }
        return objects.members(group, cast ? segments.get(3) : null, request);
      }
      case ORGANIZATION -> {
        requirePermission(READ_ORGANIZATION);
        if (count != 1) {
          throw segmentNotFound(request);
        }
        return objects.organization();
      }
      case DELETED_ITEMS -> {
        return deletedItems(segments, request);
      }
      default -> throw segmentNotFound(request);
    }
  }

  private Answer deletedItems(List<String> segments, GraphRequest request) {
    int count = segments.size();
    if (count < 3 || count > 4 || !segments.get(1).equals("deletedItems")) {
      throw segmentNotFound(request);
    }
    ObjectKind kind =
        switch (segments.get(2)) {
          case "microsoft.graph.user" -> ObjectKind.USER;
          case "microsoft.graph.group" -> ObjectKind.GROUP;
          default -> null;
        };
    if (count == 4 && kind == null) {
      throw segmentNotFound(request);
    }
    if (kind != null) {
      requirePermission(kind == ObjectKind.USER ? READ_USERS : READ_GROUPS);
    }
    if (kind != null && count == 3) {
      return objects.deletedList(kind, request);
    }
    String id = segments.get(count - 1);
    DirectoryObject object = directory.find(id);
    if (object == null
        || object.state != DirectoryObject.State.SOFT_DELETED
        || (kind != null && object.kind != kind)) {
      throw GraphException.notFound(id);
    }
    requirePermission(object.kind == ObjectKind.USER ? READ_USERS : READ_GROUPS);
    return objects.single(object, request, true);
  }

  private static DirectoryObject live(
      @Nullable DirectoryObject object, ObjectKind kind, String id) {
    if (object == null || object.kind != kind || !object.live()) {
      throw GraphException.notFound(id);
    }
    return object;
  }

  private void requirePermission(List<String> anyOf) {
    if (!signIn.granted(anyOf)) {
      throw new GraphException(
          403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
    }
  }

  private static GraphException segmentNotFound(GraphRequest request) {
    List<String> segments = request.segments();
    String segment = segments.isEmpty() ? "" : segments.get(segments.size() - 1);
    return GraphException.badRequest("Resource not found for the segment '" + segment + "'.");
  }

  /**
   * The requests of a batch, checked as described in "Combine multiple HTTP requests using JSON
   * batching".
   */
  List<JsonNode> batched(GraphRequest request) {
    signIn.check(request.header("Authorization"));
    JsonNode list = Json.read(request.recorded().body()).path("requests");
    if (!list.isArray() || list.isEmpty()) {
      throw GraphException.badRequest("Invalid batch payload format.");
    }
    if (list.size() > 20) {
      throw GraphException.badRequest(
          "Number of batch request steps exceeds the maximum value 20.");
    }
    for (JsonNode entry : list) {
      boolean complete = entry.path("id").isTextual() && entry.path("method").isTextual();
      String url = entry.path("url").asText();
      if (!complete || url.isEmpty() || url.contains("://")) {
        throw GraphException.badRequest(
            "Each batch request needs an id, a method and a relative url.");
      }
      if (entry.has("body") && !entry.path("headers").has("Content-Type")) {
        throw GraphException.badRequest("A batch request with a body needs a Content-Type header.");
      }
    }
    return StreamSupport.stream(list.spliterator(), false).toList();
  }

  /** One entry of a batch's answer. */
  static ObjectNode batchResponse(String id, Answer answer) {
    ObjectNode response = Json.object();
    response.put("id", id).put("status", answer.status());
    ObjectNode headers = response.putObject("headers");
    answer.headers().forEach(headers::put);
    headers.put("Content-Type", "application/json");
    response.set("body", answer.body());
    return response;
  }
}
