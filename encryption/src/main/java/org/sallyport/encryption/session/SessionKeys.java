package org.sallyport.encryption.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.sallyport.encryption.ignition.Vault;
import org.sallyport.kernel.SealingKey;

/**
 * The keys that seal sessions: one for the sessions that end on a day, as a key may seal 2^32
 * values and a million clients would use that up within a month. Any thread.
 */
final class SessionKeys {
  private static final int KEPT = 8;
  private static final long DAY = Duration.ofDays(1).toSeconds();

  private final Vault vault;
  private final ConcurrentHashMap<Long, SealingKey> keys = new ConcurrentHashMap<>();

  SessionKeys(Vault vault) {
    this.vault = vault;
  }

  /** Seals a session that ends then. */
  SealingKey until(Instant end) {
    return ofDay(end.getEpochSecond() / DAY);
  }

  /** The keys that a session good at {@code now} may be sealed with. */
  List<SealingKey> at(Instant now, Duration longest) {
    long first = now.getEpochSecond() / DAY;
    long last = now.plus(longest).getEpochSecond() / DAY;
    return first == last ? List.of(ofDay(first)) : List.of(ofDay(first), ofDay(last));
  }

  private SealingKey ofDay(long day) {
    if (keys.size() > KEPT) {
      keys.clear();
    }
    return keys.computeIfAbsent(day, _ -> vault.sealingKey("client session " + day));
  }
}
