package org.entrazscaler.store;

/**
 * A set of texts that keeps only a 64-bit digest of each text, in 16 to 32 bytes. Its answer "no"
 * is certain, and its answer "yes" is almost certain. So the database need not be asked for texts
 * that it does not contain. Not safe for use by several threads.
 */
public final class Digests {

  private static final int MIN_CAPACITY = 1 << 10;

  /** FNV-1a, 64 bits: RFC 9923. */
  private static final long OFFSET = 0xcbf29ce484222325L;

  private static final long PRIME = 0x100000001b3L;

  /** Hash table with open addressing; 0 is an empty entry. */
  private long[] places = new long[MIN_CAPACITY];

  private int size;

  /**
   * Adds a text.
   *
   * @return false if the text may have been added before
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

  /** False if the text was certainly not added. */
  public boolean mayContain(String... parts) {
    return size > 0 && places[place(digest(parts))] != 0;
  }

  /** Removes all texts. */
  public void clear() {
    places = new long[MIN_CAPACITY];
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
      // Separates the parts by a character that no stored text contains.
      digest = digest * PRIME;
    }
    return digest == 0 ? 1 : digest;
  }
}
