package org.sallyport.encryption.api;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Optional;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.directory.SubmittedKeys;
import org.sallyport.encryption.key.ConsumerKey;
import org.sallyport.encryption.key.Kept;
import org.sallyport.encryption.key.KeyState;
import org.sallyport.encryption.key.KeyUpload;
import org.sallyport.encryption.policy.KeyMode;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Certificate;

/**
 * Takes into keys of consumers what others say is new: a revocation by the key itself, and a
 * renewal where the client alone has the key. Whoever sends it needs no name, as the key has signed
 * it.
 */
final class SubmissionDesk implements SubmittedKeys {
  private static final String ACTOR = "key directory";

  private final Domain domain;

  SubmissionDesk(Domain domain) {
    this.domain = domain;
  }

  @Override
  public Submitted submit(Certificate certificate) {
    return domain
        .keys()
        .find(certificate.fingerprint())
        .map(known -> submit(certificate, known))
        .orElseGet(Submitted.Unknown::new);
  }

  private Submitted submit(Certificate certificate, ConsumerKey known) {
    var consumer = domain.store().read(in -> domain.consumers().find(in, known.consumer()));
    if (consumer.isEmpty()) {
      return new Submitted.Unknown();
    }
    if (known.state() == KeyState.REVOKED) {
      return known(known);
    }
    if (certificate.isRevoked(domain.clock().instant(), AlgorithmPolicy.standard())) {
      return submitted(
          known,
          domain
              .keys()
              .own()
              .revoked(ACTOR, consumer.get(), known.fingerprint(), certificate.armored()));
    }
    if (known.mode() != KeyMode.CKM) {
      return known(known);
    }
    var upload =
        new KeyUpload(KeyMode.CKM, certificate.armored().getBytes(US_ASCII), Optional.empty());
    return submitted(known, domain.keys().own().renewed(ACTOR, consumer.get(), upload));
  }

  private static Submitted known(ConsumerKey key) {
    return new Submitted.Known(StoredKeys.published(key));
  }

  private static Submitted submitted(ConsumerKey before, Kept kept) {
    return switch (kept) {
      case Kept.Done(var key, _) -> known(key);
      case Kept.OtherMode _ -> known(before); // the policy has another way to renew keys
      case Kept.Unfit(var reason) -> new Submitted.Refused(reason);
      case Kept.Unknown _ -> new Submitted.Unknown();
    };
  }
}
