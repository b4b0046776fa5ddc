package org.entrazscaler.entra;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.entrazscaler.graph.DeltaPage;
import org.entrazscaler.graph.ObjectType;
import org.entrazscaler.source.StoredAssignment;
import org.entrazscaler.source.Watermark;

/**
 * What an urgent pass has read from Entra. It stays in memory until everything is read, so that
 * nothing is concluded from a part.
 */
public final class GatheredChanges {

  /** About 100,000 objects; more changes are not worth the memory. */
  private static final int MAX_PAGES = 500;

  private final Map<ObjectType, Watermark> watermarks = new EnumMap<>(ObjectType.class);
  private final Map<ObjectType, List<DeltaPage>> pages = new EnumMap<>(ObjectType.class);
  private List<StoredAssignment> assignments = List.of();
  private boolean assignmentsRead;

  public GatheredChanges() {}

  void setAssignments(List<StoredAssignment> all) {
    assignments = List.copyOf(all);
    assignmentsRead = true;
  }

  /** Whether assignments were read. They are not read with {@code provisioning.scope=all}. */
  public boolean hasAssignments() {
    return assignmentsRead;
  }

  public List<StoredAssignment> assignments() {
    return assignments;
  }

  /** Begins a round of one type at the end of its last round. */
  void begin(ObjectType type, Watermark watermark) {
    watermarks.put(type, watermark);
    pages.put(type, new ArrayList<>());
  }

  /** The watermark at which the round of a type began. */
  public Watermark watermark(ObjectType type) {
    return Objects.requireNonNull(watermarks.get(type), "not begun");
  }

  void add(ObjectType type, DeltaPage page) {
    if (pages.values().stream().mapToInt(List::size).sum() >= MAX_PAGES) {
      throw new IllegalStateException(
          "too many changes in Microsoft Entra ID for an urgent pass; the next cycle reads them");
    }
    Objects.requireNonNull(pages.get(type), "not begun").add(page);
  }

  public List<DeltaPage> pages(ObjectType type) {
    return List.copyOf(pages.get(type));
  }
}
