package org.sallyport.encryption.key;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.openpgp.Result;
import org.sallyport.openpgp.Revocation;

/** Takes keys back, for good. What was encrypted to them can still be read. */
final class KeyRevoking {
  private static final AlgorithmPolicy ALGORITHMS = AlgorithmPolicy.standard();

  private final KeyBooks books;
  private final Vouching vouching;

  KeyRevoking(KeyBooks books, Vouching vouching) {
    this.books = books;
    this.vouching = vouching;
  }

  /** Takes in a certificate with a revocation that the key's holder has made. */
  Kept take(String actor, Consumer consumer, Fingerprint fingerprint, byte[] certificate) {
    return switch (UploadCheck.certificate(certificate)) {
      case Result.Refused<Certificate>(var refusal) -> new Kept.Unfit(refusal.reason());
      case Result.Of<Certificate>(var read) ->
          KeyBooks.untilItHolds(
              () ->
                  books
                      .of(consumer, fingerprint)
                      .map(before -> merge(actor, consumer, before, read))
                      .orElse(Optional.of(new Kept.Unknown())));
    };
  }

  private Optional<Kept> merge(
      String actor, Consumer consumer, ConsumerKey before, Certificate read) {
    var known = before.certificate();
    var merged = known.merge(read.pruned(Set.copyOf(known.userIds()), List.of()));
    var at = books.now().plus(UploadCheck.SLACK);
    return switch (merged) {
      case Result.Refused<Certificate>(var refusal) ->
          Optional.of(new Kept.Unfit(refusal.reason()));
      case Result.Of<Certificate>(var certificate)
          when certificate.bytes().length > UploadCheck.MOST_KEPT
              || !certificate.isRevoked(at, ALGORITHMS) ->
          Optional.of(
              new Kept.Unfit("there is no revocation of the key in it that the key has signed"));
      case Result.Of<Certificate>(var certificate) ->
          write(actor, consumer, before, certificate, "by its holder");
    };
  }

  /**
   * Revokes a key: with the key itself where the server has it, else by taking back what the
   * organisation says of it, which is all that it can do.
   */
  Kept revoke(String actor, Consumer consumer, Fingerprint fingerprint, Revocation why) {
    return KeyBooks.untilItHolds(
        () ->
            books
                .of(consumer, fingerprint)
                .map(before -> revoke(actor, consumer, before, why))
                .orElse(Optional.of(new Kept.Unknown())));
  }

  private Optional<Kept> revoke(
      String actor, Consumer consumer, ConsumerKey before, Revocation why) {
    if (before.state() == KeyState.REVOKED) {
      return Optional.of(new Kept.Done(before, false));
    }
    var known = before.certificate();
    var told = why.reason().name().toLowerCase(Locale.ROOT) + " " + why.comment();
    if (!before.mode().serverSigns()) {
      return write(actor, consumer, before, vouching.withdraw(known), told.strip());
    }
    var key =
        books
            .store
            .read(in -> books.secrets.find(in, before.fingerprint()))
            .orElseThrow(() -> new IllegalStateException("a server's key has no secret"));
    var revoked =
        key.merge(known).then(each -> each.revoked(why, books.now(), ALGORITHMS)).orThrow();
    return write(actor, consumer, before, revoked.certificate(), told.strip());
  }

  private Optional<Kept> write(
      String actor, Consumer consumer, ConsumerKey before, Certificate certificate, String told) {
    return books.store.write(
        in -> {
          if (!KeyBooks.isStill(in, consumer, before.fingerprint(), Optional.of(before))) {
            return Optional.empty();
          }
          var vouched =
              new Vouching.Vouched(certificate, Set.of(), before.authority(), before.until());
          var entry =
              books.entry(
                  before.fingerprint(),
                  consumer,
                  before.mode(),
                  KeyState.REVOKED,
                  vouched,
                  Optional.of(before));
          var written = books.write(in, actor, consumer, entry, vouched);
          books.audit(in, actor, "key-revoked", consumer, before.fingerprint(), told);
          return Optional.of(new Kept.Done(written, false));
        });
  }
}
