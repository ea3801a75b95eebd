package org.sallyport.authority;

import java.time.Instant;
import java.time.InstantSource;
import org.sallyport.store.Store;

/**
 * Forgets what need not be kept, a little at a time, so that logins do not wait for it. Several
 * processes may do it at once.
 */
final class Housekeeping {
  private static final int AT_ONCE = 2_000;

  private final Store store;
  private final Policies policies;
  private final InstantSource clock;

  Housekeeping(Store store, Policies policies, InstantSource clock) {
    this.store = store;
    this.policies = policies;
    this.clock = clock;
  }

  void clean() {
    var now = clock.instant();
    var answers = now.minus(policies.keepAnswers());
    forget("authentications", "at", answers);
    forget("replies", "at", answers);
    forget("challenges", "changed", answers);
    forget("nonces", "until", now);
    forget("activations", "expires", now);
    forget("temporary_codes", "expires", now);
    forget("audit_trail", "at", now.minus(policies.keepAudit()));
  }

  /** Table and column are constants of this class. */
  private void forget(String table, String column, Instant end) {
    var some =
        "SELECT %2$s AS cut FROM %1$s WHERE %2$s < ? ORDER BY %2$s LIMIT 1 OFFSET %3$d"
            .formatted(table, column, AT_ONCE);
    var delete = "DELETE FROM %1$s WHERE %2$s <= ? AND %2$s < ?".formatted(table, column);
    boolean more = true;
    while (more) {
      more =
          store.write(
              in -> {
                var cut = in.first(some, row -> row.time("cut"), end);
                in.run(delete, cut.orElse(end), end);
                return cut.isPresent();
              });
    }
  }
}
