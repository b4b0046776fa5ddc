package org.entrazscaler.route;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.entrazscaler.entra.DeltaPage;
import org.entrazscaler.entra.ObjectType;
import org.entrazscaler.state.StoredAssignment;
import org.entrazscaler.state.Watermark;

/**
 * What is read of Entra while a cycle writes. It is kept here until all of it is read, so that
 * nobody concludes anything from a part.
 */
public final class GatheredReading {

  GatheredReading() {}

  /** More has changed than is worth keeping in memory: about a hundred thousand objects. */
  private static final int MOST_PAGES = 500;

  private final Map<ObjectType, Watermark> from = new EnumMap<>(ObjectType.class);
  private final Map<ObjectType, List<DeltaPage>> pages = new EnumMap<>(ObjectType.class);
  private List<StoredAssignment> assignments = List.of();
  private boolean assigned;

  void assignments(List<StoredAssignment> all) {
    assignments = List.copyOf(all);
    assigned = true;
  }

  /** Whether assignments were read; they are not where everybody is in scope. */
  boolean assigned() {
    return assigned;
  }

  List<StoredAssignment> assignments() {
    return assignments;
  }

  /** Begins with one type where its last round has ended. */
  void begin(ObjectType type, Watermark watermark) {
    from.put(type, watermark);
    pages.put(type, new ArrayList<>());
  }

  Watermark from(ObjectType type) {
    return from.get(type);
  }

  void add(ObjectType type, DeltaPage page) {
    if (pages.values().stream().mapToInt(List::size).sum() >= MOST_PAGES) {
      throw new IllegalStateException(
          "so much has changed in Microsoft Entra ID that the next cycle is left to read it");
    }
    pages.get(type).add(page);
  }

  List<DeltaPage> pages(ObjectType type) {
    return List.copyOf(pages.get(type));
  }
}
