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
import org.sallyport.store.Row;
import org.sallyport.store.Store;
import org.sallyport.store.Transaction;

/**
 * Counts wrong passphrases on all nodes together: {@value #FROM_ONE} from one network for an
 * address, {@value #FROM_ALL} from anywhere for it, {@value #OF_NETWORK} of a network for whatever
 * addresses. From there on each wrong one makes the next wait, a minute first and twice as long
 * each time, an hour at most. They are forgotten a day after the first of them.
 *
 * <p>A try is counted before it is looked at and forgotten when it was right, so that many at once
 * are no way around; one that has to wait counts and writes nothing. An address that has no account
 * is counted as well. What is counted here is one thing: requests for links have counters of their
 * own.
 */
final class Guesses {
  static final int FROM_ONE = 5;
  static final int FROM_ALL = 50;
  static final int OF_NETWORK = 100;
  static final Duration FIRST = Duration.ofMinutes(1);
  static final Duration LONGEST = Duration.ofHours(1);
  static final Duration KEPT = Duration.ofDays(1);

  private final Store store;
  private final String what;
  private final InstantSource clock;

  private Guesses(Store store, String what, InstantSource clock) {
    this.store = store;
    this.what = what;
    this.clock = clock;
  }

  /** Counts passphrases. */
  static Guesses ofPassphrases(Store store, InstantSource clock) {
    return new Guesses(store, "guess", clock);
  }

  /** Counts requests for links. */
  static Guesses ofRequests(Store store, InstantSource clock) {
    return new Guesses(store, "request", clock);
  }

  /**
   * What is counted, and how often it may be wrong.
   *
   * @param address a hash; empty for a network alone
   */
  private record Counter(String who, String address, int limit) {}

  private List<Counter> counters(String address, InetAddress from) {
    var network = network(from);
    var of = digest(address);
    return List.of(
        new Counter(Token.digest(what, address + "\n" + network), of, FROM_ONE),
        new Counter(Token.digest(what, address), of, FROM_ALL),
        new Counter(Token.digest(what, "\n" + network), "", OF_NETWORK));
  }

  private static String digest(String address) {
    return Token.digest("address", address);
  }

  /** Counts a try; how long the caller has to wait instead, or empty: it is looked at. */
  Optional<Duration> begin(String address, InetAddress from) {
    var now = clock.instant();
    var all = counters(address, from);
    // Read first: whoever has to wait is no reason to write.
    var shut = store.read(in -> shut(all.stream().map(each -> read(in, each)).toList(), now));
    return shut.isPresent() ? shut : store.write(in -> begin(in, all, now));
  }

  private static Optional<Duration> begin(Transaction in, List<Counter> all, Instant now) {
    var kept = all.stream().map(each -> lock(in, each, now)).toList();
    var shut = shut(kept, now);
    if (shut.isEmpty()) {
      for (int i = 0; i < all.size(); i++) {
        count(in, all.get(i), kept.get(i), now);
      }
    }
    return shut;
  }

  private static Optional<Duration> shut(List<Counted> kept, Instant now) {
    return kept.stream()
        .map(Counted::shut)
        .filter(until -> until.isAfter(now))
        .max(Instant::compareTo)
        .map(until -> Duration.between(now, until));
  }

  private record Counted(long wrong, Instant shut, Instant forgotten) {
    static final Counted NONE = new Counted(0, Instant.EPOCH, Instant.EPOCH);

    static Counted read(Row row) {
      return new Counted(row.number("wrong"), row.time("shut"), row.time("forgotten"));
    }
  }

  private static Counted read(Transaction in, Counter counter) {
    return in.first(
            "SELECT wrong, shut, forgotten FROM web_mail_guesses WHERE who = ?",
            Counted::read,
            counter.who())
        .orElse(Counted.NONE);
  }

  private static Counted lock(Transaction in, Counter counter, Instant now) {
    return in.first(
            "INSERT INTO web_mail_guesses (who, address, wrong, shut, forgotten)"
                + " VALUES (?,?,0,0,?) ON CONFLICT (who) DO UPDATE SET who = excluded.who"
                + " RETURNING wrong, shut, forgotten",
            Counted::read,
            counter.who(),
            counter.address(),
            now.plus(KEPT))
        .orElseThrow();
  }

  private static void count(Transaction in, Counter counter, Counted kept, Instant now) {
    boolean anew = kept.wrong() == 0 || !kept.forgotten().isAfter(now);
    long wrong = anew ? 1 : kept.wrong() + 1;
    in.run(
        "UPDATE web_mail_guesses SET wrong = ?, shut = ?, forgotten = ? WHERE who = ?",
        wrong,
        wrong < counter.limit() ? Instant.EPOCH : now.plus(pause(wrong - counter.limit())),
        anew ? now.plus(KEPT) : kept.forgotten(),
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
    return in.run("DELETE FROM web_mail_guesses WHERE forgotten <= ? AND shut <= ?", now, now);
  }

  /** One client has all of an IPv6 network of 64 bits. */
  static String network(InetAddress from) {
    var bytes = from.getAddress();
    return HexFormat.of().formatHex(from instanceof Inet6Address ? Arrays.copyOf(bytes, 8) : bytes);
  }
}
