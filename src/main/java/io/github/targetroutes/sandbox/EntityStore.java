package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;

/** The catalogue: items by environment and id, forgotten when they are not sent for 61 days. */
final class EntityStore {

  /** From entity-attributes. */
  private static final Duration LIFE = Duration.ofDays(61);

  private final MVMap<String, String> items;
  private final Clock clock;

  EntityStore(SandboxState state, Clock clock) {
    this.clock = clock;
    this.items = state.texts("entities");
  }

  /** Items that are out of date count until somebody asks for them. */
  long size() {
    return items.sizeAsLong();
  }

  private static String prefix(long environment) {
    return "%019d ".formatted(environment);
  }

  /** Puts an item in, or changes it: categories are added, what is not sent stays (D2). */
  synchronized void save(long environment, ObjectNode item, Instant now) {
    String key = prefix(environment) + item.path("id").asText();
    ObjectNode kept = item.deepCopy();
    long created = now.toEpochMilli();
    String known = items.get(key);
    if (known != null) {
      ObjectNode old = Json.read(known, ObjectNode.class);
      if (alive(old)) {
        created = old.path("created").asLong();
        Set<String> categories = new LinkedHashSet<>();
        old.path("categories").forEach(one -> categories.add(one.asText()));
        item.path("categories").forEach(one -> categories.add(one.asText()));
        kept.set("categories", Json.node(categories));
        ObjectNode attributes = (ObjectNode) old.get("attributes");
        attributes.setAll((ObjectNode) item.get("attributes"));
        kept.set("attributes", attributes);
      }
    }
    kept.put("environment", environment).put("created", created);
    items.put(key, Json.text(kept.put("updated", now.toEpochMilli())));
  }

  private boolean alive(ObjectNode item) {
    return clock.instant().toEpochMilli() - item.path("updated").asLong() < LIFE.toMillis();
  }

  Optional<ObjectNode> find(long environment, String id) {
    String json = items.get(prefix(environment) + id);
    return Optional.ofNullable(json)
        .map(found -> Json.read(found, ObjectNode.class))
        .filter(this::alive);
  }

  /** The item as the API shows it. */
  static ObjectNode shown(ObjectNode item) {
    ObjectNode attributes = (ObjectNode) item.get("attributes");
    attributes.put("createdAt", day(item.path("created").asLong()));
    attributes.put("lastUpdatedAt", day(item.path("updated").asLong()));
    item.remove(Set.of("created", "updated"));
    return item;
  }

  private static String day(long millis) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC).toString();
  }

  /** All items of an environment in the order of their ids; of all environments when it is null. */
  Iterator<ObjectNode> all(Long environment) {
    String prefix = environment == null ? "" : prefix(environment);
    Cursor<String, String> cursor = items.cursor(prefix);
    return new Iterator<>() {
      private ObjectNode next = advance();

      private ObjectNode advance() {
        while (cursor.hasNext() && cursor.next().startsWith(prefix)) {
          ObjectNode item = Json.read(cursor.getValue(), ObjectNode.class);
          if (alive(item)) {
            return item;
          }
        }
        return null;
      }

      @Override
      public boolean hasNext() {
        return next != null;
      }

      @Override
      public ObjectNode next() {
        if (next == null) {
          throw new NoSuchElementException();
        }
        ObjectNode current = next;
        next = advance();
        return current;
      }
    };
  }

  /** Deletes items, wherever they are when the environment is null. */
  synchronized void delete(Long environment, Collection<String> ids) {
    if (environment != null) {
      ids.forEach(id -> items.remove(prefix(environment) + id));
    } else {
      Set<String> wanted = Set.copyOf(ids);
      items
          .keyIterator(null)
          .forEachRemaining(
              key -> {
                if (wanted.contains(key.substring(key.indexOf(' ') + 1))) {
                  items.remove(key);
                }
              });
    }
  }

  /** Deletes all items of an environment, or of all of them when it is null. */
  synchronized void wipe(Long environment) {
    if (environment == null) {
      items.clear();
    } else {
      Iterator<String> keys = items.keyIterator(prefix(environment));
      while (keys.hasNext()) {
        String key = keys.next();
        if (!key.startsWith(prefix(environment))) {
          break;
        }
        items.remove(key);
      }
    }
  }

  void clear() {
    items.clear();
  }

  /** The categories of an item. */
  static ArrayNode categories(ObjectNode item) {
    return (ArrayNode) item.get("categories");
  }
}
