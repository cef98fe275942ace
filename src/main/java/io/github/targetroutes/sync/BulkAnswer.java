package io.github.targetroutes.sync;

import io.github.targetroutes.target.TargetFault;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import org.apache.camel.Exchange;

/**
 * Reads the XML that the bulk profile API answers (profile-bulk-api). Whether a batch was taken is
 * told by {@code <success>} alone, not by the HTTP status.
 */
public final class BulkAnswer {

  /** Version 1 passes over profiles that do not exist, version 2 creates them. */
  private static final String VERSION_1 = "bulk-update-profiles-v1";

  private static final int QUOTED = 200;

  private boolean passesOver;

  /**
   * Reads the answer to a batch, and sets the variables {@code sync.node} and {@code sync.batch-id}
   * under which its status is asked.
   *
   * @throws TargetFault REJECTED where Target did not take the batch, UNAVAILABLE where the answer
   *     can't be read
   */
  public void submitted(Exchange exchange) {
    BulkXml answer = xml(exchange);
    String success = answer.text("success").orElse("").toLowerCase(Locale.ROOT);
    if (success.equals("false")) {
      throw new TargetFault(
          TargetFault.Kind.REJECTED,
          "Target did not take the batch: "
              + answer.text("message").map(BulkAnswer::quoted).orElse("it gave no reason"),
          null,
          null);
    }
    if (!success.equals("true")) {
      throw unreadable("it does not say success", null);
    }
    URI status =
        answer
            .text("batchStatus")
            .flatMap(BulkAnswer::address)
            .orElseThrow(() -> unreadable("it names no batchStatus address", null));
    exchange.setVariable("sync.node", status.getAuthority());
    exchange.setVariable("sync.batch-id", batchId(status));
  }

  /**
   * Reads the answer to a status call with details, and sets the variable {@code sync.status}.
   *
   * @throws TargetFault PENDING where the batch is still being worked on, UNAVAILABLE where the
   *     answer can't be read
   */
  public void status(Exchange exchange) {
    BulkXml answer = xml(exchange);
    exchange.setVariable(
        "sync.status", answer.listsProfiles() ? byProfile(answer) : byCounts(answer));
  }

  private BatchStatus byCounts(BulkXml answer) {
    String status = answer.text("status").orElse("");
    switch (status.toLowerCase(Locale.ROOT)) {
      case "complete":
        long size =
            answer.number("batchSize").orElseThrow(() -> unreadable("it names no batchSize", null));
        long notFound = answer.number("profilesNotFound").orElse(0L);
        long failed = answer.number("failedUpdates").orElse(0L);
        // Without details there is nothing to hold against Target.
        long successful = answer.number("successfulUpdates").orElse(size - notFound - failed);
        return new BatchStatus(null, size, successful, notFound, failed, passesOver);
      case "stuck":
        return BatchStatus.none("Target got stuck on it");
      case "incomplete":
        throw pending();
      default:
        throw unreadable("it says status " + quoted(status), null);
    }
  }

  /** The form of 2019 (developers.adobetarget.com), which lists each profile with its status. */
  private BatchStatus byProfile(BulkXml answer) {
    if (answer.profiles("pending") > 0) {
      throw pending();
    }
    long all = answer.profiles();
    long successful = answer.profiles("success");
    return new BatchStatus(null, all, successful, 0, all - successful, passesOver);
  }

  /**
   * Target refuses to tell a batch's status, as when it has forgotten the batch: sets the variable
   * {@code sync.status} so that nothing of it counts.
   */
  public void lost(Exchange exchange) {
    Throwable fault = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    exchange.setVariable(
        "sync.status", BatchStatus.none("its end is not known, " + fault.getMessage()));
  }

  private static TargetFault pending() {
    return new TargetFault(
        TargetFault.Kind.PENDING,
        "Target is still working on the batch; it is asked again after a pause or at the next start",
        null,
        null);
  }

  /** The query under which a batch's status is asked, with its counts. */
  public Map<String, String> statusQuery(String batchId) {
    return Map.of("batchId", batchId, "showDetails", "true");
  }

  /** Whether Target has taken less than the batch file holds. */
  public boolean shortOf(File batch, BatchStatus status) throws IOException {
    try (Stream<String> lines = Files.lines(batch.toPath(), StandardCharsets.US_ASCII)) {
      return status.missing(lines.count() - 1) > 0;
    }
  }

  private static Optional<URI> address(String text) {
    try {
      return Optional.of(URI.create(text))
          .filter(uri -> uri.getAuthority() != null && uri.getAuthority().length() <= QUOTED);
    } catch (IllegalArgumentException noAddress) {
      return Optional.empty();
    }
  }

  private static String batchId(URI status) {
    return Arrays.stream(Optional.ofNullable(status.getRawQuery()).orElse("").split("&"))
        .filter(pair -> pair.startsWith("batchId="))
        .map(pair -> URLDecoder.decode(pair.substring("batchId=".length()), StandardCharsets.UTF_8))
        .filter(id -> !id.isBlank() && id.length() <= QUOTED)
        .findFirst()
        .orElseThrow(() -> unreadable("its batchStatus address names no batchId", null));
  }

  private static BulkXml xml(Exchange exchange) {
    try (InputStream body = exchange.getMessage().getBody(InputStream.class)) {
      return BulkXml.read(body == null ? InputStream.nullInputStream() : body);
    } catch (XMLStreamException | IOException e) {
      throw unreadable("it is not whole XML", e);
    }
  }

  private static TargetFault unreadable(String why, Throwable cause) {
    return new TargetFault(
        TargetFault.Kind.UNAVAILABLE,
        "Target's answer about the batch can't be read: " + why,
        null,
        cause);
  }

  private static String quoted(String text) {
    String line = text.replaceAll("\\s+", " ");
    return '"' + (line.length() > QUOTED ? line.substring(0, QUOTED) + "…" : line) + '"';
  }

  /** The operation by which batches are sent, as {@code target-operations.yaml} names it. */
  public void setOperation(String operation) {
    passesOver = operation.equals(VERSION_1);
  }
}
