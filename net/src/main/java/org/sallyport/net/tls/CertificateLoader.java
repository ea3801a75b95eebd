package org.sallyport.net.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.sallyport.net.tls.CertificateFinding.Kind;

/** Reads certificates with their keys and says what is wrong with them. Blocks on files. */
final class CertificateLoader {
  private CertificateLoader() {}

  /** All of them or none: every problem of every file is reported at once. */
  static Loaded<List<CertificateEntry>> loadAll(List<CertificateFiles> files, Instant now) {
    var entries = new ArrayList<CertificateEntry>();
    var warnings = new ArrayList<TlsProblem>();
    var problems = new ArrayList<TlsProblem>();
    for (var one : files) {
      switch (load(one, now)) {
        case Loaded.Ready<CertificateEntry>(var entry, var more) -> {
          entries.add(entry);
          warnings.addAll(more);
        }
        case Loaded.Refused<CertificateEntry>(var more) -> problems.addAll(more);
      }
    }
    return problems.isEmpty()
        ? new Loaded.Ready<>(List.copyOf(entries), warnings)
        : new Loaded.Refused<>(problems);
  }

  static Loaded<CertificateEntry> load(CertificateFiles files, Instant now) {
    var chain = PemCertificates.read(files.chain()).then(read -> checked(files, read, now));
    var key = PrivateKeys.read(files.key());
    if (chain instanceof Loaded.Refused<List<X509Certificate>>(var problems)
        && key instanceof Loaded.Refused<PrivateKey>(var more)) {
      return new Loaded.Refused<>(Joined.of(problems, more));
    }
    return chain.then(certificates -> key.then(secret -> paired(files, certificates, secret)));
  }

  private static Loaded<List<X509Certificate>> checked(
      CertificateFiles files, List<X509Certificate> chain, Instant now) {
    var warnings = new ArrayList<TlsProblem>();
    var problems = new ArrayList<TlsProblem>();
    for (var finding : CertificateReasoning.chain(chain, now)) {
      var problem = new TlsProblem(files.chain().toString(), finding.sentence());
      (refuses(finding.kind(), chain) ? problems : warnings).add(problem);
    }
    return problems.isEmpty()
        ? new Loaded.Ready<>(chain, warnings)
        : new Loaded.Refused<>(problems);
  }

  /** What cannot be meant is refused; what may be meant, or was right yesterday, is a warning. */
  private static boolean refuses(Kind kind, List<X509Certificate> chain) {
    return switch (kind) {
      case WRONG_ORDER, UNRELATED -> true;
      case MISSING_INTERMEDIATE -> chain.size() > 1;
      case EXPIRED, NOT_YET_VALID, SELF_SIGNED, UNTRUSTED, NO_NAMES, NAME_NOT_COVERED -> false;
    };
  }

  private static Loaded<CertificateEntry> paired(
      CertificateFiles files, List<X509Certificate> chain, PrivateKey key) {
    var certificate = chain.getFirst();
    if (!isPair(certificate, key)) {
      return Loaded.refused(
          files.key().description(),
          "the key does not belong to the certificate of "
              + CertificateReasoning.subject(certificate)
              + " in "
              + files.chain()
              + "; use the key that the certificate was requested with");
    }
    return Loaded.ready(new CertificateEntry(files.chain(), chain, key));
  }

  private static boolean isPair(X509Certificate certificate, PrivateKey key) {
    if (!certificate.getPublicKey().getAlgorithm().equals(key.getAlgorithm())) {
      return false;
    }
    try {
      var algorithm = key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
      var probe = new byte[] {1};
      var signing = Signature.getInstance(algorithm);
      signing.initSign(key);
      signing.update(probe);
      var verifying = Signature.getInstance(algorithm);
      verifying.initVerify(certificate.getPublicKey());
      verifying.update(probe);
      return verifying.verify(signing.sign());
    } catch (GeneralSecurityException unusable) {
      return false;
    }
  }
}
