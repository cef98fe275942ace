package io.github.targetroutes.error;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;

/** Says in a few words why a server could not be reached. */
public final class Unreachable {

  private Unreachable() {}

  public static String reason(Throwable fault) {
    for (Throwable t = fault; t != null; t = t.getCause()) {
      if (t instanceof UnknownHostException) {
        return "the host name is unknown";
      }
      if (t instanceof CertificateException) {
        return "its TLS certificate is not trusted here: " + t.getMessage();
      }
      if (t instanceof SocketTimeoutException) {
        return "no answer in time";
      }
      if (t instanceof NoRouteToHostException) {
        return "no route to the host";
      }
      if (t instanceof ConnectException) {
        return String.valueOf(t.getMessage()).contains("timed out")
            ? "no answer in time"
            : "connection refused";
      }
    }
    if (fault instanceof SSLException) {
      return "TLS failed: " + fault.getMessage();
    }
    return fault.getMessage() == null ? fault.getClass().getSimpleName() : fault.getMessage();
  }
}
