package io.github.targetroutes.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every fault ends the program with one sentence that says what to do, with the right exit code,
 * and without a stack trace.
 */
class FaultSentencesIT {

  private static final String PATIENT = "Attempt \\d of \\d failed";
  private static final String TRACE = "^\\s+at .*|.*(Exception|Caused by).*";

  @TempDir static Path folder;
  private static OuterSandbox sandbox;
  private static ProgramHost host;

  @BeforeAll
  static void start() {
    sandbox = OuterSandbox.start(folder);
    host = ProgramHost.start(folder);
  }

  @AfterAll
  static void stop() {
    host.close();
    sandbox.close();
  }

  /** Settings that are wrong from the start: nothing is asked of Adobe. */
  @TestFactory
  Stream<DynamicTest> wrongConfigurationEndsWith2() {
    return tests(ConfigurationFaults.all());
  }

  /** What only a call to Adobe brings to light. */
  @TestFactory
  Stream<DynamicTest> refusalsEndWith3AndOutagesWith4() {
    return tests(CredentialFaults.all(folder));
  }

  /** Faults of IMS itself, which strike whoever calls: one after the other. */
  @TestFactory
  Stream<DynamicTest> whatImsSaysIsToldWithWhatToDo() {
    return CredentialFaults.ofIms()
        .map(
            fault ->
                DynamicTest.dynamicTest(
                    fault.name(),
                    () -> {
                      sandbox.faults(fault.atIms());
                      try {
                        check(fault);
                      } finally {
                        sandbox.reset();
                      }
                    }));
  }

  /** In a process of its own: its end is the program's. */
  @Test
  void stackTraceComesWhenItIsAskedFor() {
    WorkFolder home = WorkFolder.in(folder).calling(sandbox);
    Map<String, String> settings =
        Map.of("log.stacktrace", "true", "adobe.ims.jwt-algorithm", "none");

    try (Program program = home.run(settings, "--profile", WorkFolder.ELSEWHERE, "--once")) {
      assertThat(program.exitCode()).isEqualTo(2);
      assertThat(program.err())
          .filteredOn(line -> line.contains("adobe.ims.jwt-algorithm"))
          .isNotEmpty();
      assertThat(program.err()).anyMatch(line -> line.matches("^\\s+at io.github.targetroutes.*"));
    }
  }

  private static Stream<DynamicTest> tests(Stream<ProgramFault> faults) {
    return faults.map(fault -> DynamicTest.dynamicTest(fault.name(), () -> check(fault)));
  }

  private static void check(ProgramFault fault) {
    WorkFolder home = WorkFolder.in(folder).calling(sandbox);
    fault.change().accept(home);
    ProgramHost.Ending end = host.run(home, fault.settings(), fault.arguments());
    assertThat(end.lines()).noneMatch(line -> line.matches(TRACE));
    assertThat(end.lines())
        .as(end.toString())
        .filteredOn(line -> line.matches(".*( ERROR | WARN |target-routes: |Unknown option).*"))
        .filteredOn(line -> !line.matches(".*" + PATIENT + ".*"))
        .singleElement()
        .asString()
        .contains(fault.words())
        .hasSizeLessThan(700);
    assertThat(end.exitCode()).isEqualTo(fault.exitCode());
  }
}
