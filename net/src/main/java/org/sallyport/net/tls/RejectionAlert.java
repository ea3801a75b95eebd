package org.sallyport.net.tls;

import io.netty.handler.ssl.OpenSslCertificateException;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.internal.tcnative.CertificateVerifier;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLEngine;

/**
 * Chooses the alert that tells a peer why its certificate was turned away (RFC 8446 section 6.2).
 * BoringSSL derives it from a number; without one it says internal_error, as if we were at fault.
 * The JDK's engine chooses by itself.
 */
final class RejectionAlert {
  private RejectionAlert() {}

  /** The exception that makes {@code engine} say so; its cause has the failure. */
  static CertificateException of(RejectedCertificateException rejected, SSLEngine engine) {
    if (!(engine instanceof ReferenceCountedOpenSslEngine)) {
      return rejected;
    }
    return new OpenSslCertificateException(
        rejected.getMessage(), rejected, number(rejected.failure()));
  }

  private static int number(TlsFailure failure) {
    return switch (failure) {
      // unknown_ca
      case TlsFailure.Untrusted _ ->
          CertificateVerifier.X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY;
      // certificate_expired
      case TlsFailure.Expired _ -> CertificateVerifier.X509_V_ERR_CERT_HAS_EXPIRED;
      // bad_certificate
      case TlsFailure.NotYetValid _ -> CertificateVerifier.X509_V_ERR_CERT_NOT_YET_VALID;
      // unsupported_certificate
      case TlsFailure.WrongPurpose _ -> CertificateVerifier.X509_V_ERR_INVALID_PURPOSE;
      // bad_certificate
      case TlsFailure.WrongName _, TlsFailure.PinMismatch _, TlsFailure.Handshake _ ->
          CertificateVerifier.X509_V_ERR_CERT_REJECTED;
    };
  }
}
