package org.sallyport.encryption.protection;

import java.util.List;
import java.util.Optional;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Fingerprint;

/**
 * What the sender of a message brings with them.
 *
 * @param additional keys that read what they send: those of their policy, and their own
 * @param used why
 * @param missing why a key of their policy cannot be encrypted to; empty where all can
 * @param signer their key, where the server may sign with it
 * @param unsigned why it may not; empty where it may
 */
record Sender(
    List<Certificate> additional,
    List<KeyUsed> used,
    Optional<String> missing,
    Optional<Fingerprint> signer,
    String unsigned) {
  Sender {
    additional = List.copyOf(additional);
    used = List.copyOf(used);
  }

  /** Somebody who is none of ours. */
  static Sender stranger(String unsigned) {
    return new Sender(List.of(), List.of(), Optional.empty(), Optional.empty(), unsigned);
  }
}
