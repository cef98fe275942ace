package io.github.targetroutes.kamelet;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.camel.Exchange;

/** The records of a list of Target, taken page by page when they are asked for. */
final class ListedRecords implements Iterator<String> {

  private static final String OFFSET = "target.offset";

  private final Connection connection;
  private Exchange last;
  private Iterator<?> page = Collections.emptyIterator();

  /**
   * @param list an exchange with the variables of {@code target-page}
   */
  ListedRecords(Connection connection, Exchange list) {
    this.connection = connection;
    this.last = list;
    list.setVariable(OFFSET, 0);
  }

  @Override
  public boolean hasNext() {
    while (!page.hasNext() && last.getVariable(OFFSET) != null) {
      Exchange next = connection.exchange();
      last.getVariables().forEach(next::setVariable);
      page = connection.send("target-page", next).getMessage().getBody(Iterator.class);
      last = next;
    }
    return page.hasNext();
  }

  @Override
  public String next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return (String) page.next();
  }
}
