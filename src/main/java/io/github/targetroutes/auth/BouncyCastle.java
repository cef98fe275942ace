package io.github.targetroutes.auth;

import java.security.Provider;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** A provider takes up to a second to build, so it is built for encrypted keys only. */
final class BouncyCastle {

  static final Provider PROVIDER = new BouncyCastleProvider();

  private BouncyCastle() {}
}
