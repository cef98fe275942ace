package io.github.targetroutes.sync.upload;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.targetroutes.ops.FaultLog;
import io.github.targetroutes.sync.PrivateFiles;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.util.FileUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives uploads: looks at the secret, then at the size, then at the body, which goes to the disk
 * as it comes. Only what is there as a whole goes into the route.
 *
 * <p>Answers 202 and the name of the run when the input was taken; 401, 413 or 400 when it is the
 * caller's fault; 503 when it is worth trying again. A reason stands in {@code error}.
 */
final class UploadDesk {

  private static final Logger LOG = LoggerFactory.getLogger(UploadDesk.class);

  /** The variable in which a route leaves the name of the run. */
  private static final String RUN = "sync.run";

  private static final String NOT_KEPT = "the file could not be kept, the log says why; try again";

  private static final int BUFFER_BYTES = 64 * 1024;

  private final UploadKey key;
  private final Path folder;
  private final long maxBytes;
  private final Duration patience;

  UploadDesk(UploadKey key, Path folder, long maxBytes, Duration patience) {
    this.key = key;
    this.folder = folder;
    this.maxBytes = maxBytes;
    this.patience = patience;
  }

  void receive(Exchange exchange, Processor route) {
    HttpServerRequest request = (HttpServerRequest) exchange.getMessage().getBody();
    Context loop = Vertx.currentContext();
    // Nothing that the caller sent is a header of the message, or comes back in the answer.
    exchange.getMessage().removeHeaders("*");
    if (!key.fits(request.headers())) {
      exchange.getMessage().setHeader("WWW-Authenticate", "Bearer");
      refuse(exchange, request, 401, "the secret is missing, or is another one");
    } else if (length(request) > maxBytes) {
      refuse(exchange, request, 413, tooLarge());
    } else {
      takeIn(exchange, route, request, loop);
    }
    // What nobody wants is read and forgotten, so that the caller comes to read the answer.
    loop.runOnContext(rest -> forget(request));
  }

  private void takeIn(Exchange exchange, Processor route, HttpServerRequest request, Context loop) {
    if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
      request.response().writeContinue();
    }
    Path file = folder.resolve("." + UUID.randomUUID());
    try {
      PrivateFiles.createDirectory(folder);
      if (store(new RequestBody(request, loop, patience), file)) {
        pass(exchange, route, file, request.getParam("name"));
      } else {
        refuse(exchange, request, 413, tooLarge());
      }
    } catch (BrokenOff e) {
      refuse(exchange, request, 400, "the file did not come as a whole: " + e.getMessage());
    } catch (IOException e) {
      LOG.error("{} could not be kept: {}", request.path(), FaultLog.sentence(e));
      answer(exchange, 503, "error", NOT_KEPT);
    } finally {
      FileUtil.deleteFile(file.toFile());
    }
  }

  /** Whether all of it fits. */
  private boolean store(InputStream body, Path file) throws IOException {
    try (OutputStream out = PrivateFiles.createTemporary(file)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      long bytes = 0;
      for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
        bytes += count;
        if (bytes > maxBytes) {
          return false;
        }
        out.write(buffer, 0, count);
      }
      return true;
    }
  }

  private void pass(Exchange exchange, Processor route, Path file, String name) {
    exchange.getMessage().setBody(file.toFile());
    // A flow may take what has no name for something else than a file.
    exchange.getMessage().setHeader(Exchange.FILE_NAME, Objects.requireNonNullElse(name, "input"));
    try {
      route.process(exchange);
    } catch (Exception e) {
      exchange.setException(e);
    }
    if (exchange.getException() == null) {
      answer(exchange, 202, "run", exchange.getVariable(RUN, String.class));
    } else {
      // The route has told the fault in the log.
      exchange.setException(null);
      answer(exchange, 503, "error", NOT_KEPT);
    }
  }

  private void refuse(Exchange exchange, HttpServerRequest request, int status, String why) {
    LOG.warn("{} from {} was refused: {}", request.path(), request.remoteAddress().host(), why);
    answer(exchange, status, "error", why);
  }

  private static void answer(Exchange exchange, int status, String field, String text) {
    Message answer = exchange.getMessage();
    answer.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
    answer.setHeader(Exchange.CONTENT_TYPE, "application/json");
    String json = JsonNodeFactory.instance.objectNode().put(field, text) + "\n";
    answer.setBody(json.getBytes(UTF_8));
  }

  private String tooLarge() {
    return "the file is larger than " + maxBytes + " bytes, see sync.upload.max-bytes";
  }

  private static void forget(HttpServerRequest request) {
    if (!request.isEnded()) {
      request.handler(part -> {}).resume();
    }
  }

  /** As the caller tells it: {@code -1} where it doesn't. */
  private static long length(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
    if (length == null) {
      return -1;
    }
    return length.matches("\\d{1,18}") ? Long.parseLong(length) : Long.MAX_VALUE;
  }
}
