package io.github.targetroutes.sandbox;

import java.util.List;

/** What a call asks for, be it one that came on the wire or one inside a batch. */
interface Request {

  String method();

  String path();

  /** The value of a header field, whatever the case of its name, or null. */
  String header(String name);

  List<String> headerNames();

  /** All values of a query parameter, decoded. */
  List<String> queries(String name);

  byte[] body();
}
