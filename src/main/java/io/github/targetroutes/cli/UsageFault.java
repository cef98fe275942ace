package io.github.targetroutes.cli;

import io.github.targetroutes.ops.SecretMask;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells in one sentence what is wrong with a command line, without the secrets in it. */
public final class UsageFault implements IParameterExceptionHandler {

  private static final int BAD_USAGE = 2;

  private static final Pattern PASSPHRASE = Pattern.compile("--(?:out-)?passphrase(?:=(.+))?");

  private static final String NEVER_HERE =
      "A passphrase is never given on the command line, where every user of the machine can read"
          + " it: --passphrase asks for it, --passphrase-file and --passphrase-env name its place";

  @Override
  public int handleParseException(ParameterException fault, String[] args) {
    CommandLine command = fault.getCommandLine();
    String words = showsPassphrase(fault.getMessage(), args) ? NEVER_HERE : words(fault);
    command
        .getErr()
        .println(
            "target-routes: %s; see %s --help."
                .formatted(SecretMask.mask(words), command.getCommandSpec().qualifiedName()));
    return BAD_USAGE;
  }

  private static String words(ParameterException fault) {
    String words = fault.getMessage().replaceAll("\\s+", " ").strip();
    if (fault instanceof UnmatchedArgumentException unmatched) {
      List<String> guesses = unmatched.getSuggestions();
      return words + (guesses.isEmpty() ? "" : ", did you mean " + String.join(" or ", guesses));
    }
    return words;
  }

  /** The options that ask take no value; what was given for one may be the passphrase itself. */
  private static boolean showsPassphrase(String message, String[] args) {
    for (int i = 0; i < args.length; i++) {
      Matcher option = PASSPHRASE.matcher(args[i]);
      if (option.matches()) {
        String next = i + 1 < args.length ? args[i + 1] : "";
        String value = option.group(1) == null ? next : option.group(1);
        if (!value.isEmpty() && message.contains(value)) {
          return true;
        }
      }
    }
    return false;
  }
}
