package io.github.targetroutes.cli;

import picocli.CommandLine.Command;

/** Step 2 of the article: what Adobe Developer Console hands out, and what is configured. */
@Command(
    name = "credentials",
    mixinStandardHelpOptions = true,
    subcommands = {CredentialsImportCommand.class, CredentialsShowCommand.class},
    description = "Takes over the credentials that Adobe hands out, and shows what is configured.")
public final class CredentialsCommand {}
