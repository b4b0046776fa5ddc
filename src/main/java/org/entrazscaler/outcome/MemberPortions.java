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
 * In which chunks the members of one group are sent, those who leave and those who join apart. A
 * chunk that is refused is halved until the members are found for which it was refused; they are
 * set aside, and all others go on. One object for each writing of a group; not safe for use by
 * several threads.
 *
 * <p>Where everything is refused there is nobody to be found: after {@value
 * #REFUSALS_BEFORE_PROBES} refusals in a row single members of all parts are tried, and if all of
 * these are refused too, no more is sent.
 */
public final class MemberPortions {

  /** A chunk, its halves, its quarters and its eighths. */
  private static final int REFUSALS_BEFORE_PROBES = 15;

  private static final int PROBES = 8;

  /** What follows from a refusal. */
  public enum Verdict {
    /** The chunk goes on in parts. */
    DIVIDED,
    /** Some of its accounts are so new that they may not be known everywhere: they go last. */
    LATE,
    /** It is the one member that it had. */
    SINGLE
  }

  private final int size;
  private final Side leaving = new Side();
  private final Side joining = new Side();
  private boolean sendsLate;
  private @Nullable String suspect;

  /**
   * The portions of one group.
   *
   * @param size how many members one request has at most
   */
  public MemberPortions(int size) {
    this.size = size;
  }

  /** Those who leave. */
  public Side leaving() {
    return leaving;
  }

  /** Those who join. */
  public Side joining() {
    return joining;
  }

  /** Whether those are sent who wait because their accounts are new. */
  public boolean sendsLate() {
    return sendsLate;
  }

  public void setSendsLate(boolean late) {
    sendsLate = late;
  }

  /** SCIM id of the member that caused the refusal of a chunk; null for none. */
  @Nullable
  public String suspect() {
    return suspect;
  }

  /** The same while there is one. */
  public String knownSuspect() {
    return Objects.requireNonNull(suspect, "No member is under suspicion.");
  }

  public void setSuspect(@Nullable String id) {
    suspect = id;
  }

  /** Those who leave, or those who join. */
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
     * The next ones to be sent.
     *
     * @param due gives at most so many of those who are still to be sent, in a stable order
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
      List<String> still = new ArrayList<>(due.apply(size + known()));
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

    /**
     * Whether anybody is to be sent: the next call of {@link #next} gives the same without asking
     * again.
     */
    public boolean hasNext(IntFunction<List<String>> due) {
      taken = false;
      taken = !next(due).isEmpty();
      return taken;
    }

    private int known() {
      return aside.size()
          + late.size()
          + current.size()
          + divided.stream().mapToInt(List::size).sum();
    }

    /** The chunk at hand was carried out. */
    public void accepted() {
      current = List.of();
      progress();
    }

    /** The account of the single member at hand is there no longer. */
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
     * The chunk at hand was refused.
     *
     * @param isNew whether an account may not be known everywhere yet
     * @return what follows; after {@link Verdict#SINGLE} the member stays at hand until it is set
     *     aside or turns out to have gone
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

    /** Puts one of each part before all else. */
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
     * The single member at hand is not sent again.
     *
     * @return those who are not tried any more, because each one who was tried was refused; mostly
     *     empty
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

    /** Sends no more; tells who was found to be refused together with others. */
    public List<String> giveUp() {
      hopeless = true;
      taken = false;
      List<String> rest = new ArrayList<>(current);
      divided.forEach(rest::addAll);
      divided.clear();
      current = List.of();
      return rest;
    }

    /** Whether some wait because their accounts are so new. */
    public boolean hasLate() {
      return !late.isEmpty();
    }

    /** Those who wait are to be sent once more, at most one chunk of them. */
    public void retryLate() {
      taken = false;
      current = late.stream().limit(size).toList();
      late.removeAll(current);
    }

    /** Nobody waits any more: what is refused from now on is refused. */
    public void stopWaiting() {
      stoppedWaiting = true;
      late.clear();
    }

    /** Whether somebody was set aside, or no more is sent. */
    public boolean isSetAside(String id) {
      return hopeless || aside.contains(id);
    }

    /** How many were set aside. */
    public int setAsideCount() {
      return aside.size();
    }

    /** Whether no more is sent, because everything was refused. */
    boolean isHopeless() {
      return hopeless;
    }
  }
}
