package org.entrazscaler.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.entrazscaler.camel.MappingsInForce;
import org.entrazscaler.command.CommandOutcome;
import org.entrazscaler.connection.ConnectionFailures;
import org.entrazscaler.connection.Proxies;
import org.entrazscaler.graph.Assignment;
import org.entrazscaler.graph.AssignmentPage;
import org.entrazscaler.graph.GraphAnswerException;
import org.entrazscaler.graph.GraphAnswers;
import org.entrazscaler.graph.GraphLinks;
import org.entrazscaler.graph.PageTrail;
import org.entrazscaler.graph.PrincipalType;
import org.entrazscaler.scim.ScimAnswers;
import org.entrazscaler.scim.ScimRequest;
import org.entrazscaler.scim.ScimRequests;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.scim.schema.ResourceType;
import org.entrazscaler.scim.schema.ScimAnswerException;
import org.entrazscaler.scim.schema.ScimPath;
import org.entrazscaler.settings.EntraSettings.Credential;
import org.entrazscaler.settings.EntraSettings.DefaultAccess;
import org.entrazscaler.settings.MailSettings;
import org.entrazscaler.settings.ProvisioningSettings.Scope;
import org.entrazscaler.settings.Settings;
import org.entrazscaler.signin.EntraSignIn;
import org.entrazscaler.target.SchemaComparison;
import org.entrazscaler.target.SchemaPages;
import org.entrazscaler.target.TargetSchemas;
import org.entrazscaler.text.Count;
import org.entrazscaler.text.Report;
import org.entrazscaler.zscaler.ZscalerException;
import org.jspecify.annotations.Nullable;

/**
 * {@code test-connection}: tests both sides through the routes that a cycle uses. Writes nothing.
 */
final class ConnectionTest {

  private static final int FAILED = 3;
  private static final String GRAPH_URL = "entra.graph-url";
  private static final String TENANT_URL = "zscaler.tenant-url";

  private final Settings settings;
  private final EntraSignIn signIn;
  private final ProducerTemplate template;
  private final Supplier<MappingsInForce> inForce;
  private final Product product;
  private final Report report = new Report();
  private int exitStatus;

  ConnectionTest(
      Settings settings,
      EntraSignIn signIn,
      ProducerTemplate template,
      Supplier<MappingsInForce> inForce,
      Product product) {
    this.settings = settings;
    this.signIn = signIn;
    this.template = template;
    this.inForce = inForce;
    this.product = product;
  }

  CommandOutcome run() {
    boolean signedIn =
        check(
            "Microsoft Entra ID: token",
            "entra.authority",
            () -> {
              signIn.token();
              return "signed in at " + settings.entra().authority() + ", " + signInRoute();
            });
    if (signedIn) {
      GraphLinks links = new GraphLinks(settings.entra().graphUrl());
      check(
          "Microsoft Graph: users",
          GRAPH_URL,
          () -> {
            ask(links.initialUsersDelta(List.of("id")));
            return "can be read, " + Proxies.way(settings.entra().graphUrl());
          });
      check(
          "Microsoft Graph: groups",
          GRAPH_URL,
          () -> {
            ask(links.initialGroupsDelta(List.of("id")));
            return "can be read";
          });
      if (settings.provisioning().scope() == Scope.ASSIGNED) {
        check("Enterprise application: assignments", GRAPH_URL, () -> assignments(links));
      }
    }
    boolean accepted = check("Zscaler SCIM: token", TENANT_URL, this::scimToken);
    if (accepted) {
      check("Zscaler SCIM: schemas", TENANT_URL, this::schemas);
    }
    addMailNote();
    return new CommandOutcome(exitStatus, report.toString());
  }

  /** Azure gives a managed identity its token without a proxy. */
  private String signInRoute() {
    return settings.entra().credential() == Credential.MANAGED_IDENTITY
        ? "directly"
        : Proxies.way(settings.entra().authority());
  }

  /** Reports how the mail server would be reached; no connection is made without a mail to send. */
  private void addMailNote() {
    MailSettings mail = settings.mail();
    if (mail.host() != null) {
      row(
          "note",
          "Mail: server",
          mail.host()
              + ":"
              + mail.port()
              + " would be reached "
              + Proxies.way(mail.host(), mail.port())
              + "; this test does not connect to it");
    }
  }

  /**
   * Runs one test and writes its line.
   *
   * @param what what is tested
   * @param address the setting with the address
   */
  private boolean check(String what, String address, Supplier<String> test) {
    try {
      row("ok", what, test.get());
      return true;
    } catch (RuntimeException e) {
      exitStatus = FAILED;
      Throwable cause = e;
      while (cause instanceof org.apache.camel.CamelExecutionException
          && cause.getCause() != null) {
        cause = cause.getCause();
      }
      row("FAILED", what, failure(cause, address));
      return false;
    }
  }

