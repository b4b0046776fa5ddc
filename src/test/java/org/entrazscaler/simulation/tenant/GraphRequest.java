package org.entrazscaler.simulation.tenant;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request to Graph on its way to an endpoint.
 *
 * @param recorded as it was received
 * @param segments the path below the version
 * @param options its query options
 * @param hint how a page is to differ from what would come otherwise
 */
record GraphRequest(
    RecordedRequest recorded, List<String> segments, QueryOptions options, PageHint hint) {

  private static final Pattern PAGE_SIZE = Pattern.compile("odata\\.maxpagesize=(\\d{1,6})");

  /** How a fault changes a page. */
  enum PageHint {
    NONE,
    /** An empty page whose link leads to what was asked for. */
    EMPTY,
    /** The page that was asked for, with a link that leads to it again. */
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

  /** Whether the {@code Prefer} header holds a preference. */
  boolean prefers(String preference) {
    String prefer = recorded.header("Prefer");
    return prefer != null && prefer.toLowerCase(Locale.ROOT).contains(preference);
  }

  /**
   * The page size that the {@code Prefer} header asks for; the limit if it asks for none or more.
   */
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
