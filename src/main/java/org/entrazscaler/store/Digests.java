package org.entrazscaler.store;

/**
 * A set of texts of which only a digest of 64 bits is kept, 16 to 32 bytes a text. It answers "no"
 * for certain and "yes" almost for certain, so that the database need not be asked about what is
 * not there. Not safe for use by several threads.
 */
public final class Digests {

  private static final int FEWEST = 1 << 10;

  /** FNV-1a, 64 bits: RFC 9923. */
  private static final long OFFSET = 0xcbf29ce484222325L;

  private static final long PRIME = 0x100000001b3L;

  /** Open addressing; 0 is a free place. */
  private long[] places = new long[FEWEST];

  private int size;

  /**
   * Adds a text.
   *
   * @return false if it may have been there before
   */
  public boolean add(String... parts) {
    if (2 * (size + 1) > places.length) {
      grow();
    }
    long digest = digest(parts);
    int place = place(digest);
    boolean fresh = places[place] == 0;
    if (fresh) {
      places[place] = digest;
      size++;
    }
    return fresh;
  }

  /** False if a text was not added for certain. */
  public boolean mayContain(String... parts) {
    return size > 0 && places[place(digest(parts))] != 0;
  }

  /** Forgets all. */
  public void clear() {
    places = new long[FEWEST];
    size = 0;
  }

  private void grow() {
    long[] before = places;
    places = new long[2 * before.length];
    for (long digest : before) {
      if (digest != 0) {
        places[place(digest)] = digest;
      }
    }
  }

  private int place(long digest) {
    int last = places.length - 1;
    int place = (int) (digest ^ digest >>> Integer.SIZE) & last;
    while (places[place] != 0 && places[place] != digest) {
      place = place + 1 & last;
    }
    return place;
  }

  private static long digest(String... parts) {
    long digest = OFFSET;
    for (String part : parts) {
      for (int i = 0; i < part.length(); i++) {
        digest = (digest ^ part.charAt(i)) * PRIME;
      }
      // No character of a text that is stored.
      digest = digest * PRIME;
    }
    return digest == 0 ? 1 : digest;
  }
}
