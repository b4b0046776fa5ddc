package org.entrazscaler.graph;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import org.entrazscaler.connection.Addresses;
import org.entrazscaler.text.AnswerText;
import org.entrazscaler.text.PercentEncoding;

/**
 * Makes the links to Graph with which a read begins, and checks the links in answers. Each request
 * has the bearer token, so a link is followed only if it leads to {@code entra.graph-url}.
 * Immutable.
 */
public final class GraphLinks {

  private static final String UNRESERVED = "-._~";
  private static final String ALLOWED_IN_QUERY = UNRESERVED + "!$&'()*+,;=:@/?%";

  /** For a key in parentheses, as in Graph's page "Get user". */
  private static final String KEY = UNRESERVED + "$@'";

  private final String base;
  private final String graphPath;
  private final URI graphUrl;

  /**
   * Creates the links of one cloud.
   *
   * @param graphUrl {@code entra.graph-url}, such as {@code https://graph.microsoft.com/v1.0}
   * @throws IllegalArgumentException if it is not an absolute http(s) address, or has user-info, a
   *     query or a fragment
   */
  public GraphLinks(URI graphUrl) {
    Addresses.requireSafe("entra.graph-url", graphUrl);
    this.graphUrl = graphUrl;
    this.base = Addresses.origin(graphUrl) + Addresses.path(graphUrl);
    this.graphPath = Addresses.path(graphUrl) + "/";
  }

  /**
   * The first page of a full round of users.
   *
   * @param select Graph's properties, see {@link
   *     org.entrazscaler.directory.SourceAttributes#select}
   */
  public String initialUsersDelta(List<String> select) {
    return base + "/users/delta" + selecting(select);
  }

  /**
   * The first page of a full round of groups.
   *
   * @param select Graph's properties, see {@link
   *     org.entrazscaler.directory.SourceAttributes#select}
   */
  public String initialGroupsDelta(List<String> select) {
    return base + "/groups/delta" + selecting(select);
  }

  /**
   * The enterprise application.
   *
   * @param servicePrincipalId its object id
   */
  public String enterpriseApplication(String servicePrincipalId) {
    return base + "/servicePrincipals/" + segment(servicePrincipalId) + "?$select=id,displayName";
  }

  /**
   * The roles of the enterprise application.
   *
   * @param servicePrincipalId its object id
   */
  public String appRoles(String servicePrincipalId) {
    return enterpriseApplication(servicePrincipalId) + ",appRoles";
  }

  /** The tenant with its domains. */
  public String organization() {
    return base + "/organization?$select=id,verifiedDomains";
  }

  /**
   * The first page of the assignments to the enterprise application.
   *
   * @param servicePrincipalId its object id
   */
  public String assignments(String servicePrincipalId) {
    return base + "/servicePrincipals/" + segment(servicePrincipalId) + "/appRoleAssignedTo";
  }

  /**
   * One user. A userPrincipalName that begins with {@code $} is written as a key in parentheses
   * ("Get user"). A userPrincipalName with a slash or a backslash cannot be part of a path, so the
   * link has a filter; the answer is then a list.
   *
   * @param id object id or userPrincipalName
   * @param select Graph's properties, see {@link
   *     org.entrazscaler.directory.SourceAttributes#select}. In the link to a single user the
   *     manager is a relationship that must be expanded ("Get user")
   */
  public String user(String id, List<String> select) {
    List<String> plain = select.stream().filter(name -> !name.equals("manager")).toList();
    String address;
    if (id.indexOf('/') >= 0 || id.indexOf('\\') >= 0) {
      String filter = "userPrincipalName eq " + quoted(id);
      address = base + "/users" + selecting(plain) + "&$filter=" + PercentEncoding.encode(filter);
    } else if (id.startsWith("$")) {
      address = base + "/users(" + PercentEncoding.encode(quoted(id), KEY) + ")" + selecting(plain);
    } else {
      address = base + "/users/" + segment(id) + selecting(plain);
    }
    return plain.size() == select.size() ? address : address + "&$expand=manager($select=id)";
  }

  /**
   * One group without its members, which {@link #members} reads.
   *
   * @param id object id
   * @param select Graph's properties, see {@link
   *     org.entrazscaler.directory.SourceAttributes#select}
   * @return the whole address
   */
  public String group(String id, List<String> select) {
    return base
        + "/groups/"
        + segment(id)
        + selecting(select.stream().filter(name -> !name.equals("members")).toList());
  }

