package org.sallyport.authority.factor;

import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import org.sallyport.authority.user.UserName;
import org.sallyport.authority.user.Users;
import org.sallyport.store.Transaction;

/** Reads which factors users have. */
public final class FactorReader {
  private static final String LENGTHS =
      "SELECT digits FROM credentials WHERE tenant = ? AND user_name = ? AND state = 'enabled'"
          + " UNION SELECT digits FROM temporary_codes"
          + " WHERE tenant = ? AND user_name = ? AND expires > ?";
  private static final String CREDENTIAL =
      "SELECT id FROM credentials WHERE tenant = ? AND user_name = ? LIMIT 1";
  private static final String DEVICE =
      "SELECT id FROM devices WHERE tenant = ? AND user_name = ? LIMIT 1";

  private final Users users;
  private final InstantSource clock;

  /** A reader that knows the time, as locks and temporary codes end. */
  public FactorReader(Users users, InstantSource clock) {
    this.users = users;
    this.clock = clock;
  }

  /** A user's factors; empty for an unknown user. */
  public Optional<Factors> of(Transaction in, String tenant, UserName user) {
    var found = users.find(in, tenant, user);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    var now = clock.instant();
    var name = user.text();
    var lengths =
        in.all(LENGTHS, row -> (int) row.number("digits"), tenant, name, tenant, name, now);
    var device = in.first(DEVICE, row -> row.text("id"), tenant, name);
    return Optional.of(
        new Factors(
            new HashSet<>(lengths),
            device.isPresent(),
            device.isPresent()
                || !lengths.isEmpty()
                || in.first(CREDENTIAL, row -> row.text("id"), tenant, name).isPresent(),
            found.get().state(),
            found.get().lockedAt(now)));
  }
}
