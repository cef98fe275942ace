package io.github.targetroutes.cli;

import io.github.targetroutes.target.TargetFault;
import java.io.IOException;
import java.util.Iterator;
import org.apache.camel.Exchange;

/** The records of a list, one a line, as they come. */
final class RecordLines {

  private final Destination destination;
  private long count;

  RecordLines(Destination destination) {
    this.destination = destination;
  }

  void print(Exchange page) throws IOException {
    Iterator<?> records = page.getMessage().getBody(Iterator.class);
    while (records.hasNext()) {
      destination.println(records.next().toString());
      count++;
    }
    destination.flush();
  }

  /** The fault, with what is needed to go on behind the records that were printed. */
  TargetFault brokenOff(TargetFault fault, Object offset) {
    return count == 0
        ? fault
        : new TargetFault(
            fault.kind(),
            "%s. %,d records were printed; go on with --query offset=%s"
                .formatted(fault.getMessage(), count, offset),
            fault.retryAfter(),
            fault);
  }
}
