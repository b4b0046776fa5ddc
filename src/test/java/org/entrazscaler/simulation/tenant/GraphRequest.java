package org.entrazscaler.simulation.tenant;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request to Graph for an endpoint.
 *
 * @param recorded the request as received
 * @param segments the path below the version
 * @param options its query options
 * @param hint how a fault changes the page
 */
record GraphRequest(
    RecordedRequest recorded, List<String> segments, QueryOptions options, PageHint hint) {

  private static final Pattern PAGE_SIZE = Pattern.compile("odata\\.maxpagesize=(\\d{1,6})");

  /** How a fault changes a page. */
  enum PageHint {
    NONE,
    /** An empty page with a link to the requested page. */
    EMPTY,
    /** The requested page, with a link to itself. */
    REPEATED
  }

  static GraphRequest of(RecordedRequest recorded, PageHint hint) {
    String path = recorded.path();
    int version = path.indexOf('/', 1);
    List<String> segments =
        version < 0 ? List.of() : List.of(path.substring(version + 1).split("/"));
    return new GraphRequest(recorded, segments, QueryOptions.parse(recorded.rawQuery()), hint);
  }

  @Nullable String header(String name) {
    return recorded.header(name);
  }

  /** Whether the {@code Prefer} header has a preference. */
  boolean prefers(String preference) {
    String prefer = recorded.header("Prefer");
    return prefer != null && prefer.toLowerCase(Locale.ROOT).contains(preference);
  }

  /** The page size in the {@code Prefer} header; the limit if there is none or it is larger. */
  int pageSize(int limit) {
    String prefer = recorded.header("Prefer");
    if (prefer != null) {
      Matcher matcher = PAGE_SIZE.matcher(prefer);
      if (matcher.find()) {
        return Math.max(1, Math.min(limit, Integer.parseInt(matcher.group(1))));
      }
    }
    return limit;
  }
}
