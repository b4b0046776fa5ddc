package org.entrazscaler.entra;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.entrazscaler.graph.DeltaPage;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.source.StoredAssignment;
import org.entrazscaler.source.Watermark;

/**
 * What is read of Entra while a cycle writes. It is kept here until all of it is read, so that
 * nobody concludes anything from a part.
 */
public final class GatheredChanges {

  public GatheredChanges() {}

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
  public boolean assigned() {
    return assigned;
  }

  public List<StoredAssignment> assignments() {
    return assignments;
  }

  /** Begins with one type where its last round has ended. */
  void begin(ObjectType type, Watermark watermark) {
    from.put(type, watermark);
    pages.put(type, new ArrayList<>());
  }

  public Watermark from(ObjectType type) {
    return from.get(type);
  }

  void add(ObjectType type, DeltaPage page) {
    if (pages.values().stream().mapToInt(List::size).sum() >= MOST_PAGES) {
      throw new IllegalStateException(
          "so much has changed in Microsoft Entra ID that the next cycle is left to read it");
    }
    pages.get(type).add(page);
  }

  public List<DeltaPage> pages(ObjectType type) {
    return List.copyOf(pages.get(type));
  }
}
