package org.sallyport.encryption.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.kernel.Secret;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.Result;
import org.sallyport.openpgp.Revocation;
import org.sallyport.store.Transaction;

/**
 * A consumer's keys as their clients get, make, hand in and revoke them. Needs an open vault. Any
 * thread; methods block and must not be called inside a transaction.
 */
public final class OwnKeys {
  private final KeyBooks books;
  private final KeyPolicies policies;
  private final KeyMaking making;
  private final KeyTaking taking;
  private final KeyRevoking revoking;

  OwnKeys(KeyBooks books, KeyPolicies policies, Vouching vouching) {
    this.books = books;
    this.policies = policies;
    making = new KeyMaking(books, vouching);
    taking = new KeyTaking(books, vouching);
    revoking = new KeyRevoking(books, vouching);
  }

  /**
   * A key as its consumer's client gets it.
   *
   * @param secret armored secrets that the server keeps for the client, as open or locked as its
   *     mode says; empty where it keeps none
   */
  public record OwnKey(ConsumerKey key, Optional<Secret> secret) {}

  /** All of the consumer's, the newest first. */
  public List<OwnKey> of(Consumer consumer) {
    return books.store.read(
        in -> KeyTable.of(in, consumer.id()).stream().map(key -> own(in, key)).toList());
  }

  /** One of them. */
  public Optional<OwnKey> find(Consumer consumer, Fingerprint fingerprint) {
    return books.store.read(
        in ->
            KeyTable.find(in, fingerprint)
                .filter(key -> key.consumer().equals(consumer.id()))
                .map(key -> own(in, key)));
  }

  private OwnKey own(Transaction in, ConsumerKey key) {
    return new OwnKey(
        key,
        books
            .secrets
            .find(in, key.fingerprint())
            .map(secret -> secret.merge(key.certificate()).orThrow())
            .map(Key::armored));
  }

  /** Makes a key in server key mode, unless there is a good one. */
  public Kept make(String actor, Consumer consumer) {
    return making.make(actor, consumer, policies.of(consumer), false);
  }

  /** Makes another key in server key mode, which takes the place of the present one. */
  public Kept replace(String actor, Consumer consumer) {
    return making.make(actor, consumer, policies.of(consumer), true);
  }

  /** Takes a key that the consumer's client has made, or renewed. */
  public Kept keep(String actor, Consumer consumer, KeyUpload upload) {
    return take(actor, KeyTaking.By.OWNER, consumer, upload);
  }

  /** Takes what anybody has sent that is new in a key that is known; its state stays. */
  public Kept renewed(String actor, Consumer consumer, KeyUpload upload) {
    return take(actor, KeyTaking.By.ANYBODY, consumer, upload);
  }

  private Kept take(String actor, KeyTaking.By by, Consumer consumer, KeyUpload upload) {
    var policy = policies.of(consumer);
    return upload.mode() == policy.mode()
        ? taking.take(actor, by, consumer, upload, policy.profile().version())
        : new Kept.OtherMode(policy.mode());
  }

  /**
   * Takes a key that an administrator has of somebody, in a mode that the administrator chooses and
   * of any version.
   */
  public Kept bring(String actor, Consumer consumer, KeyUpload upload) {
    return switch (UploadCheck.certificate(upload.certificate())) {
      case Result.Refused<Certificate>(var refusal) -> new Kept.Unfit(refusal.reason());
      case Result.Of<Certificate>(var read) ->
          taking.take(actor, KeyTaking.By.ADMINISTRATOR, consumer, upload, read.version());
    };
  }

  /** Takes a revocation that the consumer's client has made. */
  public Kept revoked(
      String actor, Consumer consumer, Fingerprint fingerprint, String certificate) {
    return revoking.take(actor, consumer, fingerprint, certificate.getBytes(UTF_8));
  }

  /**
   * Revokes a key. Where the server cannot sign with it, the organisation takes back what it says
   * of it, and nobody is given it any longer.
   */
  public Kept revoke(String actor, Consumer consumer, Fingerprint fingerprint, Revocation why) {
    return revoking.revoke(actor, consumer, fingerprint, why);
  }
}
