package io.github.targetroutes.ops;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.pattern.ConverterKeys;
import org.apache.logging.log4j.core.pattern.LogEventPatternConverter;
import org.apache.logging.log4j.core.pattern.PatternConverter;

/**
 * {@code %masked{stacktrace}} in a log pattern: the message without secrets, on one line, and, if
 * the option is {@code true}, the stack trace without secrets.
 *
 * <p>Control characters are written as escapes ({@code \n}) and the lines of a stack trace are
 * indented, so that no data can pretend to be a line of the log.
 */
@Plugin(name = "MaskedConverter", category = PatternConverter.CATEGORY)
@ConverterKeys("masked")
public final class MaskedConverter extends LogEventPatternConverter {

  /** The HTTP client logs what it reads and writes in pieces as they come. */
  private static final String HTTP_WIRE = "org.apache.hc.";

  private static final String INDENT = "    ";

  private final boolean stacktrace;

  private MaskedConverter(boolean stacktrace) {
    super("Masked", "masked");
    this.stacktrace = stacktrace;
  }

  /**
   * Called by Log4j.
   *
   * @param options none, or one: {@code true} shows stack traces
   */
  public static MaskedConverter newInstance(String[] options) {
    return new MaskedConverter(
        options != null && options.length > 0 && Boolean.parseBoolean(options[0].strip()));
  }

  @Override
  public void format(LogEvent event, StringBuilder out) {
    String message = event.getMessage().getFormattedMessage();
    boolean wire = event.getLoggerName().startsWith(HTTP_WIRE);
    appendOnOneLine(wire ? SecretMask.maskFragment(message) : SecretMask.mask(message), out);
    if (stacktrace && event.getThrown() != null) {
      StringWriter trace = new StringWriter();
      event.getThrown().printStackTrace(new PrintWriter(trace));
      SecretMask.mask(trace.toString())
          .lines()
          .forEach(
              line -> appendOnOneLine(line, out.append(System.lineSeparator()).append(INDENT)));
    }
  }

  /** Keeps Log4j from adding a stack trace of its own, which would not be masked. */
  @Override
  public boolean handlesThrowable() {
    return true;
  }

  private static void appendOnOneLine(String text, StringBuilder out) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append('\t');
        // Some terminals and log viewers take these for line ends as well.
        case '\u2028', '\u2029' -> out.append(String.format("\\u%04x", (int) c));
        default -> {
          if (Character.isISOControl(c)) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
  }
}
