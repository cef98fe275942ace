package io.github.targetroutes.kill;

import static net.bytebuddy.matcher.ElementMatchers.named;

import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.pool.TypePool;

/** Steps of a route are not fine enough where a bean does several things that a kill may part. */
final class KilledMethod {

  private static final String PACKAGE = "io.github.targetroutes.";

  private KilledMethod() {}

  /** Defines the class of the method anew, before anybody has used it. */
  static void prepare(KillPoint point) {
    int dot = point.place().lastIndexOf('.');
    String method = point.place().substring(dot + 1);
    TypePool.Resolution found =
        TypePool.Default.ofSystemLoader().describe(PACKAGE + point.place().substring(0, dot));
    if (!found.isResolved()
        || found.resolve().getDeclaredMethods().filter(named(method)).isEmpty()) {
      System.err.println("There is no method " + point.place());
      Runtime.getRuntime().halt(Killer.NO_SUCH_PLACE);
    }
    TypeDescription type = found.resolve();
    new ByteBuddy()
        .redefine(type, ClassFileLocator.ForClassLoader.ofSystemLoader())
        .visit(Advice.to(point.isBefore() ? Before.class : After.class).on(named(method)))
        .make()
        .load(ClassLoader.getSystemClassLoader(), ClassLoadingStrategy.Default.INJECTION);
  }

  /** Stands at the beginning of the method. */
  private static final class Before {
    @Advice.OnMethodEnter
    static void reached() {
      Killer.reached();
    }
  }

  /** Stands at the end of the method, unless it throws. */
  private static final class After {
    @Advice.OnMethodExit
    static void reached() {
      Killer.reached();
    }
  }
}
