package org.sallyport.encryption.webmail;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.ignition.VaultColumn;
import org.sallyport.kernel.Secret;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Encryption;
import org.sallyport.openpgp.KeyUse;
import org.sallyport.openpgp.Result;
import org.sallyport.openpgp.UserIds;
import org.sallyport.store.Transaction;

/**
 * Keys that people have brought and proven: with an address of theirs, and able to open what was
 * encrypted to them. They are sealed in the store, so that whoever can write there cannot slip in
 * another.
 */
final class ProvenKeys {
  private static final AlgorithmPolicy ALGORITHMS = AlgorithmPolicy.standard();
  private static final int LARGEST = 256 * 1024;
  private static final int LARGEST_KEPT = 64 * 1024;
  private static final int MOST_PARTS = 32;
  private static final int TRIES = 5;
  private static final Duration LIFE = Duration.ofHours(1);
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int LETTERS = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Kit kit;
  private final VaultColumn sealed;
  private final VaultColumn pending;

  ProvenKeys(Kit kit) {
    this.kit = kit;
    this.sealed = kit.vault().column("web_mail_accounts", "certificate");
    this.pending = kit.vault().column("web_mail_challenges", "certificate");
  }

  Preferences.Offer offer(Visitor visitor, byte[] octets) {
    if (octets.length > LARGEST) {
      return new Preferences.Offer.Unfit("the file is larger than " + LARGEST / 1024 + " KiB");
    }
    var now = kit.clock().instant();
    var answer = answer();
    var checked = Certificate.read(octets).then(read -> checked(read, visitor.address(), now));
    return switch (checked) {
      case Result.Refused<Certificate>(var refusal) ->
          new Preferences.Offer.Unfit(refusal.reason());
      case Result.Of<Certificate>(var certificate) -> challenge(visitor, certificate, answer, now);
    };
  }

  private static Result<Certificate> checked(Certificate read, Address address, Instant now) {
    if (read.fingerprints().size() > MOST_PARTS) {
      return refused("the key has more than " + MOST_PARTS + " subkeys");
    }
    var own =
        read.userIds().stream()
            .filter(
                userId -> UserIds.address(userId).flatMap(Address::of).equals(Optional.of(address)))
            .collect(java.util.stream.Collectors.toSet());
    var certificate = read.pruned(Set.copyOf(own), List.of());
    var listing = certificate.listing(now, ALGORITHMS);
    if (own.isEmpty()) {
      return refused("the key has no user id with the address " + address);
    }
    if (certificate.bytes().length > LARGEST_KEPT) {
      return refused("the key is larger than " + LARGEST_KEPT / 1024 + " KiB");
    }
    if (listing.unusable().isPresent()) {
      return refused("the key cannot be used: " + listing.unusable().get());
    }
    if (certificate.validUserIds(now, ALGORITHMS).isEmpty()) {
      return refused("the user id with your address was revoked, or is not signed by the key");
    }
    return listing.can(KeyUse.ENCRYPT)
        ? Result.of(certificate)
        : refused("the key has nothing that can encrypt");
  }

  private static <T> Result<T> refused(String why) {
    return Result.refused(org.sallyport.openpgp.Refusal.Kind.POLICY, why);
  }

  private static String answer() {
    var text = new StringBuilder();
    for (int i = 0; i < LETTERS; i++) {
      text.append(i > 0 && i % 4 == 0 ? "-" : "").append(ALPHABET.charAt(RANDOM.nextInt(32)));
    }
    return text.toString();
  }

  /** People forget hyphens, and type small letters. */
  private static String digest(String typed) {
    return Token.digest("key", typed.toUpperCase(Locale.ROOT).replaceAll("[\\s-]", ""));
  }

