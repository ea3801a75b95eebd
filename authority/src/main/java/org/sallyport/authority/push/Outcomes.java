package org.sallyport.authority.push;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.sallyport.store.Store;

/**
 * Waits for many challenges at once, so that thousands of people who take their time cost a gateway
 * a few requests. Looks at all of them once, and after that at those that the bell names.
 */
final class Outcomes {
  /** Above this many, an answer waits a little for others to go with it. */
  private static final int FEW = 16;

  private static final Duration LINGER = Duration.ofMillis(200);
  private static final int CHUNK = 100;
  private static final String SOME =
      "SELECT id, number, '' AS display, state, detail, created, expires FROM challenges"
          + " WHERE tenant = ? AND id IN ("
          + String.join(",", Collections.nCopies(CHUNK, "?"))
          + ")";

  private final Store store;
  private final Bell bell;
  private final InstantSource clock;
  private final BooleanSupplier closed;

  Outcomes(Store store, Bell bell, InstantSource clock, BooleanSupplier closed) {
    this.store = store;
    this.bell = bell;
    this.clock = clock;
    this.closed = closed;
  }

  /**
   * Those of them that are decided; waits until one is, for at most {@code wait}. {@code Unknown}
   * are those that the tenant does not have.
   */
  Map<String, Pushed> await(String tenant, Collection<String> ids, Duration wait) {
    long end = System.nanoTime() + wait.toNanos();
    var told = new LinkedHashMap<String, Pushed>();
    var open = new HashMap<String, Instant>();
    try (var listener = bell.listen(ids)) {
      look(tenant, ids, open, told);
      while (told.isEmpty() && !closed.getAsBoolean() && end - System.nanoTime() > 0) {
        listener.await(untilNext(open, end - System.nanoTime()));
        if (open.size() > FEW) {
          listener.awaitNothing(Duration.ofNanos(Math.min(LINGER.toNanos(), left(end))));
        }
        look(tenant, rung(listener, open), open, told);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return told;
  }

  private static long left(long end) {
    return Math.max(0, end - System.nanoTime());
  }

  /** Until the time is over, or that of a challenge. */
  private Duration untilNext(Map<String, Instant> open, long left) {
    var now = clock.instant();
    var whole = Duration.ofNanos(left);
    return open.values().stream()
        .min(Instant::compareTo)
        .map(first -> Duration.between(now, first).plusMillis(1))
        .filter(time -> time.compareTo(whole) < 0)
        .orElse(whole);
  }

  /** What may be decided: what was rung for, and what is over. */
  private List<String> rung(Bell.Listener listener, Map<String, Instant> open) {
    var now = clock.instant();
    var names = listener.take();
    return open.entrySet().stream()
        .filter(each -> names.contains(each.getKey()) || !now.isBefore(each.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private void look(
      String tenant, Collection<String> ids, Map<String, Instant> open, Map<String, Pushed> told) {
    var rows = rows(tenant, List.copyOf(ids));
    var now = clock.instant();
    for (var id : ids) {
      var row = rows.get(id);
      var pushed = row == null ? new Pushed.Unknown() : row.at(now);
      if (row != null && pushed instanceof Pushed.Pending) {
        open.put(id, row.expires());
      } else {
        open.remove(id);
        told.put(id, pushed);
      }
    }
  }

  private Map<String, ChallengeRow> rows(String tenant, List<String> ids) {
    var rows = new HashMap<String, ChallengeRow>(2 * ids.size());
    if (!ids.isEmpty()) {
      store.read(
          in -> {
            for (int at = 0; at < ids.size(); at += CHUNK) {
              var some = ids.subList(at, Math.min(ids.size(), at + CHUNK));
              for (var row : in.all(SOME, ChallengeRow::read, values(tenant, some))) {
                rows.put(row.id(), row);
              }
            }
            return rows;
          });
    }
    return rows;
  }

  /** Always as many as the statement has marks, so that it is one statement. */
  private static Object[] values(String tenant, List<String> ids) {
    var values = new ArrayList<Object>(CHUNK + 1);
    values.add(tenant);
    values.addAll(ids);
    while (values.size() <= CHUNK) {
      values.add(ids.getLast());
    }
    return values.toArray();
  }
}
