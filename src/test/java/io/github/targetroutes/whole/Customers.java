package io.github.targetroutes.whole;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Files of customers that nothing is wrong with. */
final class Customers {

  private static final String HEADER =
      "customer_id,first_name,last_name,city,loyalty_tier,lifetime_value,last_purchase,"
          + "favourite_category,delivery_note\n";

  private Customers() {}

  /** With the ids {@code id0} and so on, the names {@code Ann-0}, the cities {@code City-0}. */
  static String csv(int rows) {
    return IntStream.range(0, rows)
        .mapToObj(n -> "id" + n + ",Ann-" + n + ",,City-" + n + ",,,,,\n")
        .collect(Collectors.joining("", HEADER, ""));
  }
}
