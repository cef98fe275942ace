package io.github.targetroutes.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.targetroutes.sandbox.Family.Kind;

/** How the resources of a family are listed. */
abstract class Listing {

  final ResourceStore store;
  final Family family;
  final ListingOrder order;

  Listing(ResourceStore store) {
    this.store = store;
    this.family = store.family();
    this.order = new ListingOrder(store);
  }

  final Family family() {
    return family;
  }

  /**
   * @param kind the only kind to be listed, or null for all of them
   * @throws IllegalArgumentException with a sentence when a parameter is no good
   */
  abstract ObjectNode of(Call call, Kind kind);

  /**
   * A parameter that is a whole number, 0 or more.
   *
   * @throws IllegalArgumentException when it is something else
   */
  static int number(Call call, String name, int otherwise) {
    String text = call.query(name);
    if (text == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // falls through to the refusal
    }
    throw new IllegalArgumentException(name + " must be a whole number, 0 or more");
  }
}
