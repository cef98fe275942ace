package io.github.targetroutes.kill;

import io.github.targetroutes.Application;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.SetVariableDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * Runs the program, and has it killed by {@code kill -9} at the {@link KillPoint} that the system
 * property {@value #AT} names: as a listener of Camel Main it wraps that step of a route. Nothing
 * of the program knows of it.
 */
public final class Killer extends MainListenerSupport implements InterceptStrategy {

  static final String AT = "kill.at";

  /** What the program ends with where it has no such place. */
  static final int NO_SUCH_PLACE = 99;

  private static final KillPoint POINT = KillPoint.of(System.getProperty(AT));
  private static final AtomicInteger TIMES = new AtomicInteger();

  private final Set<String> steps = new TreeSet<>();
  private int found;

  /** Runs the program in this JVM. */
  public static void main(String[] arguments) {
    // Before the program has used the class.
    if (POINT.isMethod()) {
      KilledMethod.prepare(POINT);
    }
    System.setProperty("camel.main.main-listener-classes", Killer.class.getName());
    Application.main(arguments);
  }

  @Override
  public void afterConfigure(BaseMainSupport main) {
    main.getCamelContext().getCamelContextExtension().addInterceptStrategy(this);
  }

  @Override
  public Processor wrapProcessorInInterceptors(
      CamelContext context, NamedNode node, Processor target, Processor next) {
    String step = step((ProcessorDefinition<?>) node);
    steps.add(step);
    if (!step.equals(POINT.place())) {
      return target;
    }
    found++;
    return new DelegateAsyncProcessor(target) {
      @Override
      public boolean process(Exchange exchange, AsyncCallback callback) {
        if (POINT.isBefore()) {
          reached();
          return super.process(exchange, callback);
        }
        return super.process(
            exchange,
            synchronously -> {
              if (exchange.getException() == null) {
                reached();
              }
              callback.done(synchronously);
            });
      }
    };
  }

  /** The route, and what the step is called by whoever reads the route. */
  private static String step(ProcessorDefinition<?> node) {
    String route = ProcessorDefinitionHelper.getRouteId(node);
    return (route + ": " + node.getShortName() + " " + name(node)).strip();
  }

  private static String name(ProcessorDefinition<?> node) {
    if (node.hasCustomIdAssigned()) {
      return node.getId();
    } else if (node instanceof BeanDefinition bean) {
      return bean.getRef() + "." + String.valueOf(bean.getMethod()).replaceFirst("\\(.*", "");
    } else if (node instanceof SendDefinition<?> send) {
      return send.getUri();
    } else if (node instanceof ToDynamicDefinition send) {
      return send.getUri();
    } else if (node instanceof SetVariableDefinition variable) {
      return variable.getName();
    }
    return "";
  }

  /** A moment that never comes proves nothing. */
  @Override
  public void afterStart(BaseMainSupport main) {
    if (!POINT.isMethod() && found != 1) {
      String route = POINT.place().replaceFirst(": .*", ": ");
      System.err.printf("There are %d places %s; there are:%n", found, POINT.place());
      steps.stream().filter(step -> step.startsWith(route)).forEach(System.err::println);
      Runtime.getRuntime().halt(NO_SUCH_PLACE);
    }
  }

  /** The place is there; whoever comes to it in the moment of the kill goes no further. */
  public static void reached() {
    if (TIMES.incrementAndGet() != POINT.time()) {
      return;
    }
    try {
      String self = Long.toString(ProcessHandle.current().pid());
      new ProcessBuilder("kill", "-9", self).inheritIO().start().waitFor();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
    while (true) {
      LockSupport.park();
    }
  }
}
