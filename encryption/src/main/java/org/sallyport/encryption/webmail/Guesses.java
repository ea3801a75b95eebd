package org.sallyport.encryption.webmail;

import java.net.Inet6Address;
import java.net.InetAddress;
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
 * Counts wrong passphrases on all nodes together: {@value #FROM_ONE} from one network for an
 * address, {@value #FROM_ALL} from anywhere for it, {@value #OF_NETWORK} of a network for whatever
 * addresses. From there on each wrong one makes the next wait, a minute first and twice as long
 * each time, an hour at most. A day without a try forgets all.
 *
 * <p>A try is counted before it is looked at and forgotten when it was right, so that many at once
 * are no way around; one that has to wait counts nothing. An address that has no account is counted
 * as well.
 */
final class Guesses {
  static final int FROM_ONE = 5;
  static final int FROM_ALL = 50;
  static final int OF_NETWORK = 100;
  static final Duration FIRST = Duration.ofMinutes(1);
  static final Duration LONGEST = Duration.ofHours(1);
  static final Duration KEPT = Duration.ofDays(1);

  private final Store store;
  private final InstantSource clock;

  Guesses(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * What is counted, and how often it may be wrong.
   *
   * @param address a hash; empty for a network alone
   */
  private record Counter(String who, String address, int limit) {}

  private static List<Counter> counters(String address, InetAddress from) {
    var network = network(from);
    var of = digest(address);
    return List.of(
        new Counter(Token.digest("guess", address + "\n" + network), of, FROM_ONE),
        new Counter(Token.digest("guess", address), of, FROM_ALL),
        new Counter(Token.digest("guess", "\n" + network), "", OF_NETWORK));
  }

  private static String digest(String address) {
    return Token.digest("address", address);
  }

  /** Counts a try; how long the caller has to wait instead, or empty: it is looked at. */
  Optional<Duration> begin(String address, InetAddress from) {
    var now = clock.instant();
    return store.write(
        in -> {
          var all = counters(address, from);
          var kept = all.stream().map(each -> lock(in, each, now)).toList();
          var shut =
              kept.stream()
                  .map(Counted::shut)
                  .filter(until -> until.isAfter(now))
                  .max(Instant::compareTo);
          if (shut.isPresent()) {
            return Optional.of(Duration.between(now, shut.get()));
          }
          for (int i = 0; i < all.size(); i++) {
            count(in, all.get(i), kept.get(i).wrong() + 1, now);
          }
          return Optional.empty();
        });
  }

  private record Counted(long wrong, Instant shut) {}

  private static Counted lock(Transaction in, Counter counter, Instant now) {
    return in.first(
            "INSERT INTO web_mail_guesses (who, address, wrong, shut, forgotten)"
                + " VALUES (?,?,0,0,?) ON CONFLICT (who) DO UPDATE SET forgotten ="
                + " excluded.forgotten RETURNING wrong, shut",
            row -> new Counted(row.number("wrong"), row.time("shut")),
            counter.who(),
            counter.address(),
            now.plus(KEPT))
        .orElseThrow();
  }

  private static void count(Transaction in, Counter counter, long wrong, Instant now) {
    var shut = wrong < counter.limit() ? Instant.EPOCH : now.plus(pause(wrong - counter.limit()));
    in.run(
        "UPDATE web_mail_guesses SET wrong = ?, shut = ? WHERE who = ?",
        wrong,
        shut,
        counter.who());
  }

  private static Duration pause(long beyond) {
    var pause = FIRST.multipliedBy(1L << Math.min(beyond, 10));
    return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
  }

  /** It was not looked at after all, or was right: that try counts nothing for its network. */
  private static void undo(Transaction in, Counter counter) {
    in.run(
        "UPDATE web_mail_guesses SET wrong = wrong - 1, shut = 0 WHERE who = ? AND wrong > 0",
        counter.who());
  }

  void unseen(String address, InetAddress from) {
    store.write(
        in -> {
          counters(address, from).forEach(counter -> undo(in, counter));
          return true;
        });
  }

  /**
   * It was right: from that network the address starts anew. What others guess elsewhere goes on
   * counting.
   */
  void right(Transaction in, String address, InetAddress from) {
    var all = counters(address, from);
    in.run("DELETE FROM web_mail_guesses WHERE who = ?", all.getFirst().who());
    all.stream().skip(1).forEach(counter -> undo(in, counter));
  }

  /** All of an address is forgiven; returns whether anything was counted. */
  static boolean forgive(Transaction in, String address) {
    return in.run("DELETE FROM web_mail_guesses WHERE address = ?", digest(address)) > 0;
  }

  /** Until when somebody is kept from an address, wherever from; empty: nobody is. */
  static Optional<Instant> shut(Transaction in, String address, Instant now) {
    return in.first(
            "SELECT COALESCE(max(shut), 0) AS shut FROM web_mail_guesses WHERE address = ?",
            row -> row.time("shut"),
            digest(address))
        .filter(until -> until.isAfter(now));
  }

  static int forget(Transaction in, Instant now) {
    return in.run("DELETE FROM web_mail_guesses WHERE forgotten <= ?", now);
  }

  /** One client has all of an IPv6 network of 64 bits. */
  private static String network(InetAddress from) {
    var bytes = from.getAddress();
    return HexFormat.of().formatHex(from instanceof Inet6Address ? Arrays.copyOf(bytes, 8) : bytes);
  }
}
