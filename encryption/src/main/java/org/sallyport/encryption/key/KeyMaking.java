package org.sallyport.encryption.key;

import java.util.Optional;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.encryption.policy.KeyMode;
import org.sallyport.encryption.policy.KeySettings;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.KeyRequest;
import org.sallyport.store.Transaction;

/** Makes keys in server key mode. */
final class KeyMaking {
  private final KeyBooks books;
  private final Vouching vouching;

  KeyMaking(KeyBooks books, Vouching vouching) {
    this.books = books;
    this.vouching = vouching;
  }

  /**
   * Makes a key, unless the consumer has a good one already that the server has made.
   *
   * @param anew make one in any case
   */
  Kept make(String actor, Consumer consumer, KeySettings policy, boolean anew) {
    if (policy.mode() != KeyMode.SKM) {
      return new Kept.OtherMode(policy.mode());
    }
    var present = books.store.<Optional<ConsumerKey>>read(in -> present(in, consumer, policy));
    if (present.isPresent() && !anew) {
      return new Kept.Done(present.get(), false);
    }
    if (!anew && books.store.<Boolean>read(in -> KeyTable.isFull(in, consumer.id()))) {
      return KeyTable.FULL;
    }
    var now = books.now();
    var key =
        Key.generate(
            new KeyRequest(policy.profile(), UserIdRules.of(consumer), policy.validity(), now));
    var vouched = vouching.vouch(key.certificate(), consumer, now);
    var before = present.map(ConsumerKey::fingerprint);
    return books.store.write(
        in -> {
          KeyBooks.lock(in, consumer);
          // Another request, or another node, may have been faster.
          var faster = present(in, consumer, policy);
          if (faster.isPresent() && !faster.map(ConsumerKey::fingerprint).equals(before)) {
            return new Kept.Done(faster.get(), false);
          }
          var entry =
              books.entry(
                  key.fingerprint(),
                  consumer,
                  KeyMode.SKM,
                  KeyState.ACTIVE,
                  vouched,
                  Optional.empty());
          var written = books.write(in, actor, consumer, entry, vouched);
          books.secrets(in, key.fingerprint(), Optional.of(key));
          books.audit(in, actor, "key-made", consumer, key.fingerprint(), "SKM");
          return new Kept.Done(written, true);
        });
  }

  private Optional<ConsumerKey> present(Transaction in, Consumer consumer, KeySettings policy) {
    return KeyTable.active(in, consumer.id())
        .filter(key -> key.mode() == policy.mode() && key.isGood(books.now()));
  }
}
