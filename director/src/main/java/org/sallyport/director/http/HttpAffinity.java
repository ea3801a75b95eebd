package org.sallyport.director.http;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.persistence.AffinityEntry;
import org.sallyport.director.persistence.AffinityKey;
import org.sallyport.director.persistence.MemberTokens;
import org.sallyport.director.persistence.Persistence;
import org.sallyport.director.pool.Member;
import org.sallyport.director.settings.PersistenceSettings.By;
import org.sallyport.director.settings.PersistenceSettings.Mode;
import org.sallyport.wire.http1.CookieFinder;
import org.sallyport.wire.http1.RequestHead;
import org.sallyport.wire.http1.ResponseHead;

/**
 * What keeps the requests of one connection on their member: the client's address, or a cookie that
 * is learned, inserted or prefixed. In learn mode no byte of either direction changes. Loop thread
 * only.
 */
final class HttpAffinity {
  private static final byte[] COOKIE = ascii("cookie");
  private static final byte[] SET_COOKIE = ascii("set-cookie");

  private final Persistence persistence;
  private final boolean byAddress;
  private final Mode mode;
  private final byte[] name;
  private final boolean secure;
  private final AffinityKey key = new AffinityKey();
  private final AffinityKey answerKey;
  private final byte[] token = new byte[MemberTokens.LENGTH];

  private @Nullable AffinityEntry addressEntry;
  private boolean keyed;
  private boolean ended;
  private boolean renewed;
  private boolean tokenDue;
  private boolean tokenSent;

  /**
   * What keeps the requests of one connection.
   *
   * @param answerKey to look up what answers set; shared with other connections of the loop
   */
  HttpAffinity(Persistence persistence, InetAddress client, boolean secure, AffinityKey answerKey) {
    this.answerKey = answerKey;
    this.persistence = persistence;
    this.secure = secure;
    var settings = persistence.settings();
    this.byAddress = settings.by() == By.SOURCE_ADDRESS;
    this.mode = settings.mode();
    this.name = ascii(settings.name());
    if (byAddress) {
      persistence.ofAddress(key, client);
      keyed = true;
    }
  }

  /**
   * The member that the request belongs to, or null: the first cookie of the name says it (RFC 6265
   * section 5.4 sends the one with the longest path first). Notes what prefix mode takes off every
   * cookie of the name.
   */
  @Nullable Member pinned(RequestHead head, byte[] buffer, HeadEdits edits) {
    if (byAddress) {
      return ofAddress();
    }
    keyed = false;
    tokenSent = false;
    tokenDue = false;
    Member found = null;
    boolean first = true;
    for (int i = head.find(COOKIE, 0); i >= 0; i = head.find(COOKIE, i + 1)) {
      int limit = head.valueOffset(i) + head.valueLength(i);
      int from = head.valueOffset(i);
      while (first || mode == Mode.PREFIX) {
        long range = CookieFinder.find(buffer, from, limit - from, name);
        if (range == CookieFinder.NONE) {
          break;
        }
        int offset = CookieFinder.offset(range);
        int length = CookieFinder.length(range);
        var member = ofCookie(buffer, offset, length, edits);
        found = first ? member : found;
        first = false;
        from = offset + length;
      }
    }
    return found;
  }

  private @Nullable Member ofAddress() {
    var member = addressEntry == null ? null : persistence.member(addressEntry);
    if (member == null) {
      // Its time was over; another connection of the client may have begun anew.
      addressEntry = persistence.find(key);
      member = addressEntry == null ? null : persistence.member(addressEntry);
    }
    return member;
  }

  private @Nullable Member ofCookie(byte[] buffer, int offset, int length, HeadEdits edits) {
    return switch (mode) {
      case LEARN -> ofLearned(buffer, offset, length);
      case INSERT -> ofToken(buffer, offset, length);
      case PREFIX -> ofPrefix(buffer, offset, length, edits);
    };
  }

  private @Nullable Member ofLearned(byte[] buffer, int offset, int length) {
    persistence.ofCookie(key, buffer, offset, length);
    keyed = true;
    var entry = persistence.find(key);
    return entry == null ? null : persistence.member(entry);
  }

  private @Nullable Member ofToken(byte[] buffer, int offset, int length) {
    var member = persistence.tokens().read(buffer, offset, length);
    if (member != null) {
      tokenSent = true;
      tokenDue = persistence.tokens().due(buffer, offset, length);
      System.arraycopy(buffer, offset, token, 0, Math.min(length, token.length));
    }
    return member;
  }

