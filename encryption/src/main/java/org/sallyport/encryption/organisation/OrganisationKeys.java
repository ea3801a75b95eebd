package org.sallyport.encryption.organisation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sallyport.encryption.audit.AuditTrail;
import org.sallyport.encryption.generation.Generations;
import org.sallyport.encryption.ignition.Vault;
import org.sallyport.encryption.ignition.VaultColumn;
import org.sallyport.kernel.KeySuccession;
import org.sallyport.kernel.Secret;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Armor;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Encryption;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.KeyProfile;
import org.sallyport.openpgp.KeyRequest;
import org.sallyport.openpgp.Result;
import org.sallyport.openpgp.Revocation;
import org.sallyport.openpgp.Signing;
import org.sallyport.store.Row;
import org.sallyport.store.Store;
import org.sallyport.store.Transaction;

/**
 * The organisation key: it vouches for the keys of the organisation's people and signs policies,
 * and backups are encrypted to it. One is active; former ones stay for what they have signed.
 *
 * <p>Safe for use by any number of threads. What signs needs an open vault; certificates do not.
 */
public final class OrganisationKeys {
  /** The generation that grows when the active key changes. */
  public static final String GENERATION = "organisation";

  /** How long a key lasts before it is renewed. */
  public static final Duration LIFETIME = Duration.ofDays(2 * 365);

  /** How long before its end it is renewed. */
  public static final Duration RENEWED_BEFORE = Duration.ofDays(60);

  private static final String ACTIVE =
      "SELECT fingerprint, certificate, secret FROM organisation_keys WHERE state = 'active'";

  private static final String FORMER =
      "SELECT fingerprint, certificate, secret FROM organisation_keys WHERE state = 'former'"
          + " ORDER BY created";

  private final Store store;
  private final String userId;
  private final VaultColumn secrets;
  private final AuditTrail audit;
  private final Generations generations;
  private final InstantSource clock;
  private final List<Consumer<Transaction>> watchers = new CopyOnWriteArrayList<>();
  private volatile @Nullable Known known;
  private volatile @Nullable Followed followed;

  /**
   * What a former key has signed of the active one, for clients that trust the former one. A
   * certification would not do: keys of people have those too.
   *
   * @param former its fingerprint
   * @param signature detached, in armor, over two fingerprints below a line that says what they are
   */
  public record Succession(Fingerprint former, String signature) {}

  private record Followed(long generation, List<Succession> successions) {}

  /** The active key as it was at a generation. */
  private record Known(long generation, Key key) {}

  /**
   * The keys of an organisation.
   *
   * @param userId of keys that are made, such as {@code Example Ltd <keys@example.com>}
   */
  public OrganisationKeys(
      Store store,
      Vault vault,
      String userId,
      AuditTrail audit,
      Generations generations,
      InstantSource clock) {
    this.store = store;
    this.userId = userId;
    this.secrets = vault.column("organisation_keys", "secret");
    this.audit = audit;
    this.generations = generations;
    this.clock = clock;
  }

  /**
   * Calls {@code watcher} in each transaction that puts another key in the place of the active one.
   * For those who build the server, before it runs.
   */
  public void whenReplaced(Consumer<Transaction> watcher) {
    watchers.add(watcher);
  }

  /** The fingerprint of the key that is active at this moment, in hexadecimal. */
  public static Optional<String> activeFingerprint(Transaction in) {
    return in.first(
        "SELECT fingerprint FROM organisation_keys WHERE state = 'active'",
        row -> row.text("fingerprint"));
  }

  /** Makes the first key where there is none. Several nodes may do so at once: one key stays. */
  public void ensure() {
    if (certificate().isPresent()) {
      return;
    }
    var key = generate();
    store.write(in -> begin(in, key));
  }

  private Key generate() {
    return Key.generate(
        new KeyRequest(
            KeyProfile.CURVE25519_V4, List.of(userId), Optional.of(LIFETIME), clock.instant()));
  }

  /** The key of another node that was quicker stays. */
  private boolean begin(Transaction in, Key key) {
    var fingerprint = key.fingerprint().hex();
    try (var secret = key.bytes()) {
      if (in.run(
              "INSERT INTO organisation_keys (fingerprint, state, certificate, secret, created)"
                  + " VALUES (?,'active',?,?,?) ON CONFLICT DO NOTHING",
              fingerprint,
              key.certificate().bytes(),
              secrets.seal(secret, fingerprint),
              clock.instant())
          == 0) {
        return false;
      }
    }
    audit.record(in, "server", "organisation-key-made", fingerprint, "");
    generations.changed(in, GENERATION);
    return true;
  }

