package io.github.targetroutes.ops;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.TypeConversionException;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * A fault in one sentence: what went wrong, where, and what to do. Faults of this program say it
 * themselves; those that Camel and the libraries find in routes and settings are put into words
 * here. No sentence holds a secret.
 */
final class FaultSentence {

  private static final Pattern NOT_SET =
      Pattern.compile("Property with key \\[([^]]+)] not found in properties");
  private static final Pattern RESOURCE =
      Pattern.compile("(?:pre-parsing|loading) resource: (?:file:)?(\\S+)");
  private static final Pattern NO_ROUTE = Pattern.compile("endpoint: direct://(\\S+?)\\.? ");

  private final List<Throwable> chain = new ArrayList<>();

  private FaultSentence(Throwable fault) {
    for (Throwable t = fault; t != null && !chain.contains(t); t = t.getCause()) {
      chain.add(t);
    }
  }

  static String of(Throwable fault) {
    FaultSentence sentence = new FaultSentence(fault);
    return SecretMask.mask(sentence.words().replaceAll("\\s+", " ").strip());
  }

  /** The first fault of ours, or the end of the chain: what two tellings have in common. */
  static Throwable root(Throwable fault) {
    List<Throwable> chain = new FaultSentence(fault).chain;
    return chain.stream()
        .filter(FaultSentence::ours)
        .findFirst()
        .orElse(chain.get(chain.size() - 1));
  }

  private static boolean ours(Throwable fault) {
    return fault.getClass().getName().startsWith("io.github.targetroutes.");
  }

  private String words() {
    Throwable root = root(chain.get(0));
    if (ours(root)) {
      return String.valueOf(root.getMessage());
    }
    for (int i = chain.size() - 1; i >= 0; i--) {
      Optional<String> words = words(chain.get(i), root);
      if (words.isPresent()) {
        return words.get();
      }
    }
    return message(root) + where();
  }

  private Optional<String> words(Throwable fault, Throwable root) {
    String message = String.valueOf(fault.getMessage());
    if (fault instanceof MarkedYamlEngineException yaml) {
      return Optional.of(yaml(yaml));
    }
    if (fault instanceof NoSuchBeanException bean) {
      return Optional.of(
          "There is no bean " + bean.getName() + where() + "; correct its name, or add it");
    }
    if (fault instanceof NoSuchEndpointException endpoint) {
      return Optional.of(
          "There is no Camel component for "
              + endpoint.getUri()
              + where()
              + "; correct the address, or add the component's jar");
    }
    if (fault instanceof PropertyBindingException binding) {
      return Optional.of(setting(binding, root));
    }
    if (fault instanceof ResolveEndpointFailedException endpoint) {
      return Optional.of(endpoint(endpoint.getUri(), root));
    }
    if (fault instanceof FileSystemException file && file.getFile() != null) {
      return Optional.of(file(file));
    }
    Matcher notSet = NOT_SET.matcher(message);
    if (notSet.find()) {
      return Optional.of(
          "The setting %s%s is not set; put it into config/application.properties, or correct its name"
              .formatted(notSet.group(1), where()));
    }
    Matcher noRoute = NO_ROUTE.matcher(message);
    return noRoute.find()
        ? Optional.of(
            "There is no route %s; correct its name where it is called".formatted(noRoute.group(1)))
        : Optional.empty();
  }

  private static String yaml(MarkedYamlEngineException yaml) {
    String place =
        yaml.getProblemMark()
            .or(yaml::getContextMark)
            .map(FaultSentence::place)
            .orElse("A route file");
    return place + " can't be read: " + yaml.getProblem() + "; correct the YAML";
  }

  private static String place(Mark mark) {
    return mark.getName().replaceFirst("^file:", "") + ", line " + (mark.getLine() + 1);
  }

  private String setting(PropertyBindingException binding, Throwable root) {
    if (binding.getOptionKey() != null && root == binding) {
      return binding.getOptionPrefix()
          + binding.getOptionKey()
          + " is no setting of Camel's; correct its name, or remove it";
    }
    return setting(
        String.valueOf(binding.getPropertyName()), binding.getValue(), reason(binding, root));
  }

  /** The parameter that could not be converted, or else the address. */
  private String endpoint(String uri, Throwable root) {
    for (Throwable t : chain) {
      if (t instanceof TypeConversionException conversion) {
        Matcher parameter =
            Pattern.compile("[?&](\\w+)=" + Pattern.quote(String.valueOf(conversion.getValue())))
                .matcher(uri);
        if (parameter.find()) {
          return setting(parameter.group(1), conversion.getValue(), reason(conversion, root));
        }
      }
    }
    return "The address %s%s can't be used; correct the setting that it comes from"
        .formatted(uri.replaceFirst("\\?.*", ""), where());
  }

  private String setting(String name, Object value, String reason) {
    String key = name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    return "The setting %s=%s%s can't be used: %s; correct it"
        .formatted(key, value, where(), reason);
  }

  private static String reason(Throwable fault, Throwable root) {
    if (root instanceof NumberFormatException) {
      return "it is no whole number in range";
    }
    if (fault == root || root.getMessage() == null || root instanceof TypeConversionException) {
      return "it is not of the right kind";
    }
    return root.getMessage();
  }

  private static String file(FileSystemException file) {
    String reason =
        file instanceof AccessDeniedException
            ? "this user may not"
            : file.getReason() == null ? file.getClass().getSimpleName() : file.getReason();
    return "%s can't be read or written: %s; see that it is there and belongs to this user"
        .formatted(file.getFile(), reason);
  }

  /** The route or file in which it was found, as far as the chain tells. */
  private String where() {
    for (Throwable t : chain) {
      if (t instanceof FailedToCreateRouteException route) {
        return " in route " + route.getRouteId();
      }
      Matcher resource = RESOURCE.matcher(String.valueOf(t.getMessage()));
      if (resource.find()) {
        return " in " + resource.group(1);
      }
    }
    return "";
  }

  private static String message(Throwable root) {
    return root.getMessage() == null
        ? root.getClass().getSimpleName()
        : root.getClass().getSimpleName() + ": " + root.getMessage();
  }
}