  /**
   * Users or groups of a displayName, first page.
   *
   * @param type users or groups
   * @param displayName in upper or lower case; Graph ignores case
   * @param select Graph's properties, see {@link
   *     org.entrazscaler.directory.SourceAttributes#select}
   */
  public String named(ObjectType type, String displayName, List<String> select) {
    List<String> plain =
        select.stream().filter(name -> !name.equals("manager") && !name.equals("members")).toList();
    String filter = "displayName eq " + quoted(displayName);
    return base
        + "/"
        + type.word()
        + "s"
        + selecting(plain)
        + "&$filter="
        + segment(filter)
        + (plain.size() < select.size() && type == ObjectType.USER
            ? "&$expand=manager($select=id)"
            : "");
  }

  /**
   * The first page of the direct members of one group.
   *
   * @param groupId object id
   */
  public String members(String groupId) {
    return base + "/groups/" + segment(groupId) + "/members?$select=id";
  }

  /**
   * A soft-deleted user or group. A permanently deleted one is not found there.
   *
   * @param id object id
   */
  public String deleted(String id) {
    return base + "/directory/deletedItems/" + segment(id);
  }

  /**
   * Checks a link that is not made here: a next link, delta link or Location of an answer, or a
   * stored link.
   *
   * @return the same link; characters that are not allowed in a query are percent-encoded
   * @throws GraphAnswerException if the link does not lead to {@code entra.graph-url}
   */
  public String trusted(String link) {
    if (link.contains("{{") || link.contains("}}")) {
      throw refused(link, "it contains a placeholder");
    }
    int question = link.indexOf('?');
    URI address;
    try {
      address = new URI(question < 0 ? link : link.substring(0, question));
    } catch (URISyntaxException e) {
      throw refused(link, "it is not an address: " + e.getReason());
    }
    if (address.getHost() == null || !sameServer(address)) {
      throw refused(link, "the token is only for " + Addresses.origin(graphUrl));
    }
    if (address.getRawUserInfo() != null) {
      throw refused(link, "it contains a user name");
    }
    if (address.getRawFragment() != null) {
      throw refused(link, "it contains a fragment");
    }
    String path = address.getRawPath();
    if (!path.startsWith(graphPath) || leavesPath(path)) {
      throw refused(link, "its path is not under " + base);
    }
    return question < 0 ? link : address + "?" + query(link, question + 1);
  }

  private boolean sameServer(URI address) {
    return graphUrl.getScheme().equalsIgnoreCase(address.getScheme())
        && graphUrl.getHost().equalsIgnoreCase(address.getHost())
        && port(graphUrl) == port(address);
  }

  private static int port(URI address) {
    if (address.getPort() >= 0) {
      return address.getPort();
    }
    return "https".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
  }

  /** Whether a server could resolve the path to another place. */
  private static boolean leavesPath(String path) {
    String plain = path.toLowerCase(Locale.ROOT).replace("%2e", ".");
    return plain.contains("%2f")
        || plain.contains("%5c")
        || plain.contains("//")
        || (plain + "/").contains("/../")
        || (plain + "/").contains("/./");
  }

  private static String query(String link, int from) {
    String query = link.substring(from);
    query
        .codePoints()
        .forEach(
            character -> {
              if (Character.isISOControl(character) || Character.isWhitespace(character)) {
                throw refused(link, "it contains spaces or control characters");
              }
              if (character == '#') {
                throw refused(link, "it contains a fragment");
              }
            });
    return PercentEncoding.encode(query, ALLOWED_IN_QUERY);
  }

  private static String selecting(List<String> select) {
    return "?$select=" + String.join(",", select.stream().map(PercentEncoding::encode).toList());
  }

  private static String segment(String id) {
    if (id.isBlank() || id.equals(".") || id.equals("..")) {
      throw new IllegalArgumentException("Not an object id: \"" + id + "\"");
    }
    return PercentEncoding.encode(id);
  }

  /** A text literal of OData, with doubled quotes. */
  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static GraphAnswerException refused(String link, String reason) {
    int question = link.indexOf('?');
    return new GraphAnswerException(
        "A link of Graph is not followed, because %s: %s"
            .formatted(reason, AnswerText.of(question < 0 ? link : link.substring(0, question))));
  }
}