  private boolean keep(Transaction in, Key key, String actor, String action) {
    var fingerprint = key.fingerprint().hex();
    try (var secret = key.bytes()) {
      in.run(
          "INSERT INTO organisation_keys (fingerprint, state, certificate, secret, created)"
              + " VALUES (?,'active',?,?,?) ON CONFLICT (fingerprint) DO UPDATE SET certificate ="
              + " excluded.certificate, secret = excluded.secret",
          fingerprint,
          key.certificate().bytes(),
          secrets.seal(secret, fingerprint),
          clock.instant());
    }
    audit.record(in, actor, action, fingerprint, "");
    generations.changed(in, GENERATION);
    return true;
  }

  /** The active key's certificate; empty before the store was lit for the first time. */
  public Optional<Certificate> certificate() {
    return store.read(OrganisationKeys::certificate);
  }

  private static Optional<Certificate> certificate(Transaction in) {
    return in.first(ACTIVE, row -> Certificate.read(row.bytes("certificate")).orThrow());
  }

  /** Certificates of all keys, the active one first. */
  public List<Certificate> certificates() {
    return store.read(
        in ->
            in.all(
                "SELECT certificate FROM organisation_keys ORDER BY state, created DESC",
                row -> Certificate.read(row.bytes("certificate")).orThrow()));
  }

  /** The active key, with its secrets open. */
  Key active() {
    long generation = generations.current(GENERATION);
    var held = known;
    if (held != null && held.generation() == generation) {
      return held.key();
    }
    var key = store.read(in -> in.first(ACTIVE, this::open)).orElseThrow();
    known = new Known(generation, key);
    return key;
  }

  private Key open(Row row) {
    try (var secret = secrets.open(row.bytes("secret"), row.text("fingerprint"))) {
      return Key.read(secret.reveal()).orThrow();
    }
  }

  /** The fingerprint of the active key. */
  public Fingerprint fingerprint() {
    return active().fingerprint();
  }

