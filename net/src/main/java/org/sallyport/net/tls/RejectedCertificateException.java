package org.sallyport.net.tls;

import java.security.cert.CertificateException;

/** Carries a {@link TlsFailure} through the TLS stack, which wants an exception. */
final class RejectedCertificateException extends CertificateException {
  private static final long serialVersionUID = 1L;

  private final transient TlsFailure failure;

  RejectedCertificateException(TlsFailure failure) {
    super(failure.sentence());
    this.failure = failure;
  }

  /** Left out: a peer that is turned away is an ordinary event, and the failure says it all. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }

  TlsFailure failure() {
    return failure;
  }
}
