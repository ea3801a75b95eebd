package org.sallyport.director.persistence;

import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.pool.Member;
import org.sallyport.director.pool.Pool;
import org.sallyport.director.settings.PersistenceSettings;
import org.sallyport.director.settings.PersistenceSettings.Mode;

/**
 * What stands for a member in a cookie: nothing about its address, the same after a restart and on
 * another director with the same names. Any thread; {@link #read} neither locks nor allocates.
 *
 * <p>A token has twelve digits (RFC 4648 section 5) for the member, the beginning of a SHA-256 over
 * the names of service and member, and six each for the seconds since 1970 at which the session
 * began and was last used. It is no secret and not signed: a client who forges one chooses among
 * the members of a service it may use, which its address would let it do as well.
 *
 * <p>Under {@code prefix} only the member's own {@code Set-Cookie} could renew a token, so {@code
 * idle} does not apply there: the cookie lasts as long as the member says, or {@code for}.
 */
public final class MemberTokens {
  /** Bytes of a token, in insert and prefix mode alike. */
  public static final int LENGTH = 24;

  /** What stands between a token and the member's own value in prefix mode. */
  public static final byte SEPARATOR = '~';

  private static final int NAME = 12;
  private static final int TIME = 6;

  /** How far another director's clock may be ahead of this one. */
  private static final long SKEW = Duration.ofDays(1).toMillis();

  private final String service;
  private final Pool pool;
  private final InstantSource clock;
  private final Lifetime lifetime;
  private final boolean sliding;
  private volatile TokenNames names;

  MemberTokens(String service, PersistenceSettings settings, Pool pool, InstantSource clock) {
    this.service = service;
    this.pool = pool;
    this.clock = clock;
    var wanted = Lifetime.of(settings);
    this.sliding = settings.mode() != Mode.PREFIX && wanted.idle() != Long.MAX_VALUE;
    this.lifetime = sliding ? wanted : new Lifetime(wanted.absolute(), Long.MAX_VALUE);
    this.names = TokenNames.of(service, pool.members());
  }

  /** Writes the token of a session that begins now, {@link #LENGTH} bytes of ASCII. */
  public void write(Member member, byte[] out, int offset) {
    TokenName.of(service, member).write(out, offset);
    long seconds = clock.millis() / 1000;
    Base64Url.write(seconds, out, offset + NAME, TIME);
    Base64Url.write(seconds, out, offset + NAME + TIME, TIME);
  }

  /** The member that a token names; null where it names none or its time is over. */
  public @Nullable Member read(byte[] buffer, int offset, int length) {
    if (length != LENGTH) {
      return null;
    }
    long created = time(buffer, offset + NAME);
    long used = time(buffer, offset + NAME + TIME);
    long now = clock.millis();
    if (created < 0 || used < created || used > now + SKEW || now >= lifetime.end(created, used)) {
      return null;
    }
    return names().find(buffer, offset);
  }

  /**
   * Whether {@code buffer} begins with a token and the separator, of whatever member and age: the
   * first {@code LENGTH + 1} bytes are then not the member's own and are cut off.
   */
  public boolean marked(byte[] buffer, int offset, int length) {
    if (length <= LENGTH || buffer[offset + LENGTH] != SEPARATOR) {
      return false;
    }
    for (int i = 0; i < LENGTH; i += TIME) {
      if (Base64Url.read(buffer, offset + i, TIME) == Base64Url.NONE) {
        return false;
      }
    }
    return true;
  }

  /** Whether insert mode should send the cookie anew, so that a sliding time goes on. */
  public boolean due(byte[] buffer, int offset, int length) {
    return sliding
        && length == LENGTH
        && clock.millis() - time(buffer, offset + NAME + TIME) >= lifetime.slack();
  }

  /** Writes the token anew: same member, same beginning, used now. */
  public void renew(byte[] token, int offset, byte[] out, int outOffset) {
    System.arraycopy(token, offset, out, outOffset, NAME + TIME);
    Base64Url.write(clock.millis() / 1000, out, outOffset + NAME + TIME, TIME);
  }

  private static long time(byte[] buffer, int offset) {
    long seconds = Base64Url.read(buffer, offset, TIME);
    return seconds < 0 ? seconds : seconds * 1000;
  }

  @SuppressWarnings("ReferenceEquality") // a pool keeps one list until a reload
  private TokenNames names() {
    var known = names;
    var members = pool.members();
    if (known.members() != members) {
      known = TokenNames.of(service, members);
      names = known;
    }
    return known;
  }
}
