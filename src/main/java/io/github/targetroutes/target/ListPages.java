package io.github.targetroutes.target;

import io.github.targetroutes.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;

/**
 * Takes a list of Target page by page. The Admin API has {@code offset} and {@code limit} and says
 * in {@code total} how many records there are (archived page "Target Admin API", paging); the
 * Recommendations API has the same two and says in {@code total} how many it gave
 * (recommendations-api, getCollections). The current specification of the Admin API names neither
 * of the two, so an answer may lack {@code total}, give less than it was asked for, or give all at
 * once. A list without paging is one page.
 */
public final class ListPages {

  private static final String OFFSET = "target.offset";
  private static final String PAGE_SIZE = "target.page-size";
  private static final String PROGRESS = "target.page-progress";

  private long pageSize = 1000;

  /**
   * Puts the page that is wanted into the query.
   *
   * @param operations the table that says which lists have pages
   * @throws ConfigurationException where the operation is unknown or changes something, or offset
   *     or page size is no number that can be asked for
   */
  public void ask(Exchange exchange, Operations operations) {
    Operation operation = operations.operation(name(exchange));
    if (!operation.method().equals("GET")) {
      throw new ConfigurationException(
          "Operation " + operation.name() + " is no list, so it has no pages; call it once");
    }
    Map<Object, Object> query = new LinkedHashMap<>(map(exchange, "target.query"));
    long offset = offset(exchange);
    long limit = limit(exchange);
    if (isPaged(operation)) {
      query.put("offset", offset);
      query.put("limit", limit);
    }
    exchange.setVariable("target.query", query);
    exchange.getMessage().setBody(null);
  }

  /**
   * Reads Target's answer: its records become the body, an iterator of JSON texts, and the variable
   * {@code target.offset} moves on.
   *
   * @param operations the table that says which lists have pages
   * @throws ConfigurationException where there is no list in the answer
   * @throws TargetFault REJECTED where Target gives the same page again and again
   */
  public void read(Exchange exchange, Operations operations) throws IOException {
    Operation operation = operations.operation(name(exchange));
    ListPage page =
        ListPage.read(body(exchange))
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        "Operation "
                            + operation.name()
                            + " gave no list, so it has no pages; call it once"));
    long offset = offset(exchange);
    if (!isPaged(operation)) {
      exchange.removeVariable(OFFSET);
      exchange.getMessage().setBody(new ListRecords(body(exchange), offset));
      return;
    }
    long limit = limit(exchange);
    boolean again = progress(exchange, offset).seen(page, offset);
    if (again && !page.isWhole(limit)) {
      throw new TargetFault(
          TargetFault.Kind.REJECTED,
          ("Target gave records of %s again at offset %d that it had given before: it does not page"
                  + " this list, which can't be read to its end")
              .formatted(operation.name(), offset),
          null,
          null);
    }
    if (again || !page.hasNext(offset, limit)) {
      exchange.removeVariable(OFFSET);
    } else {
      exchange.setVariable(OFFSET, offset + page.count());
    }
    exchange
        .getMessage()
        .setBody(again ? Collections.emptyIterator() : new ListRecords(body(exchange), 0));
  }

  private static boolean isPaged(Operation operation) {
    return operation.paging() != Operation.Paging.NONE;
  }

  /** From its beginning, however often it is read. */
  private static InputStream body(Exchange exchange) {
    if (exchange.getMessage().getBody() instanceof StreamCache cache) {
      cache.reset();
    }
    InputStream body = exchange.getMessage().getBody(InputStream.class);
    return body == null ? InputStream.nullInputStream() : body;
  }

  /** What was read of this list so far; of another list, or from another place: nothing. */
  private static ListProgress progress(Exchange exchange, long offset) {
    ListProgress progress = exchange.getVariable(PROGRESS, ListProgress.class);
    Object list = List.of(name(exchange), map(exchange, "target.path"));
    if (progress == null || !progress.goesOn(list, offset)) {
      progress = new ListProgress(list);
      exchange.setVariable(PROGRESS, progress);
    }
    return progress;
  }

  private static long offset(Exchange exchange) {
    return number(OFFSET, exchange.getVariable(OFFSET), 0, 0);
  }

  private long limit(Exchange exchange) {
    long limit = number("adobe.target.page-size", pageSize, 1, pageSize);
    return number(PAGE_SIZE, exchange.getVariable(PAGE_SIZE), 1, limit);
  }

  private static long number(String name, Object value, long least, long otherwise) {
    String text = Objects.toString(value, "").strip();
    try {
      long number = text.isEmpty() ? otherwise : Long.parseLong(text);
      if (number >= least) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new ConfigurationException(
        "%s=%s can't be asked for; give a whole number, %d or more".formatted(name, text, least));
  }

  private static String name(Exchange exchange) {
    return exchange.getVariable("target.operation", String.class);
  }

  private static Map<?, ?> map(Exchange exchange, String variable) {
    Map<?, ?> values = exchange.getVariable(variable, Map.class);
    return values == null ? Map.of() : values;
  }

  /** Records of a page, where the caller names no number; at least 1. */
  public void setPageSize(long pageSize) {
    this.pageSize = pageSize;
  }
}
