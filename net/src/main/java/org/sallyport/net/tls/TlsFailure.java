package org.sallyport.net.tls;

import java.util.Optional;
import javax.net.ssl.SSLException;

/** Why a TLS connection did not come about, told apart so that a log can say what to do. */
public sealed interface TlsFailure {
  /** A sentence for the log of this node; it is not for the network. */
  String sentence();

  /** Nobody who is trusted vouches for the peer's certificate. */
  record Untrusted(String sentence) implements TlsFailure {}

  /** The certificate is for other names. */
  record WrongName(String sentence) implements TlsFailure {}

  /** The certificate, or one above it, has expired. */
  record Expired(String sentence) implements TlsFailure {}

  /** The certificate, or one above it, is not valid yet. */
  record NotYetValid(String sentence) implements TlsFailure {}

  /** The certificate may not be used by a server, or by a client (RFC 5280 section 4.2.1.12). */
  record WrongPurpose(String sentence) implements TlsFailure {}

  /** The certificate is not the one that is pinned. */
  record PinMismatch(String sentence) implements TlsFailure {}

  /** The handshake failed otherwise: no common version or cipher, an alert, plain text. */
  record Handshake(String sentence) implements TlsFailure {}

  /** The failure behind an exception of a handshake; empty when it has nothing to do with TLS. */
  static Optional<TlsFailure> of(Throwable thrown) {
    TlsFailure general = null;
    int depth = 0;
    for (Throwable cause = thrown; cause != null && depth < 16; cause = cause.getCause()) {
      if (cause instanceof RejectedCertificateException rejected) {
        return Optional.of(rejected.failure());
      }
      if (cause instanceof SSLException && general == null) {
        general = new Handshake("the TLS handshake failed: " + cause.getMessage());
      }
      depth++;
    }
    return Optional.ofNullable(general);
  }
}
