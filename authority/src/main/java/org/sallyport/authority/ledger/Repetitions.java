package org.sallyport.authority.ledger;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.sallyport.kernel.Secret;
import org.sallyport.store.SealedColumn;
import org.sallyport.store.StoreException;
import org.sallyport.store.Transaction;

/**
 * Answers a repeated request as the first time: the reply is kept, sealed, in the transaction of
 * the change. A second request with the same key waits until the first has ended. Keys are kept
 * apart by tenant.
 */
public final class Repetitions {
  private static final String CLAIM =
      "INSERT INTO replies (tenant, idempotency_key, request, at) VALUES (?,?,?,?)"
          + " ON CONFLICT DO NOTHING";
  private static final String READ =
      "SELECT request, reply FROM replies WHERE tenant = ? AND idempotency_key = ?";
  private static final String KEEP =
      "UPDATE replies SET reply = ? WHERE tenant = ? AND idempotency_key = ?";

  private final SealedColumn replies;
  private final RequestDigest digest;
  private final InstantSource clock;

  /** Seals replies with keys of the ignition material. */
  public Repetitions(Secret ignition, InstantSource clock) {
    this.replies = SealedColumn.derive(ignition, "replies", "reply");
    this.digest = new RequestDigest(ignition);
    this.clock = clock;
  }

  /**
   * Does {@code work} once for each tenant and key.
   *
   * @param key {@code [0-9A-Za-z_-]{16,64}}
   * @param request all that makes two requests the same: method, path, body
   * @param work makes the change in this transaction and returns what to answer
   */
  public Repeated once(
      Transaction in, String tenant, String key, String request, Supplier<String> work) {
    var asked = digest.of(tenant, request);
    if (in.run(CLAIM, tenant, key, asked, clock.instant()) == 0) {
      return in.first(
              READ,
              row -> again(row.bytes("request"), row.bytes("reply"), asked, tenant, key),
              tenant,
              key)
          .orElseThrow(
              () -> new StoreException(StoreException.Kind.BUSY, "a kept reply went away"));
    }
    var reply = work.get();
    in.run(KEEP, replies.seal(Secret.ofText(reply), tenant + " " + key), tenant, key);
    return new Repeated.First(reply);
  }

  private Repeated again(byte[] request, byte[] reply, byte[] asked, String tenant, String key) {
    if (!java.security.MessageDigest.isEqual(request, asked)) {
      return new Repeated.Other();
    }
    try (var kept = replies.open(reply, tenant + " " + key)) {
      return new Repeated.Again(kept.revealText());
    }
  }

  /** Forgets replies older than {@code end}. */
  public int forget(Transaction in, Instant end) {
    return in.run("DELETE FROM replies WHERE at < ?", end);
  }
}
