package io.github.targetroutes.sync;

import io.github.targetroutes.target.TargetFault;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.camel.Exchange;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Reads the XML that the bulk profile API answers (profile-bulk-api). Whether a batch was taken is
 * told by {@code <success>} alone, not by the HTTP status.
 */
public final class BulkAnswer {

  /**
   * Reads the answer to a batch, and sets the variables {@code sync.node} and {@code sync.batch-id}
   * under which its status is asked.
   *
   * @throws TargetFault REJECTED where Target did not take the batch, UNAVAILABLE where the answer
   *     can't be read
   */
  public void submitted(Exchange exchange) {
    Document answer = xml(exchange);
    String message = text(answer, "message").orElse("it gave no reason");
    if (!text(answer, "success").map("true"::equalsIgnoreCase).orElse(false)) {
      throw new TargetFault(
          TargetFault.Kind.REJECTED,
          "Target did not take the batch: \"" + message + "\"",
          null,
          null);
    }
    URI status =
        text(answer, "batchStatus")
            .map(URI::create)
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
    Document answer = xml(exchange);
    NodeList profiles = answer.getElementsByTagName("profile");
    if (profiles.getLength() > 0) {
      exchange.setVariable("sync.status", byProfile(profiles));
      return;
    }
    String status = text(answer, "status").orElse("");
    switch (status) {
      case "complete", "stuck" ->
          exchange.setVariable(
              "sync.status",
              new BatchStatus(
                  status.equals("stuck"),
                  number(answer, "batchSize"),
                  number(answer, "successfulUpdates"),
                  number(answer, "profilesNotFound"),
                  number(answer, "failedUpdates")));
      case "incomplete" -> throw pending();
      default -> throw unreadable("it says status \"" + status + "\"", null);
    }
  }

  /** The form of 2019 (developers.adobetarget.com), which lists each profile with its status. */
  private static BatchStatus byProfile(NodeList profiles) {
    long successful = 0;
    for (int i = 0; i < profiles.getLength(); i++) {
      String status =
          ((Element) profiles.item(i)).getElementsByTagName("status").item(0).getTextContent();
      if (status.equals("pending")) {
        throw pending();
      }
      successful += status.equals("success") ? 1 : 0;
    }
    return new BatchStatus(
        false, profiles.getLength(), successful, 0, profiles.getLength() - successful);
  }

  private static TargetFault pending() {
    return new TargetFault(
        TargetFault.Kind.PENDING,
        "Target is still working on the batch; its state is asked again at the next start",
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

  private static String batchId(URI status) {
    return Arrays.stream(Optional.ofNullable(status.getRawQuery()).orElse("").split("&"))
        .filter(pair -> pair.startsWith("batchId="))
        .map(pair -> URLDecoder.decode(pair.substring("batchId=".length()), StandardCharsets.UTF_8))
        .findFirst()
        .orElseThrow(() -> unreadable("its batchStatus address names no batchId", null));
  }

  private static Optional<String> text(Document answer, String element) {
    NodeList found = answer.getElementsByTagName(element);
    return found.getLength() == 0
        ? Optional.empty()
        : Optional.of(found.item(0).getTextContent().strip());
  }

  private static long number(Document answer, String element) {
    return text(answer, element).filter(n -> n.matches("\\d{1,18}")).map(Long::valueOf).orElse(0L);
  }

  private static Document xml(Exchange exchange) {
    String body = Optional.ofNullable(exchange.getMessage().getBody(String.class)).orElse("");
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      // DANGER: a DTD could make the parser read local files or remote addresses.
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      return builder.parse(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    } catch (SAXException | IOException | ParserConfigurationException e) {
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
}
