package org.sallyport.net.tls;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.sallyport.net.tls.TrustBundle.Purpose;

/** The three ways in which a member proves who it is, once their files are read. */
final class MemberVerification {
  private MemberVerification() {}

  static Loaded<Verification> load(MemberTrust trust, String expectedName, InstantSource clock) {
    return switch (trust) {
      case MemberTrust.Unchecked() -> Loaded.ready(chain -> Optional.empty());
      case MemberTrust.Platform() ->
          Loaded.ready(authorised(new TrustBundle(platform()), expectedName, clock));
      case MemberTrust.Pin(var file) ->
          PemCertificates.read(file).then(read -> Loaded.ready(pinned(read.getFirst(), clock)));
      case MemberTrust.Bundle(var file) ->
          PemCertificates.read(file)
              .then(read -> Loaded.ready(authorised(new TrustBundle(read), expectedName, clock)));
    };
  }

  private static Verification authorised(TrustBundle bundle, String name, InstantSource clock) {
    Verification full =
        chain -> {
          var failure = bundle.verify(chain, clock.instant(), Purpose.SERVER);
          return failure.isPresent()
              ? failure
              : CertificateReasoning.name(chain.getFirst(), name)
                  .map(finding -> new TlsFailure.WrongName(finding.sentence()));
        };
    return full.timed(clock);
  }

  private static List<X509Certificate> platform() {
    try {
      var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init((KeyStore) null);
      return Arrays.stream(managers.getTrustManagers())
          .filter(X509TrustManager.class::isInstance)
          .flatMap(each -> Arrays.stream(((X509TrustManager) each).getAcceptedIssuers()))
          .toList();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has authorities", e);
    }
  }

  private static Verification pinned(X509Certificate pin, InstantSource clock) {
    var expected = fingerprint(pin);
    return chain -> {
      var leaf = chain.getFirst();
      if (!leaf.equals(pin)) {
        return Optional.of(
            new TlsFailure.PinMismatch(
                "the certificate is not the pinned one; expected "
                    + CertificateReasoning.subject(pin)
                    + " SHA-256 "
                    + expected
                    + ", found "
                    + CertificateReasoning.subject(leaf)
                    + " SHA-256 "
                    + fingerprint(leaf)));
      }
      return CertificateReasoning.time(leaf, clock.instant())
          .map(
              finding ->
                  finding.kind() == CertificateFinding.Kind.EXPIRED
                      ? new TlsFailure.Expired("pinned, but " + finding.sentence())
                      : new TlsFailure.NotYetValid("pinned, but " + finding.sentence()));
    };
  }

  private static String fingerprint(X509Certificate certificate) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read encodes", e);
    }
  }
}
