package org.entrazscaler.simulation.tenant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.entrazscaler.simulation.tenant.GraphRequest.PageHint;
import org.jspecify.annotations.Nullable;

/**
 * {@code /users/delta} and {@code /groups/delta}. Everything happens under the lock of the
 * directory.
 */
final class DeltaEndpoint {

  private static final int ROUNDS_KEPT = 64;

  private final Directory directory;
  private final DeltaBehaviour behaviour;
  private final Clock clock;
  private final String graphUrl;
  private final List<DeltaQuery> queries = new ArrayList<>();
  private final Map<DeltaQuery, Integer> queryNumbers = new HashMap<>();
  private final Map<Integer, DeltaRound> rounds =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, DeltaRound> eldest) {
          return size() > ROUNDS_KEPT;
        }
      };
  private int roundsBegun;
  private long tokensMade;
  private long expiredUpTo;

  DeltaEndpoint(Directory directory, DeltaBehaviour behaviour, Clock clock, String graphUrl) {
    this.directory = directory;
    this.behaviour = behaviour;
    this.clock = clock;
    this.graphUrl = graphUrl;
  }

  /** Makes every token issued so far invalid. */
  void expireTokens() {
    synchronized (directory) {
      expiredUpTo = tokensMade;
    }
  }

  Answer answer(ObjectKind kind, GraphRequest request) {
    synchronized (directory) {
      String skipToken = request.options().get("$skiptoken");
      if (skipToken != null) {
        return followLink(kind, request, skipToken);
      }
      String deltaToken = request.options().getOrEmpty("$deltatoken");
      if (deltaToken.isEmpty() || deltaToken.equalsIgnoreCase("latest")) {
        DeltaQuery query = DeltaQuery.parse(directory.schema(), kind, request.options());
        DeltaRound round =
            deltaToken.isEmpty()
                ? DeltaRound.first(directory, query, behaviour)
                : DeltaRound.latest(directory, query);
        return page(request, begin(round), round, 0, 0, query.context(), request.hint());
      }
      long[] parts = parts(kind, "D", deltaToken, 5);
      DeltaQuery query = queries.get((int) parts[1]);
      if (query.kind() != kind) {
        throw invalidToken();
      }
      Duration age = Duration.ofMillis(clock.millis() - parts[3]);
      if (parts[4] <= expiredUpTo || age.compareTo(behaviour.tokenLifetime()) > 0) {
        throw expired(behaviour.resync(), query);
      }
      DeltaRound round = DeltaRound.since(directory, query, parts[2], behaviour);
      return page(request, begin(round), round, 0, 0, kind.collection(), request.hint());
    }
  }

  /** The refusal of an expired token if the selection of the request is not known. */
  static GraphException expired(
      Resync resync, String graphUrl, ObjectKind kind, @Nullable String select) {
    Map<String, String> headers =
        resync == Resync.GONE_WITH_LOCATION
            ? Map.of(
                "Location",
                graphUrl
                    + "/"
                    + kind.collection()
                    + "/delta?$deltatoken="
                    + (select == null
                        ? ""
                        : "&$select=" + URLEncoder.encode(select, StandardCharsets.UTF_8)))
            : Map.of();
    return new GraphException(
        resync.status(),
        resync.code(),
        "The delta token is no longer valid, and the application must start again with a full round.",
        headers);
  }

  private GraphException expired(Resync resync, DeltaQuery query) {
    return expired(resync, graphUrl, query.kind(), query.select());
  }

  private Answer followLink(ObjectKind kind, GraphRequest request, String skipToken) {
    long[] parts = parts(kind, "S", skipToken, 6);
    DeltaRound round = rounds.get((int) parts[1]);
    if (parts[5] <= expiredUpTo || round == null) {
      throw round == null
          ? expired(behaviour.resync(), graphUrl, kind, null)
          : expired(behaviour.resync(), round.query());
    }
    if (round.query().kind() != kind) {
      throw invalidToken();
    }
    boolean emptyFirst = behaviour.emptyPages() && parts[4] == 0;
    PageHint hint = emptyFirst && request.hint() == PageHint.NONE ? PageHint.EMPTY : request.hint();
    return page(
        request,
        (int) parts[1],
        round,
        (int) parts[2],
        (int) parts[3],
        round.query().kind().collection(),
        hint);
  }

  private Answer page(
      GraphRequest request,
      int number,
      DeltaRound round,
      int item,
      int link,
      String context,
      PageHint hint) {
    boolean minimal = request.prefers("return=minimal");
    int objects = hint == PageHint.EMPTY ? 0 : request.pageSize(behaviour.objectsPerPage());
    DeltaRound.Page page =
        round.page(directory, item, link, objects, behaviour.linksPerPage(), minimal);
    ObjectNode body = Json.object();
    body.put("@odata.context", graphUrl + "/$metadata#" + context);
    String base = graphUrl + "/" + round.query().kind().collection() + "/delta?";
    if (hint != PageHint.NONE) {
      // With this mark, `emptyPages` does not put a second empty page before the same page.
      body.put("@odata.nextLink", base + skipToken(number, item, link, true));
    } else if (!page.last()) {
      body.put("@odata.nextLink", base + skipToken(number, page.item(), page.link(), false));
    } else {
      body.put("@odata.deltaLink", base + deltaToken(round));
    }
    body.set("value", page.value());
    Answer answer = Answer.ok(body);
    return minimal ? answer.with("Preference-Applied", "return=minimal") : answer;
  }

  private int begin(DeltaRound round) {
    rounds.put(++roundsBegun, round);
    return roundsBegun;
  }

  private String skipToken(int number, int item, int link, boolean afterEmpty) {
    return "$skiptoken="
        + OpaqueToken.encodeForLink(
            String.join(
                "|",
                "S",
                String.valueOf(number),
                String.valueOf(item),
                String.valueOf(link),
                afterEmpty ? "1" : "0",
                String.valueOf(++tokensMade)));
  }

  private String deltaToken(DeltaRound round) {
    int query =
        queryNumbers.computeIfAbsent(
            round.query(),
            key -> {
              queries.add(key);
              return queries.size() - 1;
            });
    return "$deltatoken="
        + OpaqueToken.encodeForLink(
            String.join(
                "|",
                "D",
                String.valueOf(query),
                String.valueOf(round.upTo()),
                String.valueOf(clock.millis()),
                String.valueOf(++tokensMade)));
  }

  private static long[] parts(ObjectKind kind, String mark, String token, int count) {
    String content = OpaqueToken.decode(token);
    String[] texts = content == null ? new String[0] : content.split("\\|");
    if (texts.length != count || !texts[0].equals(mark)) {
      throw invalidToken();
    }
    long[] parts = new long[count];
    for (int i = 1; i < count; i++) {
      parts[i] = Long.parseLong(texts[i]);
    }
    return parts;
  }

  private static GraphException invalidToken() {
    return GraphException.badRequest("Badly formed token.");
  }
}
