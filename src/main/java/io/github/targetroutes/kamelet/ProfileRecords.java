package io.github.targetroutes.kamelet;

import io.github.targetroutes.sync.ProfileUpdates;
import java.util.Iterator;
import org.apache.camel.Exchange;

/** The records in a message, as the bodies of profile updates. */
public final class ProfileRecords {

  private final Records records = new Records();
  private final ProfileUpdates updates = new ProfileUpdates();
  private String bulk = "auto";

  /** Whether they go by the bulk update: {@code always}, {@code never}, or if they are a list. */
  public boolean isBulk(Exchange exchange) {
    return bulk.equals("always") || !bulk.equals("never") && records.isList(exchange);
  }

  /**
   * The bodies of bulk updates.
   *
   * @throws io.github.targetroutes.target.TargetFault REJECTED, here or at a later one, where
   *     Target could not take a record
   */
  public Iterator<String> batches(Exchange exchange) {
    return updates.batches(records.each(exchange));
  }

  /**
   * The bodies of single updates.
   *
   * @throws io.github.targetroutes.target.TargetFault as {@link #batches}
   */
  public Iterator<String> forms(Exchange exchange) {
    Iterator<String> each = records.each(exchange);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return each.hasNext();
      }

      @Override
      public String next() {
        return updates.single(each.next());
      }
    };
  }

  /**
   * Judges the answer to a single update.
   *
   * @throws io.github.targetroutes.target.TargetFault REJECTED where Target did not take it
   */
  public void taken(String answer) {
    updates.taken(answer);
  }

  /** {@code always}, {@code never} or {@code auto}. */
  public void setBulk(String bulk) {
    this.bulk = bulk;
  }

  /** {@code thirdPartyId} or {@code pcId}. */
  public void setKey(String key) {
    updates.setKey(key);
  }

  /** The field with the id. */
  public void setIdField(String idField) {
    updates.setIdField(idField);
  }

  /** Records of a batch at most. */
  public void setBatchSize(int batchSize) {
    updates.setBatchSize(batchSize);
  }
}
