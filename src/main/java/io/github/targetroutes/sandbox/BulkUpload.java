package io.github.targetroutes.sandbox;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Streams a request's body to a file of its own, so that an upload never stands in the heap. Bytes
 * over the limit are read and dropped: a client that is still sending could not read an answer.
 */
final class BulkUpload {

  /**
   * What has arrived.
   *
   * @param bytes size of the body; above {@link BatchFile#SIZE_LIMIT} the file is incomplete
   */
  record Received(Path file, long bytes) {}

  private final HttpServerRequest request;
  private final Path file;
  private final Promise<Received> done = Promise.promise();
  private long bytes;

  private BulkUpload(HttpServerRequest request, Path directory) {
    this.request = request;
    this.file = directory.resolve(BatchProcessor.INCOMING + UUID.randomUUID());
  }

  /** Event loop only. The file is the caller's to move or delete, unless the future fails. */
  static Future<Received> receive(Call call, Path directory) {
    BulkUpload upload = new BulkUpload(call.context().request(), directory);
    upload.request.pause();
    call.context()
        .vertx()
        .fileSystem()
        .open(
            upload.file.toString(),
            new OpenOptions().setRead(false).setCreateNew(true).setPerms("rw-------"))
        .onSuccess(upload::copyTo)
        .onFailure(upload.done::tryFail);
    return upload
        .done
        .future()
        .onFailure(failure -> call.context().vertx().fileSystem().delete(upload.file.toString()));
  }

  private void copyTo(AsyncFile out) {
    out.exceptionHandler(failure -> abort(out, failure));
    request.exceptionHandler(failure -> abort(out, failure));
    request.handler(buffer -> write(out, buffer));
    request.endHandler(
        end ->
            out.close()
                .onSuccess(closed -> done.tryComplete(new Received(file, bytes)))
                .onFailure(done::tryFail));
    request.resume();
  }

  private void write(AsyncFile out, Buffer buffer) {
    bytes += buffer.length();
    if (bytes >= BatchFile.SIZE_LIMIT) {
      return;
    }
    out.write(buffer);
    if (out.writeQueueFull()) {
      request.pause();
      out.drainHandler(drained -> request.resume());
    }
  }

  private void abort(AsyncFile out, Throwable failure) {
    out.close().onComplete(closed -> done.tryFail(failure));
  }
}
