package io.github.targetroutes.sync.stream;

import io.github.targetroutes.sync.input.CsvFormat;
import io.github.targetroutes.sync.input.RecordReader;
import io.github.targetroutes.sync.input.SourceRecord;
import io.github.targetroutes.sync.input.Utf8;
import io.github.targetroutes.sync.mapping.MappingResource;
import io.github.targetroutes.sync.mapping.RecordMapping;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.TypeConverter;

/** Reads events, from files and from messages, and judges them by the mapping. */
public final class Events implements CamelContextAware {

  private CamelContext context;
  private String mapping;
  private UpdateRules rules;
  private volatile RecordMapping read;

  /**
   * The events of a file, some at a time. The file is read to its end first, for behind a break in
   * a JSON array nothing can be told, and nothing of it may have been sent by then.
   *
   * @param run what the file is called here
   * @param taken how many of its records were taken before
   * @throws io.github.targetroutes.sync.input.RefusedFile where the file as a whole can't be read
   */
  public EventFile of(File file, String run, long taken) throws IOException {
    read = mapping();
    try (RecordReader reader = open(file.toPath())) {
      for (SourceRecord record = reader.next(); record != null; record = reader.next()) {
        // What is wrong with one record is told when it is taken.
      }
    }
    return new EventFile(open(file.toPath()), run, taken);
  }

  private RecordReader open(Path file) throws IOException {
    RecordReader reader = RecordReader.open(file, CsvFormat.DEFAULT);
    try {
      reader.require(read.columns());
      return reader;
    } catch (RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  /**
   * What a file would become; that a merged update is too long for one call is found only by the
   * run. Changes nothing.
   *
   * @param maxWaiting how many updates may wait to be sent
   * @throws io.github.targetroutes.sync.input.RefusedFile where the file as a whole can't be read
   */
  public PlannedEvents plan(File file, long maxWaiting) throws IOException {
    EventTrial trial = new EventTrial(maxWaiting);
    try (EventFile events = of(file, "plan", 0)) {
      events.forEachRemaining(chunk -> trial.add(judge(chunk)));
    }
    return trial.planned();
  }

  /** The event that a message holds: one JSON object. */
  public Chunk message(Exchange exchange) {
    return new Chunk("message", Chunk.NO_FILE, List.of(record(exchange)));
  }

  private static SourceRecord record(Exchange exchange) {
    Object body = exchange.getMessage().getBody();
    if (body instanceof String text) {
      return SourceRecord.parse(text);
    }
    TypeConverter converter = exchange.getContext().getTypeConverter();
    byte[] bytes =
        body == null ? new byte[0] : converter.tryConvertTo(byte[].class, exchange, body);
    if (bytes == null) {
      return broken("the message is no text", body.getClass().getSimpleName());
    }
    Optional<String> text = Utf8.text(bytes);
    return text.isPresent()
        ? SourceRecord.parse(text.get())
        : broken("the text is not UTF-8", Utf8.readable(bytes));
  }

  private static SourceRecord broken(String why, String text) {
    return SourceRecord.broken(1, new SourceRecord.Problem("", why), () -> text);
  }

  /** What becomes of the records of a chunk. */
  public Intake judge(Chunk chunk) {
    if (read == null) {
      read = mapping();
    }
    Intake intake = new Intake(chunk);
    for (SourceRecord record : chunk.records()) {
      rules.judge(record, read.map(record), intake);
    }
    return intake;
  }

  private RecordMapping mapping() {
    return RecordMapping.parse(
        MappingResource.text(context, mapping, "sync.profiles-stream.mapping"), mapping);
  }

  @Override
  public void setCamelContext(CamelContext context) {
    this.context = context;
  }

  @Override
  public CamelContext getCamelContext() {
    return context;
  }

  /** Where the mapping is: {@code file:} or {@code classpath:}. Read anew for every file. */
  public void setMapping(String mapping) {
    this.mapping = mapping;
  }

  /** What Target asks of an update. */
  public void setRules(UpdateRules rules) {
    this.rules = rules;
  }
}
