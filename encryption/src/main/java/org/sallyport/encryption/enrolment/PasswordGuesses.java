package org.sallyport.encryption.enrolment;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.sallyport.store.Store;

/**
 * Wrong passwords of a name: some are free, and then one is granted from time to time. A try is
 * taken before the directory is asked and given back when it was right, so that a hundred at once
 * are no way around. All nodes of a store count together: the directory counts them together too,
 * and its own limit, which locks people out everywhere, shall not be reached from here.
 *
 * <p>Names are counted by a hash of sixteen bits, so whatever names are tried, the rows are
 * bounded; now and then two names share a count. Any virtual thread.
 */
final class PasswordGuesses {
  private static final String TAKE =
      "UPDATE password_guesses"
          + " SET forgiven = CASE WHEN forgiven < ? THEN ? ELSE forgiven END + ?"
          + " WHERE bucket = ? AND forgiven <= ?";

  private final Store store;
  private final Duration each;
  private final int free;
  private final InstantSource clock;

  PasswordGuesses(Store store, int free, Duration each, InstantSource clock) {
    this.store = store;
    this.free = free;
    this.each = each;
    this.clock = clock;
  }

  /** Takes a try; otherwise how long to wait for the next. */
  Optional<Duration> take(String name) {
    long now = clock.millis();
    long most = now + (free - 1) * each.toMillis();
    long bucket = bucket(name);
    return store.write(
        in -> {
          in.run(
              "INSERT INTO password_guesses (bucket, forgiven) VALUES (?,0) ON CONFLICT DO NOTHING",
              bucket);
          if (in.run(TAKE, now, now, each.toMillis(), bucket, most) == 1) {
            return Optional.<Duration>empty();
          }
          return in.first(
                  "SELECT forgiven FROM password_guesses WHERE bucket = ?",
                  row -> row.number("forgiven"),
                  bucket)
              .map(forgiven -> Duration.ofMillis(Math.max(1, forgiven - most)));
        });
  }

  /** The try was not a wrong one. */
  void giveBack(String name) {
    store.write(
        in ->
            in.run(
                "UPDATE password_guesses SET forgiven = forgiven - ? WHERE bucket = ?",
                each.toMillis(),
                bucket(name)));
  }

  private static long bucket(String name) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(UTF_8));
      return ByteBuffer.wrap(hash).getShort() & 0xFFFFL;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
