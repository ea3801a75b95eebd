package org.sallyport.director.persistence;

import org.jspecify.annotations.Nullable;
import org.sallyport.director.pool.Member;

/**
 * What stands for a member in a cookie: nothing about its address, the same after a restart and on
 * another director with the same names. Any thread; {@link #read} neither locks nor allocates.
 */
@SuppressWarnings({"DoNotCallSuggester", "unused"}) // the bodies follow
public final class MemberTokens {
  /** Bytes of a token, in insert and prefix mode alike. */
  public static final int LENGTH = 24;

  /** What stands between a token and the member's own value in prefix mode. */
  public static final byte SEPARATOR = '~';

  MemberTokens() {}

  /** Writes the token of a session that begins now, {@link #LENGTH} bytes of ASCII. */
  public void write(Member member, byte[] out, int offset) {
    throw new UnsupportedOperationException();
  }

  /** The member that a token names; null where it names none or its time is over. */
  public @Nullable Member read(byte[] buffer, int offset, int length) {
    return null;
  }

  /**
   * Whether {@code buffer} begins with a token and the separator, of whatever member and age: the
   * first {@code LENGTH + 1} bytes are then not the member's own and are cut off.
   */
  public boolean marked(byte[] buffer, int offset, int length) {
    return false;
  }

  /** Whether insert mode should send the cookie anew, so that a sliding time goes on. */
  public boolean due(byte[] buffer, int offset, int length) {
    return false;
  }

  /** Writes the token anew: same member, same beginning, used now. */
  public void renew(byte[] token, int offset, byte[] out, int outOffset) {
    throw new UnsupportedOperationException();
  }
}
