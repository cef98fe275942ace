package io.github.targetroutes.cli;

import io.github.targetroutes.target.Operation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/**
 * Examples of all operations, in an order in which they can be called: by their groups, each after
 * those that make what it needs; what deletes comes last, and backwards.
 */
final class ExampleCalls {

  private final Map<String, List<ExampleCall>> groups = new LinkedHashMap<>();
  private final List<ExampleCall> deletes = new ArrayList<>();

  ExampleCalls(Collection<Operation> operations) {
    Map<String, Example> examples = Example.all();
    Map<String, List<ExampleCall>> byGroup =
        operations.stream()
            .map(operation -> ExampleCall.of(operation, operations, examples))
            .collect(
                Collectors.groupingBy(
                    call -> call.operation().group(), LinkedHashMap::new, Collectors.toList()));
    List<List<ExampleCall>> ordered =
        ordered(List.copyOf(byGroup.values()), (one, other) -> anyNeeds(one, other));
    for (List<ExampleCall> group : ordered) {
      List<ExampleCall> createsFirst =
          group.stream()
              .filter(call -> !call.isDelete())
              .sorted(Comparator.comparing(call -> !call.isCreate()))
              .toList();
      List<ExampleCall> calls = ordered(createsFirst, ExampleCalls::needs);
      groups.put(group.get(0).operation().group(), calls);
      group.stream().filter(ExampleCall::isDelete).forEach(deletes::add);
    }
    Collections.reverse(deletes);
  }

  private static boolean anyNeeds(List<ExampleCall> one, List<ExampleCall> other) {
    return one.stream()
        .filter(call -> !call.isDelete())
        .anyMatch(call -> other.stream().anyMatch(maker -> needs(call, maker)));
  }

  private static boolean needs(ExampleCall one, ExampleCall other) {
    return other.operation().group().equals(one.after())
        || other.keep().keySet().stream().anyMatch(one.uses()::contains);
  }

  /** Each one behind those that it needs, and otherwise as they were. */
  private static <T> List<T> ordered(List<T> all, BiPredicate<T, T> needs) {
    List<T> left = new ArrayList<>(all);
    List<T> ordered = new ArrayList<>();
    while (!left.isEmpty()) {
      T next =
          left.stream()
              .filter(
                  one -> left.stream().noneMatch(other -> other != one && needs.test(one, other)))
              .findFirst()
              .orElse(left.get(0));
      left.remove(next);
      ordered.add(next);
    }
    return ordered;
  }

  /** All but what deletes, by their groups. */
  Map<String, List<ExampleCall>> groups() {
    return groups;
  }

  /** What deletes. */
  List<ExampleCall> deletes() {
    return deletes;
  }

  /** All of them, in their order. */
  List<ExampleCall> all() {
    List<ExampleCall> all = new ArrayList<>();
    groups.values().forEach(all::addAll);
    all.addAll(deletes);
    return all;
  }
}
