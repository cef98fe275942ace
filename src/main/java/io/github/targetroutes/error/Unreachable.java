package io.github.targetroutes.error;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.ConnectTimeoutException;

/** Says in a few words why a server could not be reached. */
public final class Unreachable {

  private Unreachable() {}

  /** Whether the connection failed before anything was sent, so that a repeat does no harm. */
  public static boolean before(Throwable fault) {
    for (Throwable t = fault; t != null; t = t.getCause()) {
      if (t instanceof ConnectException
          || t instanceof UnknownHostException
          || t instanceof NoRouteToHostException
          || t instanceof SSLHandshakeException
          || t instanceof ConnectTimeoutException) {
        return true;
      }
    }
    return false;
  }

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
