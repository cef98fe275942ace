package io.github.targetroutes.sandbox;

import io.github.targetroutes.ConfigurationException;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.net.BindException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adobe IMS and Adobe Target on 127.0.0.1, on one port: IMS under {@code /ims}, the Admin API under
 * {@code /{tenant}/target}, the Profile API under {@code /m2} and {@code /rest}, and what the
 * sandbox tells about itself under {@code /sandbox}. All its threads are daemons: a program that
 * does nothing else has to wait by itself.
 */
public final class Sandbox implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Sandbox.class);

  private static final String HOST = "127.0.0.1";

  /** Bytes of a request line; a JWT may come in it. */
  private static final int LONGEST_LINE = 64 * 1024;

  /** Bytes of a form field: one that is too long for Adobe is still read, and refused as there. */
  private static final int LONGEST_FIELD = 1024 * 1024;

  /** The JDK from which on the JVM warns of {@code sun.misc.Unsafe} (JEP 498). */
  private static final int UNSAFE_WARNED = 24;

  private final SandboxOptions options;
  private final Faults faults = new Faults();
  private final SandboxState state;
  private final Vertx vertx;
  private final BatchProcessor batches;
  private final HttpServer server;

  private Sandbox(SandboxOptions options) {
    this.options = options;
    RegisteredCertificates certificates =
        new RegisteredCertificates(options.certificates(), options.certificateFiles());
    state = SandboxState.open(options.stateDirectory());
    vertx = newVertx();
    try {
      ProfileStore profiles = new ProfileStore(state);
      batches = new BatchProcessor(state, profiles, options.clock());
      server = vertx.createHttpServer(serverOptions());
      listen(router(certificates, profiles));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts a sandbox; it is ready when this returns.
   *
   * @throws ConfigurationException when the port is taken, the state folder can't be used or a
   *     certificate can't be read; the message names the key
   */
  public static Sandbox start(SandboxOptions options) {
    return new Sandbox(options);
  }

  /** The port it listens on. */
  public int port() {
    return server.actualPort();
  }

  /** {@code http://127.0.0.1:<port>}. */
  public String url() {
    return "http://" + HOST + ":" + port();
  }

  /** Scripted misbehaviour. */
  public Faults faults() {
    return faults;
  }

  private static Vertx newVertx() {
    if (Runtime.version().feature() >= UNSAFE_WARNED) {
      // Netty reads it when it is first used; without it the JVM writes four lines of warning.
      System.setProperty("io.netty.noUnsafe", "true");
    }
    return Vertx.vertx(
        new VertxOptions()
            .setUseDaemonThread(true)
            .setEventLoopPoolSize(1)
            .setWorkerPoolSize(4)
            .setInternalBlockingPoolSize(1)
            .setFileSystemOptions(
                new FileSystemOptions()
                    .setFileCachingEnabled(false)
                    .setClassPathResolvingEnabled(false)));
  }

  private HttpServerOptions serverOptions() {
    return new HttpServerOptions()
        .setHost(HOST)
        .setPort(options.port())
        .setHandle100ContinueAutomatically(true)
        .setMaxInitialLineLength(LONGEST_LINE)
        .setMaxFormAttributeSize(LONGEST_FIELD);
  }

  private FrontDoor router(RegisteredCertificates certificates, ProfileStore profiles) {
    Observations observations = new Observations();
    Wire wire = new Wire(observations);
    IssuedTokens tokens = new IssuedTokens(state, options);
    CallMeter meter = new CallMeter(options.callsPerMinute(), options.clock());
    ProfileTokens profileTokens = new ProfileTokens(state);
    AdminEndpoints admin =
        new AdminEndpoints(
            options,
            state,
            new Gateway(options, tokens, meter),
            profileTokens,
            profiles,
            observations);
    admin.seed(options.clock().instant());
    ProfileEndpoints single =
        new ProfileEndpoints(options, profileTokens, profiles, admin::profileAuthentication);
    FrontDoor door = new FrontDoor(vertx, faults, options.clock(), wire, tokens::revokeAll);
    Endpoint reset =
        call -> {
          batches.clear(
              () -> {
                profiles.clear();
                tokens.clear();
                profileTokens.clear();
                state.number("jti", 0);
                admin.reset(call.now());
                state.commit();
              });
          faults.clear();
          meter.clear();
          observations.clear();
          return Answer.empty(204);
        };
    new SandboxPages(
            options,
            this::url,
            observations,
            faults,
            tokens,
            meter,
            profiles,
            batches,
            admin,
            reset)
        .open(door);
    new StateLines(vertx, state, admin, profiles).open(door);
    new GivenState(state, admin, profiles).open(door);
    new ImsEndpoints(options, new JwtCheck(options, certificates, this::url, state), tokens)
        .open(door);
    single.open(door);
    new BulkEndpoints(options, this::url, door, wire, meter, single, batches, state).open();
    new DeliveryEndpoint(options, admin, profiles).open(door);
    admin.open(door);
    door.otherwise("/*", call -> Answer.text(404, "The sandbox has nothing here; see /sandbox."));
    return door;
  }

  private void listen(FrontDoor door) {
    try {
      server
          .requestHandler(door.router())
          .listen()
          .toCompletionStage()
          .toCompletableFuture()
          .get(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the sandbox was starting", e);
    } catch (ExecutionException | TimeoutException e) {
      String why =
          e.getCause() instanceof BindException ? "it is taken" : "the system does not allow it";
      throw new ConfigurationException(
          "The sandbox can't listen on "
              + HOST
              + ":"
              + options.port()
              + ", "
              + why
              + "; set sandbox.port to another port, or to 0 for any free one.",
          e);
    }
  }

  /** Stops listening, gives up the batch at hand (to be begun anew) and closes the state file. */
  @Override
  public void close() {
    if (state == null) {
      return;
    }
    try {
      vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("The sandbox's server did not close in order: {}", e.toString());
    }
    if (batches != null) {
      batches.close();
    }
    state.close();
  }
}
