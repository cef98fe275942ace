package io.github.targetroutes.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.targetroutes.Application;
import io.github.targetroutes.whole.Installed;
import io.github.targetroutes.whole.OuterSandbox;
import io.github.targetroutes.whole.Program;
import io.github.targetroutes.whole.WorkFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The program at work on one flow or on several, in a data folder of its own. */
final class KilledProgram {

  /** Of a process that SIGKILL ended. */
  private static final int SIGKILL = 128 + 9;

  private final List<KilledFlow> flows;
  private final OuterSandbox sandbox;
  private final WorkFolder home;

  /** Nothing is there yet but what the flows find in Target. */
  KilledProgram(List<KilledFlow> flows, Path folder, OuterSandbox sandbox) {
    this.flows = flows;
    this.sandbox = sandbox;
    this.home = WorkFolder.in(folder).calling(sandbox);
    sandbox.reset();
    flows.forEach(flow -> flow.prepare(sandbox));
  }

  static OuterSandbox sandbox(Path folder) {
    return OuterSandbox.start(folder, options -> options.batchDelay(Duration.ofMillis(100)));
  }

  /** Puts the flow's input where it belongs. */
  void give(KilledFlow flow) {
    flow.give(home);
  }

  /** Starts it, or starts it again, and waits for its death. */
  void kill(KilledFlow flow, String moment) {
    KillPoint point = KillPoint.of(moment);
    Map<String, String> settings = settings();
    settings.put(Killer.AT, point.toString());
    List<String> jvm = Installed.options();
    if (point.isMethod()) {
      jvm = Installed.optionsWithoutArchive();
      jvm.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
    }
    home.jvm(jvm.toArray(String[]::new)).main(Killer.class, Installed.classPathWithTests());
    try (Program program = run(settings, flow.command())) {
      assertThat(program.exitCode()).as("killed %s: %s", moment, program).isEqualTo(SIGKILL);
    }
  }

  /** Has the flow begin, and waits until the program ends by itself. */
  void run(KilledFlow flow) {
    run(flow.command());
  }

  /** Waits until nothing is left to do. */
  void end() {
    run(KilledFlow.ONCE);
  }

  /** What has become of the work. */
  Outcome outcome() {
    return Outcome.of(flows, home, sandbox);
  }

  private void run(List<String> command) {
    home.jvm(Installed.options().toArray(String[]::new))
        .main(Application.class, Installed.classPath());
    try (Program program = run(settings(), command)) {
      assertThat(program.exitCode()).as("%s", program).isLessThan(2);
      assertThat(program.err()).as("%s", program).noneMatch(line -> line.contains("ERROR"));
    }
  }

  private Program run(Map<String, String> settings, List<String> command) {
    List<String> arguments = new ArrayList<>(command);
    arguments.addAll(List.of("--profile", WorkFolder.ELSEWHERE));
    return home.run(settings, arguments.toArray(String[]::new));
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("adobe.ims.grant", "oauth");
    settings.put("ops.once-idle", "700");
    settings.put("error.run.pause", "500");
    flows.forEach(flow -> settings.putAll(flow.settings()));
    return settings;
  }
}
