package org.sallyport.net.tls;

import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Decides on the chains that peers show. */
@FunctionalInterface
interface Verification {
  /** Why a chain is not accepted; empty when it is. */
  Optional<TlsFailure> failure(List<X509Certificate> chain);

  /** Why a chain that was accepted before is not accepted any more; empty when it still is. */
  default Optional<TlsFailure> failureOnResumption(List<X509Certificate> chain) {
    return failure(chain);
  }

  /** The same verification, which on resumption looks at the time alone. */
  default Verification timed(InstantSource clock) {
    var full = this;
    return new Verification() {
      @Override
      public Optional<TlsFailure> failure(List<X509Certificate> chain) {
        return full.failure(chain);
      }

      @Override
      public Optional<TlsFailure> failureOnResumption(List<X509Certificate> chain) {
        return CertificateReasoning.time(chain.getFirst(), clock.instant())
            .map(TrustBundle::failure);
      }
    };
  }
}
