package org.sallyport.encryption.key;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sallyport.encryption.audit.AuditTrail;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Armor;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.openpgp.Refusal;
import org.sallyport.openpgp.Result;
import org.sallyport.store.Row;
import org.sallyport.store.Store;
import org.sallyport.store.Transaction;

/** Certificates of outsiders that administrators have looked at. Any thread. */
public final class TrustedKeys {
  private static final AlgorithmPolicy ALGORITHMS = AlgorithmPolicy.standard();
  private static final int ATTEMPTS = 5;
  private static final int LONGEST_NOTE = 500;
  private static final String COLUMNS =
      "SELECT t.fingerprint, t.trust, t.certificate, t.note, t.author, t.until, t.created,"
          + " t.changed FROM trusted_keys t";

  private final Store store;
  private final AuditTrail audit;
  private final InstantSource clock;

  TrustedKeys(Store store, AuditTrail audit, InstantSource clock) {
    this.store = store;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Trusts a certificate, or changes what is said of it; what is known of it already stays, every
   * revocation among it.
   */
  public Trusting trust(String actor, byte[] certificate, TrustLevel trust, String note) {
    if (note.length() > LONGEST_NOTE) {
      return new Trusting.Unfit("a note has at most " + LONGEST_NOTE + " characters");
    }
    return switch (UploadCheck.certificate(certificate)) {
      case Result.Refused<Certificate>(var refusal) -> new Trusting.Unfit(refusal.reason());
      case Result.Of<Certificate>(var read) -> trust(actor, read, trust, note);
    };
  }

  private Trusting trust(String actor, Certificate read, TrustLevel trust, String note) {
    for (int i = 0; i < ATTEMPTS; i++) {
      var trusting = attempt(actor, read, trust, note);
      if (trusting.isPresent()) {
        return trusting.get();
      }
    }
    return new Trusting.Unfit("the key is being changed by others all the time; try again later");
  }

  /** What is to be written: signatures are looked at before the transaction, as that is slow. */
  private record Checked(
      Certificate certificate, Optional<Instant> until, List<Address> addresses) {}

  /** Empty when somebody else was quicker. */
  private Optional<Trusting> attempt(
      String actor, Certificate read, TrustLevel trust, String note) {
    var before = find(read.fingerprint());
    return switch (checked(read, before, trust)) {
      case Result.Refused<Checked>(var refusal) ->
          Optional.of(new Trusting.Unfit(refusal.reason()));
      case Result.Of<Checked>(var checked) ->
          store.write(
              in -> {
                if (!find(in, read.fingerprint()).equals(before)) {
                  return Optional.empty();
                }
                write(in, actor, checked, trust, note);
                return Optional.of(new Trusting.Done(find(in, read.fingerprint()).orElseThrow()));
              });
    };
  }

  private Result<Checked> checked(Certificate read, Optional<TrustedKey> before, TrustLevel trust) {
    var known = before.map(TrustedKey::certificate);
    var merged = known.isEmpty() ? Result.of(read) : known.get().merge(read);
    return merged.then(certificate -> checked(certificate, trust));
  }

  private Result<Checked> checked(Certificate certificate, TrustLevel trust) {
    if (certificate.bytes().length > KeyUpload.MOST) {
      return Result.refused(
          Refusal.Kind.LIMIT, "the certificate is larger than " + KeyUpload.MOST / 1024 + " KiB");
    }
    var now = clock.instant();
    var listing = certificate.listing(now, ALGORITHMS);
    if (trust != TrustLevel.REFUSED && listing.unusable().isPresent()) {
      return Result.refused(
          Refusal.Kind.NO_USABLE_KEY, "the key cannot be used: " + listing.unusable().get());
    }
    var addresses =
        certificate.validUserIds(now, ALGORITHMS).stream()
            .flatMap(userId -> UserIdRules.address(userId).stream())
            .toList();
    return Result.of(new Checked(certificate, listing.until(), addresses));
  }

  private void write(Transaction in, String actor, Checked checked, TrustLevel trust, String note) {
    var now = clock.instant();
    var certificate = checked.certificate();
    var fingerprint = certificate.fingerprint().hex();
    in.run(
        "INSERT INTO trusted_keys (fingerprint, trust, certificate, note, author, until, created,"
            + " changed) VALUES (?,?,?,?,?,?,?,?) ON CONFLICT (fingerprint) DO UPDATE SET trust ="
            + " excluded.trust, certificate = excluded.certificate, note = excluded.note, author ="
            + " excluded.author, until = excluded.until, changed = excluded.changed",
        fingerprint,
        trust.name(),
        certificate.bytes(),
        note,
        actor,
        checked.until(),
        now,
        now);
    in.run("DELETE FROM trusted_addresses WHERE fingerprint = ?", fingerprint);
    for (var address : checked.addresses()) {
      in.run(
          "INSERT INTO trusted_addresses (address, fingerprint) VALUES (?,?) ON CONFLICT DO"
              + " NOTHING",
          address.text(),
          fingerprint);
    }
    KeyParts.put(in, certificate);
    audit.record(in, actor, "key-" + trust.name().toLowerCase(Locale.ROOT), fingerprint, note);
  }

  /** Forgets one; false when it is not there. */
  public boolean forget(String actor, Fingerprint fingerprint) {
    return store.write(
        in -> {
          if (in.run("DELETE FROM trusted_keys WHERE fingerprint = ?", fingerprint.hex()) == 0) {
            return false;
          }
          in.run(
              "DELETE FROM key_parts WHERE fingerprint = ? AND NOT EXISTS (SELECT 1 FROM keys k"
                  + " WHERE k.fingerprint = key_parts.fingerprint)",
              fingerprint.hex());
          audit.record(in, actor, "key-forgotten", fingerprint.hex(), "");
          return true;
        });
  }

  /** By the fingerprint of the primary key. */
  public Optional<TrustedKey> find(Fingerprint fingerprint) {
    return store.read(in -> find(in, fingerprint));
  }

  private static Optional<TrustedKey> find(Transaction in, Fingerprint fingerprint) {
    return in.first(COLUMNS + " WHERE t.fingerprint = ?", TrustedKeys::read, fingerprint.hex());
  }

  /** By an address in a user id, refused ones too; the latest first. */
  public List<TrustedKey> of(Address address) {
    return store.read(
        in ->
            in.all(
                COLUMNS
                    + " JOIN trusted_addresses a ON a.fingerprint = t.fingerprint WHERE a.address ="
                    + " ? ORDER BY t.changed DESC, t.fingerprint LIMIT 8",
                TrustedKeys::read,
                address.text()));
  }

  /**
   * All of them by fingerprint, for administrators.
   *
   * @param text within an address, or the beginning of a fingerprint; empty for all
   * @param after the last fingerprint of the page before; empty for the first page
   */
  public List<TrustedKey> page(String text, String after, int limit) {
    var like = KeyPage.like(text);
    return store.read(
        in ->
            in.all(
                COLUMNS
                    + " WHERE t.fingerprint > ? AND (? = '' OR lower(t.fingerprint) LIKE ? ESCAPE"
                    + " '\\' OR EXISTS (SELECT 1 FROM trusted_addresses a WHERE a.fingerprint ="
                    + " t.fingerprint AND a.address LIKE ? ESCAPE '\\')) ORDER BY t.fingerprint"
                    + " LIMIT ?",
                TrustedKeys::read,
                after,
                text,
                like.substring(1),
                like,
                limit));
  }

  private static TrustedKey read(Row row) {
    return new TrustedKey(
        new Fingerprint(row.text("fingerprint")),
        TrustLevel.valueOf(row.text("trust")),
        Armor.of(Armor.Kind.PUBLIC_KEY_BLOCK, row.bytes("certificate")),
        row.text("note"),
        row.text("author"),
        row.timeIfAny("until"),
        row.time("created"),
        row.time("changed"));
  }
}
