package io.github.targetroutes.cli;

/** The exports that can be asked for by a command. */
enum ExportFlow {
  inventory,
  reports;

  /** The route that does it. */
  String endpoint() {
    return "direct:export-" + this;
  }

  /** The setting that says where its files go. */
  String target() {
    return "export." + this + ".target";
  }
}
