package org.sallyport.gateway.factor;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Locale;
import org.sallyport.gateway.factor.Answer.Cause;
import org.sallyport.net.tls.TlsFailure;

/** What an exception of the network means, for people and for continuity. */
final class FailureReason {
  private static final int LONGEST = 200;

  private FailureReason() {}

  /**
   * Of a connection that does not come about.
   *
   * @param whose {@code UNREACHABLE} for the authority, {@code PROXY} for the proxy
   */
  static LinkFailure connecting(IOException e, Cause whose, String address) {
    var why =
        switch (e) {
          case UnknownHostException _ -> "its name has no address";
          case NoRouteToHostException _ -> "no route to it";
          case ConnectException refused when text(refused).contains("refused") -> "refused";
          default -> text(e);
        };
    var prefix = whose == Cause.PROXY ? "the proxy " : "";
    return LinkFailure.of(whose, prefix + address + " is not reached: " + why);
  }

  /**
   * Of a handshake. One that breaks off while we write has reached our certificate: the authority
   * was there, had shown its own, and ended the connection when it saw ours; its alert is lost
   * where our next octets cross it.
   */
  static LinkFailure handshaking(IOException e, String address, boolean ownExpired) {
    if (text(e).contains("Broken pipe")) {
      return LinkFailure.of(
          Cause.CERTIFICATE, address + " ended the connection when it saw our certificate");
    }
    return securing(e, address, ownExpired);
  }

  /**
   * Of a handshake, or of the first exchange after one: with TLS 1.3 a server turns our certificate
   * away only then (RFC 8446 section 4.4.2.4).
   *
   * @param ownExpired whether our own certificate has expired
   */
  static LinkFailure securing(IOException e, String address, boolean ownExpired) {
    var tls = TlsFailure.of(e);
    if (tls.isPresent() && !(tls.get() instanceof TlsFailure.Handshake)) {
      return LinkFailure.of(Cause.CERTIFICATE, address + ": " + tls.get().sentence());
    }
    if (ownExpired) {
      return LinkFailure.of(
          Cause.CERTIFICATE, address + " ended the connection: our own certificate has expired");
    }
    if (tls.isPresent() && aboutCertificates(text(e))) {
      return LinkFailure.of(
          Cause.CERTIFICATE, address + " does not take our certificate: " + text(e));
    }
    if (tls.isPresent() && !ended(e)) {
      return LinkFailure.of(Cause.FAULT, address + ": " + tls.get().sentence());
    }
    return LinkFailure.of(Cause.UNREACHABLE, address + " ended the connection: " + text(e));
  }

  /** The peer closed, or the network did: no verdict on what was said. */
  private static boolean ended(IOException e) {
    var cause = e.getCause();
    return e instanceof EOFException
        || cause instanceof EOFException
        || cause instanceof java.net.SocketException;
  }

  /** Alerts of RFC 8446 section 6.2 that mean our certificate. */
  private static boolean aboutCertificates(String message) {
    var alert = message.toLowerCase(Locale.ROOT);
    return alert.contains("alert")
        && (alert.contains("certificate")
            || alert.contains("unknown_ca")
            || alert.contains("access_denied"));
  }

  /** Text that may come from a stranger: cut short, with everything but visible ASCII replaced. */
  static String text(Throwable e) {
    var message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    var safe = new StringBuilder();
    for (int i = 0; i < message.length() && safe.length() < LONGEST; i++) {
      char c = message.charAt(i);
      safe.append(c >= ' ' && c < 0x7F ? c : '?');
    }
    return safe.toString();
  }
}
