package io.github.targetroutes.cli;

import java.util.Optional;
import org.apache.camel.CamelContext;
import picocli.CommandLine.IVersionProvider;

/** The versions of the program, of Camel and of Java. */
public final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {
      "target-routes " + of(Version.class),
      "Apache Camel " + of(CamelContext.class),
      "Java " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")"
    };
  }

  /** As the jar's manifest tells it. */
  private static String of(Class<?> type) {
    return Optional.ofNullable(type.getPackage().getImplementationVersion())
        .orElse("(not packaged)");
  }
}
