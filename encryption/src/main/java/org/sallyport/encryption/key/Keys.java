package org.sallyport.encryption.key;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.encryption.audit.AuditTrail;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.consumer.Consumers;
import org.sallyport.encryption.generation.Generations;
import org.sallyport.encryption.ignition.Vault;
import org.sallyport.encryption.organisation.OrganisationKeys;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.store.Store;
import org.sallyport.store.Transaction;

/**
 * The keys of the organisation's people: found here, changed in {@link OwnKeys}. What is found
 * needs no open vault. Any thread.
 */
public final class Keys {
  private static final int MOST_CACHED = 20_000;
  private static final int MOST_WITH_PART = 8;
  private static final int MOST_TENDED = 5_000;

  private final Store store;
  private final InstantSource clock;
  private final KeyCache cache;
  private final OwnKeys own;
  private final KeyTending tending;
  private final KeyRecovery recovery;
  private final TrustedKeys trusted;
  private final ServerUse serverUse;

  private Keys(
      Store store,
      InstantSource clock,
      KeyCache cache,
      OwnKeys own,
      KeyTending tending,
      KeyRecovery recovery,
      TrustedKeys trusted,
      ServerUse serverUse) {
    this.store = store;
    this.clock = clock;
    this.cache = cache;
    this.own = own;
    this.tending = tending;
    this.recovery = recovery;
    this.trusted = trusted;
    this.serverUse = serverUse;
  }

  /** The keys in a store. */
  public static Keys of(
      Store store,
      Vault vault,
      OrganisationKeys organisation,
      Consumers consumers,
      KeyPolicies policies,
      AuditTrail audit,
      Generations generations,
      InstantSource clock) {
    var shares = new KeyGenerations(generations);
    var books = new KeyBooks(store, new KeySecrets(vault), shares, audit, clock);
    var vouching = new Vouching(organisation);
    organisation.whenReplaced(KeyTable::lookAtAll);
    consumers.whenChanged(
        (in, consumer) -> {
          KeyTable.lookNow(in, consumer);
          shares.changed(in, KeyTable.addresses(in, consumer));
        });
    return new Keys(
        store,
        clock,
        new KeyCache(shares, MOST_CACHED),
        new OwnKeys(books, policies, vouching),
        new KeyTending(books, vouching, organisation, consumers, policies),
        new KeyRecovery(books, consumers),
        new TrustedKeys(store, audit, clock),
        new ServerUse(books));
  }

  /** What clients do with their consumers' keys. */
  public OwnKeys own() {
    return own;
  }

  /** What administrators do for those who have lost their keys. */
  public KeyRecovery recovery() {
    return recovery;
  }

  /** Certificates of outsiders. */
  public TrustedKeys trusted() {
    return trusted;
  }

  /** What the server itself may do with secrets that it keeps. */
  public ServerUse serverUse() {
    return serverUse;
  }

  /**
   * Renews keys, and says anew what the organisation says of them, where that is due; to be called
   * every few minutes. Needs an open vault; blocks.
   */
  public void tend() {
    tending.tend(MOST_TENDED);
  }

  /**
   * The key to encrypt to for an address: its consumer's active one. Asked often, so answered from
   * memory where it can be.
   */
  public Optional<ConsumerKey> active(Address address) {
    var now = clock.instant();
    return cache
        .find(address, asked -> store.read(in -> KeyTable.by(in, asked)))
        .filter(key -> key.isGood(now));
  }

  /** The key whose primary key has that fingerprint, whatever its state. */
  public Optional<ConsumerKey> find(Fingerprint fingerprint) {
    return store.read(in -> KeyTable.find(in, fingerprint));
  }

  /** Keys with a primary key or subkey of that fingerprint, whatever their state. */
  public List<ConsumerKey> withFingerprint(Fingerprint part) {
    return store.read(in -> KeyTable.withPart(in, "part", part.hex(), MOST_WITH_PART));
  }

  /**
   * Keys with a primary key or subkey of that key id, whatever their state. A key id is short
   * enough that somebody can make a second key that has it.
   *
   * @param keyId 16 hexadecimal digits, upper-case
   */
  public List<ConsumerKey> withKeyId(String keyId) {
    return store.read(in -> KeyTable.withPart(in, "key_id", keyId, MOST_WITH_PART));
  }

  /**
   * Keys for administrators to look through, by their consumer's address.
   *
   * @param after the last one of the page before; empty for the first page
   */
  public List<KeyPage.Line> page(KeyPage.Query query, Optional<KeyPage.Line> after, int limit) {
    return store.read(in -> KeyPage.of(in, query, after, limit));
  }

  /** Whether the server has secrets that open what is encrypted to a consumer, now or before. */
  public static boolean serverDecrypts(Transaction in, String consumer) {
    return KeyTable.serverDecrypts(in, consumer);
  }

  /** How many active keys end before a time. */
  public long ending(Instant before) {
    return store.read(in -> KeyPage.ending(in, before));
  }

  /** How many keys there are of each state. */
  public Map<KeyState, Long> counts() {
    return store.read(KeyPage::counts);
  }

  /** All of a consumer's, the newest first. */
  public List<ConsumerKey> of(String consumer) {
    return store.read(in -> KeyTable.of(in, consumer));
  }
}
