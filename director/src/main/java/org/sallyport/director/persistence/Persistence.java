package org.sallyport.director.persistence;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.pool.Member;
import org.sallyport.director.pool.Pool;
import org.sallyport.director.settings.PersistenceSettings;

/**
 * The persistence of one service. Any thread; lookups neither lock nor allocate.
 *
 * <p>A service asks {@link #find} once, keeps the entry, and asks {@link #member} for each request.
 * A new or moved session is given to {@link #pin}. Under {@code insert} and {@code prefix} it uses
 * {@link #tokens} instead.
 */
@SuppressWarnings({"DoNotCallSuggester", "unused"}) // the bodies follow
public final class Persistence {
  private final PersistenceSettings settings;

  Persistence(String service, PersistenceSettings settings, Pool pool, AffinityTable table) {
    this.settings = settings;
  }

  /** What the file says. */
  public PersistenceSettings settings() {
    return settings;
  }

  /** Fills {@code key} from a client's address, cut to the prefix of its family. */
  public void ofAddress(AffinityKey key, InetAddress client) {
    throw new UnsupportedOperationException();
  }

  /** Fills {@code key} from a cookie's value. */
  public void ofCookie(AffinityKey key, byte[] buffer, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  /** The entry of a session, or null where there is none or its time is over. */
  public @Nullable AffinityEntry find(AffinityKey key) {
    return null;
  }

  /**
   * The member of an entry, which this call counts as used; null once its time is over, it was
   * removed, or its member has left the pool.
   */
  public @Nullable Member member(AffinityEntry entry) {
    return null;
  }

  /** Pins a session to a member, or moves it there; a moved session keeps its age. */
  public AffinityEntry pin(AffinityKey key, Member member) {
    throw new UnsupportedOperationException();
  }

  /** Forgets a session. */
  public void remove(AffinityKey key) {
    throw new UnsupportedOperationException();
  }

  /** The cookies that {@code insert} and {@code prefix} write and read. */
  public MemberTokens tokens() {
    throw new UnsupportedOperationException();
  }
}
