package org.entrazscaler.graph;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import org.entrazscaler.connection.Addresses;
import org.entrazscaler.text.AnswerText;
import org.entrazscaler.text.PercentEncoding;

/**
 * The addresses at Graph: those that a read begins with, and the check of those that come in
 * answers. The bearer token goes with every request, so a link is followed only to where the
 * settings say Graph is. Immutable.
 */
public final class GraphLinks {

  private static final String UNRESERVED = "-._~";
  private static final String ALLOWED_IN_QUERY = UNRESERVED + "!$&'()*+,;=:@/?%";

  /** As Graph's page "Get user" writes a key in parentheses. */
  private static final String KEY = UNRESERVED + "$@'";

  private final String base;
  private final String graphPath;
  private final URI graphUrl;

  /**
   * The addresses at one Graph.
   *
   * @param graphUrl {@code entra.graph-url}, such as {@code https://graph.microsoft.com/v1.0}
   * @throws IllegalArgumentException if it is no absolute http(s) address, or has user-info, a
   *     query or a fragment
   */
  public GraphLinks(URI graphUrl) {
    Addresses.requireSafe("entra.graph-url", graphUrl);
    this.graphUrl = graphUrl;
    this.base = Addresses.origin(graphUrl) + Addresses.path(graphUrl);
    this.graphPath = Addresses.path(graphUrl) + "/";
  }

  /**
   * Where a first round over all users begins.
   *
   * @param select Graph's properties, see {@link
   *     org.entrazscaler.directory.SourceAttributes#select}
   * @return the whole address
   */
  public String initialUsersDelta(List<String> select) {
    return base + "/users/delta" + selecting(select);
  }

  /**
   * Where a first round over all groups begins.
   *
   * @param select Graph's properties, see {@link
   *     org.entrazscaler.directory.SourceAttributes#select}
   * @return the whole address
   */
  public String initialGroupsDelta(List<String> select) {
    return base + "/groups/delta" + selecting(select);
  }

  /**
   * The enterprise application itself.
   *
   * @param servicePrincipalId its object id
   * @return the whole address
   */
  public String enterpriseApplication(String servicePrincipalId) {
    return base + "/servicePrincipals/" + segment(servicePrincipalId) + "?$select=id,displayName";
  }

  /**
   * The roles that the enterprise application offers.
   *
   * @param servicePrincipalId its object id
   * @return the whole address
   */
  public String appRoles(String servicePrincipalId) {
    return enterpriseApplication(servicePrincipalId) + ",appRoles";
  }

  /**
   * The tenant with its domains.
   *
   * @return the whole address
   */
  public String organization() {
    return base + "/organization?$select=id,verifiedDomains";
  }

  /**
   * Who is assigned to the enterprise application, first page.
   *
   * @param servicePrincipalId its object id
   * @return the whole address
   */
  public String assignments(String servicePrincipalId) {
    return base + "/servicePrincipals/" + segment(servicePrincipalId) + "/appRoleAssignedTo";
  }

  /**
   * One user. A userPrincipalName that begins with {@code $} is a key in parentheses ("Get user"),
   * and one that cannot stand in a path, because it would be taken for a step in it, is asked for
   * by a filter: the answer is a list then.
   *
   * @param id object id or userPrincipalName
   * @param select Graph's properties, see {@link
   *     org.entrazscaler.directory.SourceAttributes#select}. A manager among them is a relationship
   *     here, which a single read has to expand ("Get user")
   * @return the whole address
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
   * @param displayName in any case of letters, as Graph compares
   * @param select Graph's properties, see {@link
   *     org.entrazscaler.directory.SourceAttributes#select}
   * @return the whole address
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
   * The direct members of one group, first page.
   *
   * @param groupId object id
   * @return the whole address
   */
  public String members(String groupId) {
    return base + "/groups/" + segment(groupId) + "/members?$select=id";
  }

  /**
   * A soft-deleted user or group; not found once it is deleted for good.
   *
   * @param id object id
   * @return the whole address
   */
  public String deleted(String id) {
    return base + "/directory/deletedItems/" + segment(id);
  }

  /**
   * Checks a link that came from outside: a nextLink, a deltaLink, a Location, or one that was
   * kept.
   *
   * @param link the link
   * @return the same link; characters of its query that an address may not have are percent-encoded
   * @throws GraphAnswerException if it leads anywhere but under {@code entra.graph-url}
   */
  public String trusted(String link) {
    if (link.contains("{{") || link.contains("}}")) {
      throw refused(link, "it holds a placeholder");
    }
    int question = link.indexOf('?');
    URI address;
    try {
      address = new URI(question < 0 ? link : link.substring(0, question));
    } catch (URISyntaxException e) {
      throw refused(link, "it is no address: " + e.getReason());
    }
    if (address.getHost() == null || !sameServer(address)) {
      throw refused(link, "the token is for " + Addresses.origin(graphUrl) + " alone");
    }
    if (address.getRawUserInfo() != null) {
      throw refused(link, "it holds a user name");
    }
    if (address.getRawFragment() != null) {
      throw refused(link, "it holds a fragment");
    }
    String path = address.getRawPath();
    if (!path.startsWith(graphPath) || climbs(path)) {
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

  /** Whether a server could take the path for one elsewhere. */
  private static boolean climbs(String path) {
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
                throw refused(link, "it holds blanks or control characters");
              }
              if (character == '#') {
                throw refused(link, "it holds a fragment");
              }
            });
    return PercentEncoding.encode(query, ALLOWED_IN_QUERY);
  }

  private static String selecting(List<String> select) {
    return "?$select=" + String.join(",", select.stream().map(PercentEncoding::encode).toList());
  }

  private static String segment(String id) {
    if (id.isBlank() || id.equals(".") || id.equals("..")) {
      throw new IllegalArgumentException("No object id: \"" + id + "\"");
    }
    return PercentEncoding.encode(id);
  }

  /** A text as OData writes it: a quote in it is doubled. */
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
