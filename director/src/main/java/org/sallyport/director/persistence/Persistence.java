package org.sallyport.director.persistence;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.pool.Member;
import org.sallyport.director.pool.Pool;
import org.sallyport.director.settings.PersistenceSettings;

/**
 * The persistence of one service. Any thread; lookups of sessions that are known neither lock nor
 * allocate.
 *
 * <p>A service asks {@link #find} once, keeps the entry, and asks {@link #member} for each request.
 * A new or moved session is given to {@link #pin}. Under {@code insert} and {@code prefix} it uses
 * {@link #tokens} instead.
 */
public final class Persistence {
  private final PersistenceSettings settings;
  private final Pool pool;
  private final AffinityTable table;
  private final InstantSource clock;
  private final Scope scope;
  private final long k0;
  private final long k1;
  private final MemberTokens tokens;

  Persistence(
      String service,
      PersistenceSettings settings,
      Pool pool,
      AffinityTable table,
      HashKey key,
      InstantSource clock) {
    this.settings = settings;
    this.pool = pool;
    this.table = table;
    this.clock = clock;
    this.scope = table.scope(service);
    scope.lifetime(Lifetime.of(settings));
    var own = new SipHash();
    var name = service.getBytes(StandardCharsets.UTF_8);
    own.hash(key.k0(), key.k1(), name, 0, name.length);
    this.k0 = own.first();
    this.k1 = own.second();
    this.tokens = new MemberTokens(service, settings, pool, clock);
  }

  /** What the file says. */
  public PersistenceSettings settings() {
    return settings;
  }

  /** Fills {@code key} from a client's address, cut to the prefix of its family. */
  public void ofAddress(AffinityKey key, InetAddress client) {
    var address = ClientAddress.of(client, settings.ipv4Prefix(), settings.ipv6Prefix());
    key.address = address;
    key.hash.hash(k0, k1, address.hi(), address.lo());
  }

  /** Fills {@code key} from a cookie's value. */
  public void ofCookie(AffinityKey key, byte[] buffer, int offset, int length) {
    key.address = null;
    key.hash.hash(k0, k1, buffer, offset, length);
  }

  /** The entry of a session, or null where there is none or its time is over. */
  public @Nullable AffinityEntry find(AffinityKey key) {
    var entry = table.find(key.hi(), key.lo());
    return entry != null && entry.alive(clock.millis()) ? entry : null;
  }

  /**
   * The member of an entry, which this call counts as used; null once its time is over, it was
   * removed, or its member has left the pool.
   */
  public @Nullable Member member(AffinityEntry entry) {
    long now = clock.millis();
    if (!entry.alive(now)) {
      return null;
    }
    entry.touch(now);
    if (entry.stale()) {
      table.used(entry);
    }
    return entry.binding().live(pool);
  }

  /** The same for people who ask: this call counts as no use. */
  public @Nullable Member peek(AffinityEntry entry) {
    return entry.alive(clock.millis()) ? entry.binding().live(pool) : null;
  }

  /** Pins a session to a member, or moves it there; a moved session keeps its age. */
  public AffinityEntry pin(AffinityKey key, Member member) {
    long now = clock.millis();
    var entry =
        new AffinityEntry(key.hi(), key.lo(), key.address, scope.binding(member.name()), now, now);
    return table.put(entry, now);
  }

  /**
   * Pins a session to {@code to}, provided that nobody has pinned it since it was looked up. Of
   * several connections that decide at once, the first one wins; the others are given its entry.
   *
   * @param from the member that the session was found to be pinned to, or null for none
   * @param proven false for a cookie that no member is known to have set: where the table is full,
   *     such entries leave before all others
   */
  public AffinityEntry claim(AffinityKey key, @Nullable Member from, Member to, boolean proven) {
    long now = clock.millis();
    var entry =
        new AffinityEntry(key.hi(), key.lo(), key.address, scope.binding(to.name()), now, now);
    entry.proven = proven;
    return table.claim(entry, from == null ? null : scope.binding(from.name()), now);
  }

  /** When the entry ends if it is not used again, for {@code explain}. */
  public Instant end(AffinityEntry entry) {
    return Instant.ofEpochMilli(entry.end());
  }

  /** Forgets a session. */
  public void remove(AffinityKey key) {
    var entry = table.find(key.hi(), key.lo());
    if (entry != null) {
      table.remove(entry);
    }
  }

  /** The cookies that {@code insert} and {@code prefix} write and read. */
  public MemberTokens tokens() {
    return tokens;
  }
}
