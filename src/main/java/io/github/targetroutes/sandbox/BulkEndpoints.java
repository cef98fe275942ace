package io.github.targetroutes.sandbox;

import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Bulk profile upload and batch status (profile-bulk-api). A refused upload is answered as the
 * document says, with {@code <success>false</success>}; its HTTP status is not published and is 200
 * here, so that a client which looks at the status alone is found out. The 2019 form of the v2
 * status, one element per profile, is not offered.
 */
final class BulkEndpoints {

  /**
   * Whether asking for a batch's status spends quota as an upload does. Adobe says that bulk
   * profile calls count and makes no exception, so it does.
   */
  static final boolean STATUS_CALLS_COUNT = true;

  private final SandboxOptions options;
  private final Supplier<String> url;
  private final FrontDoor door;
  private final Wire wire;
  private final CallMeter meter;
  private final ProfileEndpoints profiles;
  private final BatchProcessor batches;
  private final SandboxState state;

  BulkEndpoints(
      SandboxOptions options,
      Supplier<String> url,
      FrontDoor door,
      Wire wire,
      CallMeter meter,
      ProfileEndpoints profiles,
      BatchProcessor batches,
      SandboxState state) {
    this.options = options;
    this.url = url;
    this.door = door;
    this.wire = wire;
    this.meter = meter;
    this.profiles = profiles;
    this.batches = batches;
    this.state = state;
  }

  void open() {
    for (int version = 1; version <= 2; version++) {
      String root = version == 1 ? "/m2/:client/profile/" : "/m2/:client/v2/profile/";
      int uploaded = version;
      door.onStream(
          HttpMethod.POST,
          root + "batchUpdate",
          "profiles.batch-update",
          call -> upload(call, uploaded));
      door.on(HttpMethod.GET, root + "batchStatus", "profiles.batch-status", this::status);
    }
  }

  private void upload(Call call, int version) {
    Optional<Answer> refusal = refusal(call, true);
    if (refusal.isPresent()) {
      call.context().request().end().onSuccess(read -> wire.send(call, refusal.get()));
      return;
    }
    BulkUpload.receive(call, state.uploads())
        .onSuccess(received -> door.run(call, same -> take(call, version, received)))
        .onFailure(call.context()::fail);
  }

  private Optional<Answer> refusal(Call call, boolean metered) {
    Optional<Answer> refusal = profiles.refusal(call, call.pathParameter("client"));
    if (refusal.isEmpty() && metered && !meter.take()) {
      return Optional.of(Answer.text(503, "Service Unavailable"));
    }
    return refusal;
  }

  private Answer take(Call call, int version, BulkUpload.Received received) throws IOException {
    try {
      if (received.bytes() >= BatchFile.SIZE_LIMIT) {
        return refused("The batch must be smaller than " + BatchFile.SIZE_LIMIT + " bytes");
      }
      Batch batch = batch(call, version, received);
      batches.submit(batch, received.file());
      return Answer.xml(
          200,
          "<response><success>true</success><batchStatus>"
              + url.get()
              + "/m2/"
              + options.clientCode()
              + "/profile/batchStatus?batchId="
              + batch.id()
              + "</batchStatus><message>Batch submitted for processing</message></response>");
    } catch (BatchFile.Refused e) {
      return refused(e.getMessage());
    } finally {
      Files.deleteIfExists(received.file());
    }
  }

  private Batch batch(Call call, int version, BulkUpload.Received received)
      throws IOException, BatchFile.Refused {
    String key;
    int rows;
    try (BatchFile file = BatchFile.open(received.file())) {
      key = file.key().header();
      rows = file.countRows();
    }
    long now = call.now().toEpochMilli();
    Fault partial = call.fault(Fault.Kind.PARTIAL).orElse(null);
    return new Batch(
        options.clientCode() + "-" + now + "-" + state.next("batches"),
        version,
        key,
        rows,
        received.bytes(),
        now,
        now + options.batchDelay().toMillis(),
        call.fault(Fault.Kind.STUCK).isPresent(),
        partial == null ? 0 : partial.failed(),
        partial == null ? 0 : partial.missing(),
        false,
        0,
        0,
        0,
        0,
        0);
  }

  private static Answer refused(String message) {
    return refused(message, 200);
  }

  static Answer refused(String message, int status) {
    return Answer.xml(
        status, "<response><success>false</success><message>" + message + "</message></response>");
  }

  private Answer status(Call call) {
    Optional<Answer> refusal = refusal(call, STATUS_CALLS_COUNT);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    String id = call.query("batchId");
    boolean details = "true".equals(call.query("showDetails"));
    return (id == null ? Optional.<Batch>empty() : batches.find(id))
        .map(batch -> Answer.xml(200, xml(batch, call.now().toEpochMilli(), details)))
        .orElseGet(
            () ->
                Answer.xml(
                    404,
                    "<response><success>false</success>"
                        + "<message>There is no such batch</message></response>"));
  }

  /** Counts appear with the final status; until then they are 0. */
  private static String xml(Batch batch, long now, boolean details) {
    String status = batch.status(now);
    StringBuilder xml =
        new StringBuilder("<response>")
            .append(element("batchId", batch.id()))
            .append(element("status", status))
            .append(element("batchSize", batch.rows()));
    if (details) {
      boolean over = !status.equals("incomplete");
      xml.append(element("consumedCount", over ? batch.consumed() : 0))
          .append(element("successfulUpdates", over ? batch.successfulUpdates() : 0))
          .append(element("profilesNotFound", over ? batch.profilesNotFound() : 0))
          .append(element("failedUpdates", over ? batch.failedUpdates() : 0));
    }
    return xml.append("</response>").toString();
  }

  private static String element(String name, Object value) {
    return "<" + name + ">" + value + "</" + name + ">";
  }
}
