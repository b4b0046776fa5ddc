package org.entrazscaler.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;

/**
 * Iterates over the rows of a query in the order of a text key, and reads them page by page. So
 * memory does not grow with the number of rows, and no transaction stays open. Not safe for use by
 * several threads.
 *
 * @param <T> the type of a row
 */
public final class KeysetIterator<T> implements Iterator<T> {

  private static final int PAGE_SIZE = 500;

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
      List<T> rows = reader.read(after, PAGE_SIZE);
      ended = rows.size() < PAGE_SIZE;
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
