package org.sallyport.web.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A browser that has signed in. Any thread. */
public final class Session {
  private final String id;
  private final String csrf;
  private final Principal principal;
  private final Instant created;
  private volatile Instant used;
  private final AtomicReference<@Nullable String> notice = new AtomicReference<>();

  Session(String id, String csrf, Principal principal, Instant created) {
    this.id = id;
    this.csrf = csrf;
    this.principal = principal;
    this.created = created;
    this.used = created;
  }

  /** What the cookie holds: whoever knows it is signed in. */
  public String id() {
    return id;
  }

  /** Who signed in, as it was then. */
  public Principal principal() {
    return principal;
  }

  /** What each form of this session carries. */
  public String csrf() {
    return csrf;
  }

  /** Whether a form carries this session's token, compared in constant time. */
  public boolean csrfMatches(String candidate) {
    return MessageDigest.isEqual(csrf.getBytes(UTF_8), candidate.getBytes(UTF_8));
  }

  /** Leaves a sentence for the next page that this browser is shown. */
  public void say(String sentence) {
    notice.set(sentence);
  }

  /** The sentence that was left, once. */
  public Optional<String> takeNotice() {
    return Optional.ofNullable(notice.getAndSet(null));
  }

  Instant created() {
    return created;
  }

  Instant used() {
    return used;
  }

  void use(Instant now) {
    used = now;
  }

  @Override
  public String toString() {
    return "Session[since " + created + "]";
  }
}
