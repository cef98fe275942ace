package io.github.targetroutes.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The way to IMS, to the Admin API and to the profile servers, and IMS's idea of the time. */
final class NetworkChecks {

  /** Milliseconds; where the setting can't be read, which another check tells. */
  private static final int TIMEOUT = 10_000;

  /** As for the remedies of IMS's refusals. */
  private static final Duration NOTABLE = Duration.ofSeconds(30);

  private final Program program;
  private final Hosts hosts;

  NetworkChecks(Program program) {
    this.program = program;
    this.hosts = new Hosts(program);
  }

  List<Check> checks() {
    List<Check> checks = new ArrayList<>();
    checks.add(new Check("proxy", () -> proxies().look()).after("settings"));
    checks.addAll(way("ims", "adobe.ims.url", "settings"));
    checks.add(new Check("ims answers", this::ims).after("ims connection"));
    checks.add(new Check("clock", this::clock).after("ims answers"));
    checks.addAll(way("target", "adobe.target.admin-url", "settings"));
    checks.addAll(way("profile servers", "adobe.target.edge-url", "client code"));
    return checks;
  }

  private List<Check> way(String name, String key, String needs) {
    return List.of(
        new Check(name + " address", () -> address(name, key)).after("settings"),
        new Check(name + " dns", () -> dns(hosts.get(name, key))).after(name + " address", needs),
        new Check(name + " connection", () -> visit(hosts.get(name, key)).connect())
            .after(name + " dns"));
  }

  private Finding address(String name, String key) {
    // Without a client code the program starts, and has no profile servers.
    return key.equals("adobe.target.edge-url") && program.find("adobe.target.client-code").isEmpty()
        ? Finding.skip("made of adobe.target.client-code, which is not set")
        : Finding.ok("%s", hosts.get(name, key).address());
  }

  private Finding dns(Host host) {
    if (proxies().to(host).type() != Proxy.Type.DIRECT) {
      return Finding.skip("the proxy looks %s up", host.host());
    }
    try {
      String ip = InetAddress.getByName(host.host()).getHostAddress();
      return Finding.ok("%s", ip.equals(host.host()) ? ip : host.host() + " is " + ip);
    } catch (UnknownHostException e) {
      return Finding.fail(
          Finding.UNREACHABLE,
          "no DNS here knows %s; check %s%s, and this machine's DNS, or set a proxy",
          host.host(),
          host.key(),
          host.key().equals("adobe.target.edge-url") ? " and adobe.target.client-code" : "");
    }
  }

  /** Adobe's document of OpenID Connect; any answer of a server will do. */
  private Visit.Answer askIms() throws IOException {
    return visit(hosts.get("ims", "adobe.ims.url")).ask("/ims/.well-known/openid-configuration");
  }

  private Finding ims() throws IOException {
    Visit.Answer answer = askIms();
    if (answer.status() / 100 == 3 || answer.status() == 407) {
      return intercepted("redirects or asks for a login (" + answer.status() + ")");
    }
    return answer.type().startsWith("text/html")
        ? intercepted("answers with a web page (" + answer.status() + ")")
        : Finding.ok("as a server does, with no web page (HTTP %d)", answer.status());
  }

  private static Finding intercepted(String how) {
    return Finding.fail(
        Finding.UNREACHABLE,
        "what stands at adobe.ims.url %s, which IMS does not: a proxy or a login page of the"
            + " network stands in between; check adobe.ims.url and the proxy",
        how);
  }

  private Finding clock() throws IOException {
    Duration ahead = askIms().ahead();
    if (ahead == null) {
      return Finding.skip("IMS told no time (header Date)");
    }
    if (ahead.abs().compareTo(NOTABLE) < 0) {
      return Finding.ok("as IMS's, within %d s", NOTABLE.toSeconds());
    }
    String off =
        "this machine's clock is %s %s IMS's: set it right (NTP)"
            .formatted(Words.of(ahead), ahead.isNegative() ? "behind" : "ahead of");
    boolean refused =
        CredentialChecks.isJwt(program)
            && (ahead.isNegative() && ahead.abs().compareTo(lifetime()) >= 0
                || ahead.plus(lifetime()).compareTo(Duration.ofDays(1)) > 0);
    return refused
        ? Finding.fail(Finding.CONFIGURATION, "%s; IMS refuses JWTs for it", off)
        : Finding.warn("%s", off);
  }

  private Duration lifetime() {
    return program
        .find("adobe.ims.jwt-lifetime")
        .filter(value -> value.matches("\\d{1,6}"))
        .map(value -> Duration.ofSeconds(Long.parseLong(value)))
        .orElse(Duration.ofMinutes(5));
  }

  private Proxies proxies() {
    return new Proxies(program, System.getenv());
  }

  private Visit visit(Host host) {
    try {
      int timeout = Integer.parseInt(program.setting("adobe.ims.connect-timeout"));
      return new Visit(host, proxies().to(host), timeout);
    } catch (NumberFormatException e) {
      return new Visit(host, proxies().to(host), TIMEOUT);
    }
  }
}
