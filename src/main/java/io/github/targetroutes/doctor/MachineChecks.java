package io.github.targetroutes.doctor;

import io.github.targetroutes.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import org.h2.api.ErrorCode;

/** What the program needs of this machine: Java, its settings, its folder, its state store. */
final class MachineChecks {

  private static final int OLDEST_JAVA = 17;

  /** Bytes; a file of customers needs about four times its size (operations.md). */
  private static final long LITTLE_SPACE = 1L << 30;

  private static final long NO_SPACE = 64L << 20;

  /** Seconds. */
  private static final int LOGIN_TIMEOUT = 10;

  private static final Set<PosixFilePermission> ANY = PosixFilePermissions.fromString("---rwxrwx");

  private static final Set<PosixFilePermission> WRITING =
      PosixFilePermissions.fromString("----w--w-");

  private final Program program;

  MachineChecks(Program program) {
    this.program = program;
  }

  List<Check> checks() {
    return List.of(
        new Check("java", MachineChecks::java),
        new Check("settings", this::settings),
        new Check("names of settings", this::names).after("settings"),
        new Check("files with secrets", this::secrets).after("settings"),
        new Check("data folder", this::folder).after("settings"),
        new Check("disk space", this::space).after("data folder"),
        new Check("state store", this::store).after("data folder"));
  }

  private static Finding java() {
    String running =
        Runtime.version() + " (" + System.getProperty("java.vendor", "vendor unknown") + ")";
    return Runtime.version().feature() < OLDEST_JAVA
        ? Finding.fail(Finding.CONFIGURATION, "%s: install Java 17 or newer", running)
        : Finding.ok("%s", running);
  }

  private Finding settings() {
    program.start();
    return Finding.ok(
        "profile %s, folder %s",
        String.join(",", program.profiles()), place(program.setting("config")));
  }

  /** A mistyped name is silent: its setting keeps the default. */
  private Finding names() throws IOException {
    Set<String> unknown = program.names();
    unknown.removeIf(name -> !name.matches("(adobe|sync|export|error|ops)\\..*"));
    unknown.removeAll(documented().stringPropertyNames());
    return unknown.isEmpty()
        ? Finding.ok("all are known")
        : Finding.warn(
            "%s: no setting has that name, so it changes nothing; correct it by"
                + " config/application.properties",
            String.join(", ", unknown));
  }

  private Properties documented() throws IOException {
    Properties properties = new Properties();
    try (InputStream file =
        program.resource(program.setting("config") + "/application.properties")) {
      properties.load(file);
    }
    return properties;
  }

  private Finding secrets() {
    List<Path> files =
        List.of(
            Path.of(place(program.setting("config")), "secrets.properties"),
            program.find("adobe.ims.private-key").map(MachineChecks::path).orElse(Path.of("")));
    return secrets(files);
  }

  /** Those that are there must be for their owner alone. */
  static Finding secrets(List<Path> files) {
    List<Path> there = files.stream().filter(Files::isRegularFile).toList();
    List<String> open =
        there.stream().filter(file -> allows(file, ANY)).map(Path::toString).toList();
    if (!open.isEmpty()) {
      return Finding.fail(
          Finding.CONFIGURATION,
          "others on this machine may get at %s; chmod 600 %s",
          String.join(", ", open),
          String.join(" ", open));
    }
    return there.isEmpty()
        ? Finding.ok("there are none: secrets come from the environment")
        : Finding.ok(
            "%s: for their owner alone",
            String.join(", ", there.stream().map(Path::toString).toList()));
  }

  private static boolean allows(Path file, Set<PosixFilePermission> others) {
    try {
      return Files.getPosixFilePermissions(file).stream().anyMatch(others::contains);
    } catch (UnsupportedOperationException | IOException unknown) {
      return false;
    }
  }

  /** The setting may also hold the key itself, which is no path. */
  private static Path path(String value) {
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      return Path.of("");
    }
  }

  private Finding folder() {
    Path folder = Path.of(program.setting("data.dir")).toAbsolutePath().normalize();
    Path there = existing(folder);
    if (!Files.isDirectory(there) || !Files.isWritable(there)) {
      throw new ConfigurationException(
          "%s is no folder that this user may write to; correct data.dir, or the owner of the folder"
              .formatted(there));
    }
    if (there.equals(folder) && allows(folder, WRITING)) {
      return Finding.warn(
          "%s holds people's data, and others on this machine may put files into it; chmod 700 %s",
          folder, folder);
    }
    return Finding.ok("%s%s", folder, there.equals(folder) ? "" : " (made at the first run)");
  }

  /** The folder, or the one in which it will be made. */
  private static Path existing(Path folder) {
    Path there = folder;
    while (!Files.exists(there)) {
      there = there.getParent();
    }
    return there;
  }

  private Finding space() throws IOException {
    Path there = existing(Path.of(program.setting("data.dir")).toAbsolutePath().normalize());
    FileStore disk = Files.getFileStore(there);
    return space(disk.getUsableSpace());
  }

  /**
   * @param free in bytes
   */
  static Finding space(long free) {
    String text =
        String.format(
            Locale.ROOT, "%,d MB free; a run needs about four times its input", free >> 20);
    if (free < NO_SPACE) {
      return Finding.fail(Finding.CONFIGURATION, "%s: make room, or move data.dir", text);
    }
    return free < LITTLE_SPACE ? Finding.warn("%s", text) : Finding.ok("%s", text);
  }

  private Finding store() {
    String url = program.setting("sync.state.url");
    // Looked at only: a database that is not there yet is made by the first run, not by this one.
    String look = url.startsWith("jdbc:h2:file:") ? url + ";IFEXISTS=TRUE;ACCESS_MODE_DATA=r" : url;
    DriverManager.setLoginTimeout(LOGIN_TIMEOUT);
    try (Connection store =
        DriverManager.getConnection(
            look, program.setting("sync.state.user"), program.setting("sync.state.password"))) {
      return Finding.ok(
          "%s %s answers",
          store.getMetaData().getDatabaseProductName(),
          store.getMetaData().getDatabaseProductVersion());
    } catch (SQLException e) {
      return store(e);
    }
  }

  private static Finding store(SQLException fault) {
    return switch (fault.getErrorCode()) {
      case ErrorCode.DATABASE_NOT_FOUND_WITH_IF_EXISTS_1 ->
          Finding.ok("not there yet: the first run makes it");
      case ErrorCode.DATABASE_ALREADY_OPEN_1 ->
          Finding.warn("in use: a Target Routes runs on this data folder");
      default ->
          Finding.fail(
              Finding.CONFIGURATION,
              "can't be opened: %s; see sync.state.url, its user and password, its driver in lib/,"
                  + " and that its database is up",
              fault.getMessage().lines().findFirst().orElse("no reason given"));
    };
  }

  private static String place(String location) {
    return location.replaceFirst("^(file|classpath):", "");
  }
}
