package io.github.targetroutes.sync;

import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The XML of the bulk profile API, read as a stream: the form of 2019 lists every profile of a
 * batch. Of each element outside of that list the first text is kept, up to a bound; of the list
 * only how often each status stands there.
 */
final class BulkXml {

  private static final int MAX_TEXT = 2000;

  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, Long> profiles = new HashMap<>();

  private BulkXml() {}

  /**
   * @throws XMLStreamException where it is not whole XML or has a DTD
   */
  static BulkXml read(InputStream in) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    // DANGER: a DTD could make the parser read local files or remote addresses.
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    XMLStreamReader reader = factory.createXMLStreamReader(in);
    try {
      BulkXml xml = new BulkXml();
      xml.read(reader);
      return xml;
    } finally {
      reader.close();
    }
  }

  private void read(XMLStreamReader reader) throws XMLStreamException {
    boolean inProfile = false;
    StringBuilder text = new StringBuilder();
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.DTD -> throw new XMLStreamException("it has a DTD");
        case XMLStreamConstants.START_ELEMENT -> {
          inProfile |= reader.getLocalName().equals("profile");
          text.setLength(0);
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          int room = Math.min(reader.getTextLength(), MAX_TEXT - text.length());
          text.append(reader.getTextCharacters(), reader.getTextStart(), room);
        }
        case XMLStreamConstants.END_ELEMENT -> {
          end(reader.getLocalName(), text.toString().strip(), inProfile);
          inProfile &= !reader.getLocalName().equals("profile");
          text.setLength(0);
        }
        default -> {
          // Comments and instructions say nothing.
        }
      }
    }
  }

  private void end(String element, String text, boolean inProfile) {
    if (!inProfile) {
      texts.putIfAbsent(element, text);
    } else if (element.equals("status")) {
      // Bounds the map, whatever the answer holds.
      String status = profiles.size() < 10 ? text : "other";
      profiles.merge(status, 1L, Long::sum);
    }
  }

  Optional<String> text(String element) {
    return Optional.ofNullable(texts.get(element));
  }

  /** A count; empty where there is none. */
  Optional<Long> number(String element) {
    return text(element).filter(n -> n.matches("\\d{1,18}")).map(Long::valueOf);
  }

  /** Whether it lists profiles. */
  boolean listsProfiles() {
    return !profiles.isEmpty();
  }

  /** Profiles in the list. */
  long profiles() {
    return profiles.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Profiles of that status in the list. */
  long profiles(String status) {
    return profiles.getOrDefault(status, 0L);
  }
}
