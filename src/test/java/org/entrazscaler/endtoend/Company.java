package org.entrazscaler.endtoend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.entrazscaler.simulation.zscaler.RecordedRequest;
import org.entrazscaler.simulation.zscaler.ZscalerUser;

/** The users and groups of an installation. Each is assigned when it is added. */
final class Company {

  static final String DEPARTMENT =
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Installation installation;

  Company(Installation installation) {
    this.installation = installation;
  }

  /** Adds an assigned user. */
  String hire(String name, String department) {
    String user =
        installation
            .entra()
            .addUser(
                name + " Example",
                userName(name),
                Map.of("givenName", name, "surname", "Example", "department", department));
    installation.entra().assign(user);
    return user;
  }

  /** Adds assigned users: person1, person2 and so on. */
  List<String> hire(int people) {
    List<String> users = new ArrayList<>();
    for (int number = 1; number <= people; number++) {
      users.add(hire("person" + number, "Research"));
    }
    return users;
  }

  /** Adds an assigned security group with these members. */
  String group(String name, List<String> members) {
    String group = installation.entra().addGroup(name);
    members.forEach(member -> installation.entra().addMember(group, member));
    installation.entra().assign(group);
    return group;
  }

  static String userName(String name) {
    return name + "@example.com";
  }

  /** The account of a user in Zscaler. Fails if there is none. */
  ZscalerUser account(String name) {
    ZscalerUser user = installation.zscaler.user(userName(name));
    if (user == null) {
      throw new AssertionError("Zscaler has no " + name + ": " + installation.zscaler.users());
    }
    return user;
  }

  /** The bodies of the writes of one kind, such as {@code PATCH /Users/{id}}, in their order. */
  List<JsonNode> bodies(String kind) {
    return installation.zscaler.writes().stream()
        .filter(request -> request.kind().equals(kind))
        .map(request -> json(request.body()))
        .toList();
  }

  /** The operations of every PATCH of one kind of resource, in their order. */
  List<JsonNode> operations(String resources) {
    List<JsonNode> operations = new ArrayList<>();
    bodies("PATCH /" + resources + "/{id}")
        .forEach(body -> body.get("Operations").forEach(operations::add));
    return operations;
  }

  /** The requests, without those for the schemas with which the mappings are compared. */
  List<RecordedRequest> requests() {
    return installation.zscaler.requests().stream()
        .filter(request -> !request.path().equals("/Schemas"))
        .toList();
  }

  /** Matches GET requests with a filter. */
  static Predicate<RecordedRequest> lookUp() {
    return request ->
        request.method().equals("GET")
            && request.query() != null
            && request.query().contains("filter=");
  }

  /** Matches GET requests for a page of a list. */
  static Predicate<RecordedRequest> page() {
    return request ->
        request.method().equals("GET")
            && request.query() != null
            && request.query().contains("startIndex=");
  }

  /** JSON, for comparison; apostrophes stand for quotation marks. */
  static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
