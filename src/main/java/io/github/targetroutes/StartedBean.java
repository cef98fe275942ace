package io.github.targetroutes;

import org.apache.camel.RuntimeCamelException;
import org.apache.camel.Service;

/**
 * A bean that Camel starts and stops with its context.
 *
 * <p>It is all that Camel's own {@code ServiceSupport} would be used for here. Of a bean that
 * extends that one, the bean component looks for each of sixty methods in each of ten types: for
 * the beans of the routes that made a quarter of the work of a start.
 */
public abstract class StartedBean implements Service {

  private boolean started;

  @Override
  public final synchronized void start() {
    if (!started) {
      run(this::doStart);
      started = true;
    }
  }

  @Override
  public final synchronized void stop() {
    if (started) {
      started = false;
      run(this::doStop);
    }
  }

  /** Called once, and again only after {@link #doStop()}. */
  protected void doStart() throws Exception {}

  /** Called once after each {@link #doStart()} that succeeded. */
  protected void doStop() throws Exception {}

  private interface Step {
    void run() throws Exception;
  }

  private static void run(Step step) {
    try {
      step.run();
    } catch (Exception e) {
      throw RuntimeCamelException.wrapRuntimeException(e);
    }
  }
}
