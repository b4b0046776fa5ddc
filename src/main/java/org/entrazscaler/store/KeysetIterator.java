package org.entrazscaler.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;

/**
 * Follows the rows of a query in the order of a text key, a page at a time: memory stays flat
 * however many rows there are, and no transaction stays open. Not safe for use by several threads.
 *
 * @param <T> what a row is
 */
public final class KeysetIterator<T> implements Iterator<T> {

  private static final int PAGE = 500;

  /** Reads the rows after a key. */
  public interface PageReader<T> {
    List<T> read(String after, int limit);
  }

  private final Function<T, String> key;
  private final PageReader<T> reader;
  private final Deque<T> page = new ArrayDeque<>();
  private String after = "";
  private boolean ended;

  public KeysetIterator(Function<T, String> key, PageReader<T> reader) {
    this.key = key;
    this.reader = reader;
  }

  @Override
  public boolean hasNext() {
    if (page.isEmpty() && !ended) {
      List<T> rows = reader.read(after, PAGE);
      ended = rows.size() < PAGE;
      page.addAll(rows);
    }
    return !page.isEmpty();
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    T row = page.remove();
    after = key.apply(row);
    return row;
  }
}
