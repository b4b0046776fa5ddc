package org.entrazscaler.outcome;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The chunks in which the members of one group are sent; removals and additions are separate. A
 * refused chunk is halved until the members that cause the refusal are found. They are set aside,
 * and all others are written. One for each write of a group; not thread-safe.
 *
 * <p>If everything is refused, no member is the cause: after {@value #REFUSALS_BEFORE_PROBES}
 * refusals in a row, single members of all parts are tried, and if all of these are refused too,
 * sending stops.
 */
public final class MemberPortions {

  /** A chunk, its halves, its quarters and its eighths. */
  private static final int REFUSALS_BEFORE_PROBES = 15;

  private static final int PROBES = 8;

  /** The consequence of a refusal. */
  public enum Verdict {
    /** The chunk is sent in parts. */
    DIVIDED,
    /**
     * Some of its accounts are so new that the target may not know them everywhere yet: they are
     * sent last.
     */
    LATE,
    /** The chunk had one member, which is the cause. */
    SINGLE
  }

  private final int size;
  private final Side leaving = new Side();
  private final Side joining = new Side();
  private boolean sendsLate;
  private @Nullable String suspect;

  /**
   * @param size the maximum number of members in a request
   */
  public MemberPortions(int size) {
    this.size = size;
  }

  /** The members that leave. */
  public Side leaving() {
    return leaving;
  }

  /** The members that join. */
  public Side joining() {
    return joining;
  }

  /** Whether the members with new accounts, which waited, are being sent. */
  public boolean sendsLate() {
    return sendsLate;
  }

  public void setSendsLate(boolean late) {
    sendsLate = late;
  }

  /** SCIM id of the member that may have caused the refusal of a chunk; null for none. */
  @Nullable
  public String suspect() {
    return suspect;
  }

  /** The suspect, which must exist. */
  public String knownSuspect() {
    return Objects.requireNonNull(suspect, "There is no suspect.");
  }

  public void setSuspect(@Nullable String id) {
    suspect = id;
  }

  /** The members that leave, or the members that join. */
  public final class Side {

    private final Deque<List<String>> divided = new ArrayDeque<>();
    private final Set<String> aside = new LinkedHashSet<>();
    private final Set<String> late = new LinkedHashSet<>();
    private List<String> current = List.of();
    private boolean taken;
    private boolean stoppedWaiting;
    private boolean hopeless;
    private int inVain;
    private int probes;

    /**
     * The next chunk.
     *
     * @param due returns at most this many of the members that are still to be sent, in a stable
     *     order
     * @return SCIM ids; empty if all are sent, set aside or late
     */
    public List<String> next(IntFunction<List<String>> due) {
      if (hopeless) {
        return List.of();
      }
      if (taken) {
        taken = false;
        return current;
      }
      List<String> still = new ArrayList<>(due.apply(size + knownCount()));
      still.removeAll(aside);
      still.removeAll(late);
      Set<String> there = new HashSet<>(still);
      current = current.stream().filter(there::contains).toList();
      while (current.isEmpty() && !divided.isEmpty()) {
        current = divided.remove().stream().filter(there::contains).toList();
      }
      if (current.isEmpty()) {
        current = List.copyOf(still.subList(0, Math.min(size, still.size())));
      }
      return current;
    }

    /** Whether there is a next chunk, which {@link #next} then returns without another query. */
    public boolean hasNext(IntFunction<List<String>> due) {
      taken = false;
      taken = !next(due).isEmpty();
      return taken;
    }

    private int knownCount() {
      return aside.size()
          + late.size()
          + current.size()
          + divided.stream().mapToInt(List::size).sum();
    }

    /** The current chunk was carried out. */
    public void accepted() {
      current = List.of();
      progress();
    }

    /** The account of the current single member no longer exists. */
    public void accountGone() {
      current = List.of();
      progress();
    }

    private void progress() {
      taken = false;
      inVain = 0;
      probes = 0;
    }

    /**
     * The current chunk was refused.
     *
     * @param isNew whether an account may not be known everywhere yet
     * @return after {@link Verdict#SINGLE} the member stays the current chunk until it is set aside
     *     or its account is gone
     */
    public Verdict refused(Predicate<String> isNew) {
      taken = false;
      List<String> refused = current;
      List<String> fresh = stoppedWaiting ? List.of() : refused.stream().filter(isNew).toList();
      if (!fresh.isEmpty()) {
        late.addAll(fresh);
        List<String> others = refused.stream().filter(id -> !late.contains(id)).toList();
        current = others;
        return Verdict.LATE;
      }
      if (refused.size() == 1) {
        return Verdict.SINGLE;
      }
      int half = (refused.size() + 1) / 2;
      divided.add(refused.subList(0, half));
      divided.add(refused.subList(half, refused.size()));
      current = List.of();
      inVain++;
      if (probes == 0 && inVain >= REFUSALS_BEFORE_PROBES) {
        probe();
      }
      return Verdict.DIVIDED;
    }

    /** Puts one member of each part first. */
    private void probe() {
      Deque<List<String>> parts = new ArrayDeque<>(divided);
      divided.clear();
      List<List<String>> singles = new ArrayList<>();
      int every = Math.max(1, parts.size() / PROBES);
      int number = 0;
      for (List<String> part : parts) {
        if (number++ % every == 0 && singles.size() < PROBES && part.size() > 1) {
          singles.add(List.of(part.get(0)));
          divided.add(part.subList(1, part.size()));
        } else {
          divided.add(part);
        }
      }
      probes = singles.size();
      for (int last = singles.size() - 1; last >= 0; last--) {
        divided.addFirst(singles.get(last));
      }
    }

    /**
     * The current single member is not sent again.
     *
     * @return the members that are no longer tried, because every probe was refused; usually empty
     */
    public List<String> setAside() {
      taken = false;
      aside.addAll(current);
      current = List.of();
      inVain++;
      if (probes > 0 && --probes == 0) {
        return giveUp();
      }
      return List.of();
    }

    /**
     * Stops sending.
     *
     * @return the members of refused chunks that were not tried alone
     */
    public List<String> giveUp() {
      hopeless = true;
      taken = false;
      List<String> rest = new ArrayList<>(current);
      divided.forEach(rest::addAll);
      divided.clear();
      current = List.of();
      return rest;
    }

    /** Whether members wait because their accounts are new. */
    public boolean hasLate() {
      return !late.isEmpty();
    }

    /** Makes the waiting members, at most one chunk of them, the current chunk. */
    public void retryLate() {
      taken = false;
      current = late.stream().limit(size).toList();
      late.removeAll(current);
    }

    /** No member waits any longer: a refusal is final from now on. */
    public void stopWaiting() {
      stoppedWaiting = true;
      late.clear();
    }

    /** Whether a member was set aside, or sending has stopped. */
    public boolean isSetAside(String id) {
      return hopeless || aside.contains(id);
    }

    public int setAsideCount() {
      return aside.size();
    }

    /** Whether sending has stopped because everything was refused. */
    boolean isHopeless() {
      return hopeless;
    }
  }
}
