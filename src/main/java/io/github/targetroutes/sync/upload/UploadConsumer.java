package io.github.targetroutes.sync.upload;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.service.ServiceHelper;

/** Listens while its route runs: a command that only reads the routes takes no port. */
final class UploadConsumer extends DefaultConsumer implements Suspendable {

  private final UploadEndpoint endpoint;
  private Consumer listening;

  UploadConsumer(UploadEndpoint endpoint, Processor route) {
    super(endpoint, route);
    this.endpoint = endpoint;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    listening = endpoint.listen(getProcessor());
    ServiceHelper.startService(listening);
  }

  /** Callers are answered with 503. */
  @Override
  protected void doSuspend() throws Exception {
    ServiceHelper.suspendService(listening);
    super.doSuspend();
  }

  @Override
  protected void doResume() throws Exception {
    ServiceHelper.resumeService(listening);
    super.doResume();
  }

  @Override
  protected void doStop() throws Exception {
    ServiceHelper.stopService(listening);
    super.doStop();
  }
}
