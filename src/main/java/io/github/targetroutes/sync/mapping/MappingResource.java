package io.github.targetroutes.sync.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.targetroutes.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.CamelContext;
import org.apache.camel.support.ResourceHelper;

/** A mapping wherever Camel finds resources: {@code file:} or {@code classpath:}. */
public final class MappingResource {

  private MappingResource() {}

  /**
   * Its text.
   *
   * @param setting what named it, for the message
   * @throws ConfigurationException when there is none
   */
  public static String text(CamelContext context, String location, String setting) {
    try (InputStream in = ResourceHelper.resolveMandatoryResourceAsInputStream(context, location)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new ConfigurationException(
          "The mapping " + location + " can't be read; check " + setting, e);
    }
  }
}