  private Preferences.Offer challenge(
      Visitor visitor, Certificate certificate, String answer, Instant now) {
    var message = new ByteArrayOutputStream();
    try {
      var opened =
          Encryption.to(List.of(certificate), now, ALGORITHMS).ofText().inArmor().open(message);
      switch (opened) {
        case Result.Refused<java.io.OutputStream>(var refusal) -> {
          return new Preferences.Offer.Unfit(refusal.reason());
        }
        case Result.Of<java.io.OutputStream>(var content) -> {
          try (content) {
            content.write((answer + "\r\n").getBytes(US_ASCII));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var until = now.plus(LIFE);
    kit.write(in -> keep(in, visitor, certificate, answer, until));
    return new Preferences.Offer.Challenge(
        certificate.fingerprint().hex(), message.toString(US_ASCII), until);
  }

  private void keep(
      Transaction in, Visitor visitor, Certificate certificate, String answer, Instant until) {
    in.run(
        "INSERT INTO web_mail_challenges (account, certificate, fingerprint, answer, tries,"
            + " expires) VALUES (?,?,?,?,0,?) ON CONFLICT (account) DO UPDATE SET certificate ="
            + " excluded.certificate, fingerprint = excluded.fingerprint, answer ="
            + " excluded.answer, tries = 0, expires = excluded.expires",
        visitor.account(),
        seal(pending, certificate.bytes(), visitor.account()),
        certificate.fingerprint().hex(),
        digest(answer),
        until);
  }

  private static byte[] seal(VaultColumn column, byte[] octets, String row) {
    try (var secret = Secret.copyOf(octets)) {
      return column.seal(secret, row);
    }
  }

  private static byte[] open(VaultColumn column, byte[] sealed, String row) {
    try (var secret = column.open(sealed, row)) {
      return secret.reveal();
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Pending(byte[] certificate, String fingerprint, String answer, long tries) {}

  Preferences.Proof prove(Visitor visitor, String typed) {
    return kit.store().write(in -> prove(in, visitor, typed));
  }

  private Preferences.Proof prove(Transaction in, Visitor visitor, String typed) {
    // Counted first, so that many at once are no way around.
    var pending =
        in.first(
            "UPDATE web_mail_challenges SET tries = tries + 1"
                + " WHERE account = ? AND expires > ? AND tries < ?"
                + " RETURNING certificate, fingerprint, answer, tries",
            row ->
                new Pending(
                    row.bytes("certificate"),
                    row.text("fingerprint"),
                    row.text("answer"),
                    row.number("tries")),
            visitor.account(),
            kit.clock().instant(),
            TRIES);
    if (pending.isEmpty()) {
      return new Preferences.Proof.Over();
    }
    if (!Token.same(pending.get().answer(), digest(typed))) {
      return new Preferences.Proof.Wrong((int) (TRIES - pending.get().tries()));
    }
    proven(in, visitor, pending.get());
    return new Preferences.Proof.Done(pending.get().fingerprint());
  }

  private void proven(Transaction in, Visitor visitor, Pending proven) {
    var certificate = open(pending, proven.certificate(), visitor.account());
    in.run(
        "UPDATE web_mail_accounts SET certificate = ?, fingerprint = ?, by_key = 1 WHERE id = ?",
        seal(sealed, certificate, visitor.account()),
        proven.fingerprint(),
        visitor.account());
    in.run("DELETE FROM web_mail_challenges WHERE account = ?", visitor.account());
    kit.audit()
        .record(
            in, "web mail", "web-mail-key-proven", visitor.address().text(), proven.fingerprint());
  }

  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Chosen(String account, byte[] certificate) {}

  /** The key of somebody who wants their mail encrypted to it, as long as that works. */
  Optional<Certificate> preferred(Address address) {
    return kit.store()
        .read(
            in ->
                in.first(
                    "SELECT id, certificate FROM web_mail_accounts"
                        + " WHERE address = ? AND by_key = 1",
                    row -> new Chosen(row.text("id"), row.bytes("certificate")),
                    address.text()))
        .map(
            chosen ->
                Certificate.read(open(sealed, chosen.certificate(), chosen.account())).orThrow())
        .filter(this::works);
  }

  private boolean works(Certificate certificate) {
    var listing = certificate.listing(kit.clock().instant(), ALGORITHMS);
    return listing.unusable().isEmpty() && listing.can(KeyUse.ENCRYPT);
  }

  static int forget(Transaction in, Instant now) {
    return in.run("DELETE FROM web_mail_challenges WHERE expires <= ?", now);
  }
}
