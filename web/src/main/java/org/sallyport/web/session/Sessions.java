package org.sallyport.web.session;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The open sessions, at most {@value #AT_MOST}; the least recently used leaves first. A session
 * ends after 30 minutes without a request, and 12 hours after sign-in however busy it is. Any
 * thread.
 */
public final class Sessions {
  static final int AT_MOST = 64;
  static final Duration IDLE = Duration.ofMinutes(30);
  static final Duration ABSOLUTE = Duration.ofHours(12);

  /** 256 bits, so that neither an id nor a CSRF token can be guessed. */
  private static final int RANDOM_BYTES = 32;

  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final ConcurrentHashMap<String, Session> open = new ConcurrentHashMap<>();

  /** No sessions yet. */
  public Sessions(InstantSource clock) {
    this.clock = clock;
  }

  /** A new session of that administrator. */
  public Session open(Principal principal) {
    var now = clock.instant();
    open.values().removeIf(session -> over(session, now));
    while (open.size() >= AT_MOST) {
      open.values().stream().min(Comparator.comparing(Session::used)).ifPresent(this::end);
    }
    var session = new Session(token(), token(), principal, now);
    open.put(session.id(), session);
    return session;
  }

  /** The session of that id, unless it is over; it counts as used now. */
  public Optional<Session> use(String id) {
    var session = open.get(id);
    if (session == null) {
      return Optional.empty();
    }
    var now = clock.instant();
    if (over(session, now)) {
      end(session);
      return Optional.empty();
    }
    session.use(now);
    return Optional.of(session);
  }

  /** Ends a session. */
  public void end(Session session) {
    open.remove(session.id());
  }

  /** Ends every session that the node's own token opened. */
  public void endThoseOfToken() {
    open.values().removeIf(session -> session.principal().ofToken());
  }

  private static boolean over(Session session, Instant now) {
    return !now.isBefore(session.used().plus(IDLE))
        || !now.isBefore(session.created().plus(ABSOLUTE));
  }

  private String token() {
    var bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
