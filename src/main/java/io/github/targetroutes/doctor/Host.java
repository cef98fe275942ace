package io.github.targetroutes.doctor;

import java.net.URI;

/**
 * A server that the program calls.
 *
 * @param name what it is called in the checks
 * @param key the setting of its address
 * @param address its address
 */
record Host(String name, String key, URI address) {

  boolean isTls() {
    return "https".equalsIgnoreCase(address.getScheme());
  }

  String host() {
    return address.getHost();
  }
}
