package org.sallyport.encryption.administrator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.sallyport.store.Store;
import org.sallyport.store.Transaction;

/**
 * Counts wrong passwords and codes, on all nodes together. From one network a name may be wrong
 * {@value #FROM_ONE} times, from anywhere {@value #FROM_ALL} times; then nothing is looked at until
 * 15 minutes have passed without a try that was looked at. A name that nobody has is counted as
 * well, so that the answer does not tell which names there are.
 *
 * <p>A try is counted before it is looked at and forgotten when it was right, so that many at once
 * are no way around.
 */
final class WrongGuesses {
  static final int FROM_ONE = 5;
  static final int FROM_ALL = 50;
  static final Duration KEPT = Duration.ofMinutes(15);

  private final Store store;
  private final InstantSource clock;

  WrongGuesses(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** What is counted, and how often it may be wrong. */
  private record Counter(String who, int limit) {}

  private static List<Counter> counters(String name, InetAddress from) {
    return List.of(
        new Counter(digest(name + "\0" + network(from)), FROM_ONE),
        new Counter(digest(name), FROM_ALL));
  }

  /**
   * Counts a try.
   *
   * @return for how long none is looked at; empty: this one is
   */
  Optional<Duration> begin(String name, InetAddress from) {
    var now = clock.instant();
    return store.write(
        in -> {
          in.run("DELETE FROM administrator_guesses WHERE forgotten <= ?", now);
          for (var counter : counters(name, from)) {
            var shut = count(in, counter, now);
            if (shut.isPresent()) {
              return shut;
            }
          }
          return Optional.empty();
        });
  }

  /**
   * Counts and judges in one statement, so that of many at once on whatever nodes no more than the
   * limit are looked at. What is not looked at neither counts on nor prolongs.
   */
  private static Optional<Duration> count(Transaction in, Counter counter, Instant now) {
    return in.first(
            "INSERT INTO administrator_guesses (who, wrong, forgotten) VALUES (?, 1, ?)"
                + " ON CONFLICT (who) DO UPDATE SET"
                + " forgotten = CASE WHEN administrator_guesses.wrong >= ?"
                + " THEN administrator_guesses.forgotten ELSE excluded.forgotten END,"
                + " wrong = CASE WHEN administrator_guesses.wrong > ?"
                + " THEN administrator_guesses.wrong ELSE administrator_guesses.wrong + 1 END"
                + " RETURNING wrong, forgotten",
            row -> new Counted(row.number("wrong"), row.time("forgotten")),
            counter.who(),
            now.plus(KEPT),
            counter.limit(),
            counter.limit())
        .filter(counted -> counted.wrong() > counter.limit())
        .map(counted -> Duration.between(now, counted.forgotten()));
  }

  private record Counted(long wrong, Instant forgotten) {}

  /** It was not looked at after all, so it was no guess. */
  void unseen(String name, InetAddress from) {
    store.write(
        in -> {
          counters(name, from)
              .forEach(
                  counter ->
                      in.run(
                          "UPDATE administrator_guesses SET wrong = wrong - 1"
                              + " WHERE who = ? AND wrong > 0",
                          counter.who()));
          return true;
        });
  }

  /** It was right: the name starts anew. */
  void right(String name, InetAddress from) {
    store.write(
        in -> {
          counters(name, from)
              .forEach(
                  counter ->
                      in.run("DELETE FROM administrator_guesses WHERE who = ?", counter.who()));
          return true;
        });
  }

  /** One client has all of an IPv6 network of 64 bits. */
  private static String network(InetAddress from) {
    var bytes = from.getAddress();
    return HexFormat.of().formatHex(from instanceof Inet6Address ? Arrays.copyOf(bytes, 8) : bytes);
  }

  private static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
