package io.github.targetroutes.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.targetroutes.contract.AdobeFiles.AdobeOperation;
import io.github.targetroutes.target.Operation;
import io.github.targetroutes.target.Operation.Host;
import io.github.targetroutes.target.Operations;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** The table of operations holds what Adobe's OpenAPI files hold, no more and no less. */
class OperationContractTest {

  /** The gateway adds them; no sample of Adobe's sends them (see behavior.md). */
  private static final Set<String> OF_THE_GATEWAY = Set.of("authRequestData", "requestHost");

  private static final Pattern FIXED = Pattern.compile("[?&]([\\w-]+)=");

  private static final Set<String> PAGING = Set.of("limit", "offset", "sortBy");

  private final List<String> violations = new ArrayList<>();

  private static Collection<Operation> table() {
    Operations operations = new Operations();
    operations.setCamelContext(new DefaultCamelContext(false));
    operations.setTable("file:config/target-operations.yaml");
    operations.setAdminUrl("https://mc.adobe.io");
    operations.setEdgeUrl("https://acme.tt.omtrdc.net");
    operations.start();
    return operations.all();
  }

  @Test
  void theTableHoldsEveryOperationOfAdobesFilesAndNoOther() {
    AdobeFiles files = AdobeFiles.orSkip();
    Map<String, Operation> table = new HashMap<>();
    List<Operation> prose = new ArrayList<>();
    for (Operation operation : table()) {
      if (AdobeFiles.PROSE.contains(operation.group())) {
        prose.add(operation);
      } else if (table.put(call(operation), operation) != null) {
        violations.add(operation.name() + " is there twice");
      }
    }
    int published = 0;
    for (String file : AdobeFiles.NAMES) {
      for (AdobeOperation adobe : files.operations(file)) {
        published++;
        Operation operation = table.remove(call(file, adobe));
        if (operation == null) {
          violations.add(call(file, adobe) + " of " + file + " is missing");
        } else {
          compare(operation, adobe);
        }
      }
    }
    table.values().forEach(one -> violations.add(one.name() + " is in none of Adobe's files"));
    System.out.printf(
        "%d operations: %d of Adobe's files checked, %d of its prose; %d violations%n",
        published + prose.size(), published, prose.size(), violations.size());
    assertThat(violations).isEmpty();
  }

  private static String call(Operation operation) {
    String base = operation.host() == Host.RECOMMENDATIONS ? "recs" : "";
    String path = operation.path().replaceAll("\\?.*", "");
    return base
        + operation.method()
        + (operation.host() == Host.ADMIN ? " /{tenant}/target" : " ")
        + path;
  }

  private static String call(String file, AdobeOperation adobe) {
    String base = file.equals(AdobeFiles.RECOMMENDATIONS) ? "recs" : "";
    return base + adobe.method() + " " + adobe.path();
  }

  private void compare(Operation operation, AdobeOperation adobe) {
    if (!adobe.requestTypes().isEmpty()
        && !adobe.requestTypes().contains(operation.contentType())) {
      violations.add(
          operation.name() + " sends " + operation.contentType() + ", not " + adobe.requestTypes());
    }
    if (!adobe.answerTypes().contains("*/*") && !adobe.answerTypes().contains(operation.accept())) {
      violations.add(
          operation.name() + " asks for " + operation.accept() + ", not " + adobe.answerTypes());
    }
    query(operation, adobe);
  }

  private void query(Operation operation, AdobeOperation adobe) {
    Set<String> known = new TreeSet<>(operation.queryNames());
    fixed(operation.path()).forEach(known::add);
    for (String name : adobe.query(false)) {
      if (!known.remove(name) && !OF_THE_GATEWAY.contains(name)) {
        violations.add(operation.name() + " lacks the query value " + name);
      }
    }
    known.removeAll(beyond(operation, adobe));
    known.forEach(
        name -> violations.add(operation.name() + " has a query value " + name + " of its own"));
  }

  /** The query values that the table itself fills. */
  private static Stream<String> fixed(String path) {
    return FIXED.matcher(path).results().map(found -> found.group(1));
  }

  /**
   * What lists of the Admin API and reports take is not in Adobe's file: paging and a filter for
   * each field of what is listed (developers.adobetarget.com/api), and the fields in which a report
   * tells what was asked for.
   */
  private static Set<String> beyond(Operation operation, AdobeOperation adobe) {
    Set<String> names = new TreeSet<>();
    boolean report = operation.group().endsWith("-reports");
    if (operation.paging() == Operation.Paging.ADMIN) {
      names.addAll(PAGING);
    }
    if (operation.paging() == Operation.Paging.ADMIN || report) {
      names.addAll(adobe.answerFields());
    }
    return names;
  }
}
