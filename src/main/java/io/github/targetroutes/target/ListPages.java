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
 * of the two, so an answer may lack {@code total}, give less than it was asked for, or know no
 * pages.
 */
public final class ListPages {

  private static final String OFFSET = "target.offset";
  private static final String PAGE_SIZE = "target.page-size";
  private static final String PROGRESS = "target.page-progress";

  private long pageSize = 1000;

  /**
   * Puts the page that is wanted into the query.
   *
   * @throws ConfigurationException where offset or page size is no number that can be asked for
   */
  public void ask(Exchange exchange) {
    Map<Object, Object> query = new LinkedHashMap<>();
    query.putAll(map(exchange, "target.query"));
    query.put("offset", number(exchange, OFFSET, 0, 0));
    query.put("limit", limit(exchange));
    exchange.setVariable("target.query", query);
    exchange.getMessage().setBody(null);
  }

  /**
   * Reads Target's answer: its records become the body, an iterator of JSON texts, and the variable
   * {@code target.offset} moves on.
   *
   * @throws ConfigurationException where the operation gives no list
   * @throws TargetFault REJECTED where Target gives the same page again and again
   */
  public void read(Exchange exchange) throws IOException {
    ListPage page =
        ListPage.read(body(exchange))
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        "Operation "
                            + operation(exchange)
                            + " gives no list, so it has no pages; call it once"));
    long offset = number(exchange, OFFSET, 0, 0);
    long limit = limit(exchange);
    boolean again = progress(exchange, offset).seen(page, offset);
    if (again && !page.isWhole(limit)) {
      throw new TargetFault(
          TargetFault.Kind.REJECTED,
          "Target gave records of %s again at offset %d that it had given before: it does not page this list, which can't be read to its end"
              .formatted(operation(exchange), offset),
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
        .setBody(again ? Collections.emptyIterator() : new ListRecords(body(exchange)));
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
    Object list = List.of(operation(exchange), map(exchange, "target.path"));
    if (progress == null || !progress.goesOn(list, offset)) {
      progress = new ListProgress(list);
      exchange.setVariable(PROGRESS, progress);
    }
    return progress;
  }

  private long limit(Exchange exchange) {
    return number(exchange, PAGE_SIZE, 1, pageSize);
  }

  private static long number(Exchange exchange, String variable, long least, long otherwise) {
    String text = Objects.toString(exchange.getVariable(variable), "");
    long number;
    try {
      number = text.isEmpty() ? otherwise : Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      number = least - 1;
    }
    if (number < least) {
      throw new ConfigurationException(
          "%s=%s can't be asked for; give a whole number, %d or more"
              .formatted(
                  text.isEmpty() ? "adobe.target.page-size" : variable,
                  text.isEmpty() ? otherwise : text,
                  least));
    }
    return number;
  }

  private static String operation(Exchange exchange) {
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