  private @Nullable Member ofPrefix(byte[] buffer, int offset, int length, HeadEdits edits) {
    if (!persistence.tokens().marked(buffer, offset, length)) {
      return null;
    }
    edits.cut(offset, offset + MemberTokens.LENGTH + 1);
    return persistence.tokens().read(buffer, offset, MemberTokens.LENGTH);
  }

  /**
   * The request, which was pinned to {@code from} or to nobody, is to go to {@code wanted}. Returns
   * the member that its session is pinned to: another one where another connection was faster.
   */
  Member claim(Member wanted, @Nullable Member from) {
    if (!byAddress && (mode != Mode.LEARN || !keyed)) {
      tokenSent = false;
      return wanted;
    }
    var entry = persistence.claim(key, from, wanted, byAddress);
    addressEntry = byAddress ? entry : null;
    var holder = persistence.member(entry);
    return holder == null ? pin(wanted) : holder;
  }

  /** Pins the request's session to {@code wanted}, whatever it was pinned to. */
  Member pin(Member wanted) {
    if (byAddress) {
      addressEntry = persistence.pin(key, wanted);
    } else if (mode == Mode.LEARN && keyed) {
      persistence.pin(key, wanted);
    }
    return wanted;
  }

  /** The answer of {@code member} goes to the client: learns from it, or notes edits to it. */
  void answered(ResponseHead head, byte[] buffer, int end, Member member, HeadEdits edits) {
    if (byAddress) {
      return;
    }
    switch (mode) {
      case LEARN -> {
        ended = false;
        renewed = false;
        eachOwnCookie(head, buffer, member, null);
        // Where a cookie is set as well, the other one was of another path.
        if (ended && !renewed && keyed) {
          persistence.remove(key);
        }
      }
      case PREFIX -> eachOwnCookie(head, buffer, member, edits);
      case INSERT -> insert(end, member, edits);
    }
  }

  private void eachOwnCookie(
      ResponseHead head, byte[] buffer, Member member, @Nullable HeadEdits edits) {
    for (int i = head.find(SET_COOKIE, 0); i >= 0; i = head.find(SET_COOKIE, i + 1)) {
      int offset = head.valueOffset(i);
      int length = head.valueLength(i);
      long named = CookieFinder.setCookieName(buffer, offset, length);
      if (named != CookieFinder.NONE && isName(buffer, named)) {
        long value = CookieFinder.setCookieValue(buffer, offset, length);
        if (value == CookieFinder.NONE) {
          continue;
        }
        if (edits != null) {
          prefix(CookieFinder.offset(value), member, edits);
        } else {
          learn(buffer, offset, length, value, member);
        }
      }
    }
  }

  private void learn(byte[] buffer, int offset, int length, long value, Member member) {
    if (CookieFinder.deletes(buffer, offset, length)) {
      ended = true;
      return;
    }
    renewed = true;
    persistence.ofCookie(answerKey, buffer, CookieFinder.offset(value), CookieFinder.length(value));
    persistence.pin(answerKey, member);
  }

  private void prefix(int valueOffset, Member member, HeadEdits edits) {
    var marked = new byte[MemberTokens.LENGTH + 1];
    persistence.tokens().write(member, marked, 0);
    marked[MemberTokens.LENGTH] = MemberTokens.SEPARATOR;
    edits.insert(valueOffset, marked);
  }

  private void insert(int end, Member member, HeadEdits edits) {
    if (tokenSent && !tokenDue) {
      return;
    }
    var fresh = new byte[MemberTokens.LENGTH];
    if (tokenSent) {
      persistence.tokens().renew(token, 0, fresh, 0);
    } else {
      persistence.tokens().write(member, fresh, 0);
    }
    var line =
        "Set-Cookie: "
            + persistence.settings().name()
            + "="
            + new String(fresh, StandardCharsets.US_ASCII)
            + "; Path=/; HttpOnly; SameSite=Lax"
            + (secure ? "; Secure" : "")
            + "\r\n";
    edits.insert(end, ascii(line));
  }

  private boolean isName(byte[] buffer, long range) {
    int offset = CookieFinder.offset(range);
    if (CookieFinder.length(range) != name.length) {
      return false;
    }
    for (int i = 0; i < name.length; i++) {
      if (buffer[offset + i] != name[i]) {
        return false;
      }
    }
    return true;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
