package io.github.targetroutes.kill;

import io.github.targetroutes.whole.OuterSandbox;
import io.github.targetroutes.whole.WorkFolder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Five properties and the environments that there are, two to a page. */
final class InventoryFlow extends KilledFlow {

  InventoryFlow() {
    super("inventory");
  }

  @Override
  Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("export.inventory.kinds", "properties,environments");
    settings.put("export.look-period", "100");
    settings.put("adobe.target.page-size", "2");
    return settings;
  }

  @Override
  void prepare(OuterSandbox sandbox) {
    for (String name : List.of("a", "b", "c", "d", "e")) {
      sandbox.create("properties", 1, "{\"name\": \"%s\", \"channel\": \"web\"}".formatted(name));
    }
  }

  @Override
  void give(WorkFolder home) {
    // All of it is in Target.
  }

  @Override
  List<String> command() {
    return List.of("export", "inventory");
  }

  @Override
  List<String> kinds() {
    return List.of();
  }

  @Override
  String state() {
    return "select run from exports where ended is null";
  }

  @Override
  List<List<String>> kills() {
    String page = "export-inventory-list: to direct:target-page";
    String target = "export-inventory-hand-over: to export-inventory-hand-over-target";
    return List.of(
        List.of("after export-inventory: setVariable export.run"),
        List.of("before " + page + " (2)"),
        List.of("after " + page + " (2)", "after " + page),
        List.of("before export.ExportRuns.grown (2)"),
        List.of("after export-inventory-list: bean inventory.write (2)"),
        List.of("before export.ExportRuns.made"),
        List.of("after export-inventory: bean inventory.compare"),
        List.of("before " + target + " (2)"),
        List.of("after " + target + " (2)", "after " + target),
        List.of("before export-inventory: bean inventory.settle"),
        List.of("after export.InventoryLedger.settle"),
        List.of("before export-account: to direct:ops-run-report"),
        List.of("before export-account: bean exportRuns.ended"),
        List.of("before export.ExportFolder.clear"));
  }

  @Override
  String worst() {
    return "after export-inventory-list: to direct:target-page (2)";
  }
}
