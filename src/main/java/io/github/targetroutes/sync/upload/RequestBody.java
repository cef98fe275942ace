package io.github.targetroutes.sync.upload;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of a paused request, read by a thread of its own no faster than that can put it away.
 */
final class RequestBody extends InputStream {

  /** Parts that may wait in memory, each of at most some ten thousand bytes. */
  private static final int WAITING = 16;

  private static final Object END = new Object();

  private final BlockingQueue<Object> parts = new LinkedBlockingQueue<>();
  private final HttpServerRequest request;
  private final Context loop;
  private final Duration patience;
  private Buffer part = Buffer.buffer();
  private int at;
  private boolean ended;

  /**
   * @param loop the only place where the request may be touched
   * @param patience how long the sender may be silent
   */
  RequestBody(HttpServerRequest request, Context loop, Duration patience) {
    this.request = request;
    this.loop = loop;
    this.patience = patience;
    loop.runOnContext(start -> listen());
  }

  /** A request that had no body may have ended before. */
  private void listen() {
    if (request.isEnded()) {
      parts.add(END);
      return;
    }
    request.exceptionHandler(parts::add);
    request.endHandler(end -> parts.add(END));
    request.handler(parts::add);
    request.fetch(WAITING);
  }

  private void fetchNext() {
    if (!request.isEnded()) {
      request.fetch(1);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    while (!ended && at == part.length()) {
      next();
    }
    if (ended) {
      return -1;
    }
    int count = Math.min(length, part.length() - at);
    part.getBytes(at, at + count, bytes, offset);
    at += count;
    return count;
  }

  private void next() throws IOException {
    Object next = poll();
    if (next == null) {
      throw new BrokenOff("nothing more came for " + patience.toSeconds() + " s");
    }
    if (next instanceof Throwable fault) {
      throw new BrokenOff("the caller went away", fault);
    }
    ended = next == END;
    if (next instanceof Buffer buffer) {
      part = buffer;
      at = 0;
      loop.runOnContext(more -> fetchNext());
    }
  }

  private Object poll() throws IOException {
    try {
      return parts.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the program stops");
    }
  }
}
