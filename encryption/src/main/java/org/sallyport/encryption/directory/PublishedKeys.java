package org.sallyport.encryption.directory;

import java.util.List;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Fingerprint;

/** The certificates that everybody may have. Any thread; blocks as a store does. */
public interface PublishedKeys {
  /** Those with that verified address: active ones first, then the newest. */
  List<PublishedKey> byAddress(Address address);

  /** Those with that primary key or subkey. */
  List<PublishedKey> byFingerprint(Fingerprint fingerprint);

  /** Those with a primary key or subkey of that id, 16 upper-case digits. */
  List<PublishedKey> byKeyId(String keyId);

  /** Those whose consumer's name or address contains the text, {@code limit} at most. */
  List<PublishedKey> search(String text, int limit);

  /** Addresses of a managed domain with that WKD hash of the local part. */
  List<Address> byHash(String domain, String hash);

  /** Whose certifications are published along: the organisation's own. */
  List<Certificate> certifiers();

  /** A number that grows with every change of a key. Asks nobody. */
  long generation();

  /** A number that grows with every change of a key for that address. Asks nobody. */
  long generation(Address address);
}
