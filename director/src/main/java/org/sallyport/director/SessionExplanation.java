package org.sallyport.director;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.persistence.AffinityKey;
import org.sallyport.director.persistence.MemberTokens;
import org.sallyport.director.persistence.Persistence;
import org.sallyport.director.pool.Explanation;
import org.sallyport.director.pool.Member;
import org.sallyport.director.service.Service;

/**
 * Where a client's session is, looked up as its next request would be; it counts as no use.
 *
 * @param member where it is; null where no session is known
 * @param until when it ends if it is not used again, where that is kept here
 */
record SessionExplanation(@Nullable Member member, Optional<Instant> until) {
  private static final SessionExplanation NONE = new SessionExplanation(null, Optional.empty());

  /**
   * Which member a client of the service would get.
   *
   * @param cookie the value of the persistence cookie that the client holds
   */
  static Explanation of(Service service, InetAddress client, Optional<String> cookie) {
    var persistence = service.persistence();
    var session = persistence == null ? NONE : find(persistence, client, cookie);
    return service.pool().explain(session.member, session.until);
  }

  private static SessionExplanation find(
      Persistence persistence, InetAddress client, Optional<String> cookie) {
    return switch (persistence.settings().by()) {
      case NONE -> NONE;
      case SOURCE_ADDRESS -> {
        var key = new AffinityKey();
        persistence.ofAddress(key, client);
        yield kept(persistence, key);
      }
      case COOKIE ->
          cookie
              .map(value -> value.getBytes(StandardCharsets.ISO_8859_1))
              .map(value -> ofCookie(persistence, value))
              .orElse(NONE);
    };
  }

  private static SessionExplanation ofCookie(Persistence persistence, byte[] value) {
    return switch (persistence.settings().mode()) {
      case LEARN -> {
        var key = new AffinityKey();
        persistence.ofCookie(key, value, 0, value.length);
        yield kept(persistence, key);
      }
      case INSERT -> written(persistence.tokens().read(value, 0, value.length));
      case PREFIX ->
          persistence.tokens().marked(value, 0, value.length)
              ? written(persistence.tokens().read(value, 0, MemberTokens.LENGTH))
              : NONE;
    };
  }

  private static SessionExplanation kept(Persistence persistence, AffinityKey key) {
    var entry = persistence.find(key);
    return entry == null
        ? NONE
        : new SessionExplanation(persistence.peek(entry), Optional.of(persistence.end(entry)));
  }

  private static SessionExplanation written(@Nullable Member member) {
    return new SessionExplanation(member, Optional.empty());
  }
}