  /** A detached signature in armor, by the active key (RFC 9580 section 10.4). */
  public String sign(byte[] data) {
    try {
      var signature =
          Signing.by(List.of(active()), clock.instant(), AlgorithmPolicy.standard())
              .detached(new ByteArrayInputStream(data))
              .orThrow();
      return Armor.of(Armor.Kind.SIGNATURE, signature);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Vouches for user ids of somebody's certificate.
   *
   * @param until when that ends; empty for no end
   * @return the certificate with the certifications in it
   */
  public Result<Certificate> certify(
      Certificate subject, List<String> userIds, Optional<Instant> until) {
    return active().certify(subject, userIds, clock.instant(), until, AlgorithmPolicy.standard());
  }

  /**
   * Takes back what the active key and former ones say about user ids of somebody's certificate:
   * the word of a former key counts for as long as it is good.
   *
   * @return the certificate with the revocations in it, one by each key that vouches for something
   */
  public Result<Certificate> revoke(
      Certificate subject, Collection<String> userIds, Revocation why) {
    var keys = new ArrayList<>(store.read(in -> in.all(FORMER, this::open)));
    keys.add(active());
    var revoked = Result.of(subject);
    for (var key : keys) {
      revoked = revoked.then(each -> revoke(key, each, userIds, why));
    }
    return revoked;
  }

  private Result<Certificate> revoke(
      Key key, Certificate subject, Collection<String> userIds, Revocation why) {
    var now = clock.instant();
    var said =
        subject.certifiedBy(key.certificate(), now, AlgorithmPolicy.standard()).stream()
            .filter(userIds::contains)
            .toList();
    return said.isEmpty()
        ? Result.of(subject)
        : key.revokeCertification(subject, said, why, now, AlgorithmPolicy.standard());
  }

  /** The user ids of a certificate that the active key or a former one vouches for. */
  public List<String> certified(Certificate subject) {
    var now = clock.instant();
    return certificates().stream()
        .flatMap(key -> subject.certifiedBy(key, now, AlgorithmPolicy.standard()).stream())
        .distinct()
        .toList();
  }

  /**
   * Lets the active key last longer, where it ends soon. To be called now and then by one or all
   * nodes.
   */
  public void renewIfDue() {
    var now = clock.instant();
    var key = active();
    var until = key.listing(now, AlgorithmPolicy.standard()).until();
    if (until.isEmpty() || until.get().isAfter(now.plus(RENEWED_BEFORE))) {
      return;
    }
    renew("server");
  }

  /**
   * Lets the active key last its whole time again, from now on. Its fingerprint stays, so clients
   * that trust it go on.
   */
  public void renew(String actor) {
    var now = clock.instant();
    var renewed =
        active()
            .expiring(Optional.of(now.plus(LIFETIME)), now, AlgorithmPolicy.standard())
            .orThrow();
    store.write(in -> keep(in, renewed, actor, "organisation-key-renewed"));
  }

  /** The same for the key that is active now. */
  public Certificate replace(String actor) {
    return replace(actor, fingerprint()).orElseThrow();
  }

  /**
   * A new key instead of the active one. The former one vouches for it, and signs that it follows
   * ({@link #successions}), so that clients that trust the former do.
   *
   * @param known the key to be replaced
   * @return the new certificate; empty where another key is active, so that who is late or clicks
   *     twice replaces no key that was just made
   */
  public Optional<Certificate> replace(String actor, Fingerprint known) {
    var former = active();
    if (!former.fingerprint().equals(known)) {
      return Optional.empty();
    }
    var made = generate();
    var vouched =
        former
            .certify(
                made.certificate(),
                List.of(userId),
                clock.instant(),
                Optional.empty(),
                AlgorithmPolicy.standard())
            .then(made::merge)
            .orThrow();
    boolean done =
        store.write(
            in ->
                in.run(
                            "UPDATE organisation_keys SET state = 'former' WHERE fingerprint = ?"
                                + " AND state = 'active'",
                            former.fingerprint().hex())
                        == 1
                    && keep(in, vouched, actor, "organisation-key-replaced")
                    && told(in));
    return done ? Optional.of(vouched.certificate()) : Optional.empty();
  }

  private boolean told(Transaction in) {
    watchers.forEach(each -> each.accept(in));
    return true;
  }

  /**
   * That the active key follows the former ones, signed by each of those that are still good. Needs
   * an open vault.
   */
  public List<Succession> successions() {
    long generation = generations.current(GENERATION);
    var held = followed;
    if (held != null && held.generation() == generation) {
      return held.successions();
    }
    var active = fingerprint();
    var formers = store.read(in -> in.all(FORMER, this::open));
    var successions =
        formers.stream().flatMap(former -> succession(former, active).stream()).toList();
    followed = new Followed(generation, successions);
    return successions;
  }

  private Optional<Succession> succession(Key former, Fingerprint active) {
    var statement = KeySuccession.statement(former.fingerprint().hex(), active.hex());
    try {
      var signed =
          Signing.by(List.of(former), clock.instant(), AlgorithmPolicy.standard())
              .detached(new ByteArrayInputStream(statement));
      return switch (signed) {
        case Result.Of<byte[]>(var signature) ->
            Optional.of(
                new Succession(former.fingerprint(), Armor.of(Armor.Kind.SIGNATURE, signature)));
        // One that has ended signs nothing; who trusts it enrols anew.
        case Result.Refused<byte[]> _ -> Optional.empty();
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A stream whose content arrives at the sink signed by the active key and encrypted to it: a
   * backup. Closing it ends the message and closes the sink.
   *
   * @throws IOException when the sink cannot be written
   */
  public OutputStream sealing(OutputStream sink) throws IOException {
    var key = active();
    return Encryption.to(List.of(key.certificate()), clock.instant(), AlgorithmPolicy.standard())
        .signedBy(List.of(key))
        .open(sink)
        .orThrow();
  }

  /**
   * The active key in armor under a passphrase, to be kept where a fire that takes the store does
   * not reach: backups open with nothing else. The caller closes it.
   */
  public Secret export(String actor, Secret passphrase) {
    var key = active();
    store.write(
        in -> {
          audit.record(in, actor, "organisation-key-exported", key.fingerprint().hex(), "");
          return true;
        });
    return key.protect(passphrase).orThrow().armored();
  }
}