  private void row(String result, String what, String words) {
    report.line(Report.padded(result, 8) + Report.padded(what, 40) + words);
  }

  private static String failure(Throwable cause, String address) {
    if (cause instanceof IOException io) {
      return ConnectionFailures.describe(
          address.equals(TENANT_URL) ? "Zscaler" : "Microsoft Graph", address, io);
    }
    String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return cause instanceof ScimAnswerException || cause instanceof GraphAnswerException
        ? "%s. Check %s, and whether a proxy answers in its place.".formatted(message, address)
        : message;
  }

  private JsonNode ask(String link) {
    Exchange answered =
        template.request(
            "direct:get-from-entra-once", exchange -> exchange.setVariable("graphLink", link));
    return body(answered, JsonNode.class);
  }

  private static <T> T body(Exchange exchange, Class<T> type) {
    if (exchange.getException() != null) {
      throw exchange.getException() instanceof RuntimeException runtime
          ? runtime
          : new org.apache.camel.CamelExecutionException(
              "The request failed", exchange, exchange.getException());
    }
    return exchange.getMessage().getBody(type);
  }

  private String assignments(GraphLinks links) {
    List<Assignment> assignments = new ArrayList<>();
    String next = links.assignments(String.valueOf(settings.entra().enterpriseAppId()));
    PageTrail trail = new PageTrail(next, null);
    while (next != null) {
      JsonNode answer = ask(next);
      AssignmentPage page = GraphAnswers.assignmentPage(answer);
      assignments.addAll(page.assignments());
      next = page.nextLink();
      trail.follow(answer, next, null);
    }
    Set<String> counted = new HashSet<>();
    Set<String> onlyDefault = new HashSet<>();
    int users = 0;
    int groups = 0;
    boolean include = settings.entra().defaultAccess() == DefaultAccess.INCLUDE;
    for (Assignment assignment : assignments) {
      if (assignment.principalType() == PrincipalType.OTHER) {
        continue;
      }
      if (assignment.isDefaultAccess() && !include) {
        onlyDefault.add(assignment.principalId());
      } else if (counted.add(assignment.principalId())) {
        users += assignment.principalType() == PrincipalType.USER ? 1 : 0;
        groups += assignment.principalType() == PrincipalType.GROUP ? 1 : 0;
      }
    }
    onlyDefault.removeAll(counted);
    String leftOut =
        onlyDefault.isEmpty()
            ? ""
            : "; "
                + Count.of(
                    onlyDefault.size(),
                    "holds only Default Access and is left out",
                    "hold only Default Access and are left out")
                + " (entra.default-access=exclude)";
    return (users + groups == 0
            ? "no assignments: assign users or groups to the enterprise application in Entra"
            : Count.of(users, "user") + " and " + Count.of(groups, "group") + " are assigned")
        + leftOut;
  }

  private String scimToken() {
    // Discovery needs no token at Zscaler, so it proves nothing.
    ScimRequest request =
        new ScimRequests(product)
            .find(
                ResourceType.USER,
                ScimPath.parse("userName"),
                TextNode.valueOf(UUID.randomUUID().toString()));
    int found = new ScimAnswers(product).page(send(request)).resources().size();
    if (found != 0) {
      throw new IllegalStateException(
          "A query for a user that does not exist was answered with "
              + Count.of(found, "user")
              + ": the server ignores the filter, so no user can be matched. Check"
              + " zscaler.tenant-url.");
    }
    URI server = Objects.requireNonNull(settings.zscaler().tenantUrl(), TENANT_URL);
    return "accepted by " + server + ", " + Proxies.way(server);
  }

  private @Nullable ObjectNode send(ScimRequest request) {
    Exchange answered =
        template.request("direct:send-get", exchange -> exchange.setVariable("request", request));
    return body(answered, ObjectNode.class);
  }

  private String schemas() {
    TargetSchemas schemas;
    try {
      SchemaPages pages = new SchemaPages(product);
      while (!pages.isEnded()) {
        pages.add(send(pages.request()));
      }
      schemas = pages.schemas();
    } catch (ZscalerException e) {
      return "not offered; the mappings were checked only against Zscaler's documentation";
    }
    List<String> objections = SchemaComparison.objections(schemas, inForce.get());
    return objections.isEmpty()
        ? "the target has every mapped attribute"
        : "warning: " + String.join("; ", objections);
  }
}
