package org.sallyport.authority.authentication;

import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Optional;
import org.sallyport.authority.ledger.RequestDigest;
import org.sallyport.authority.user.UserName;
import org.sallyport.kernel.Secret;
import org.sallyport.store.Row;
import org.sallyport.store.Transaction;

/**
 * The answers that keys were given: what makes a repetition one with its first. A key belongs to
 * one request, known by a keyed digest.
 */
public final class Answered {
  /** The result of an authentication whose answer is a challenge's. */
  public static final String PUSH = "push";

  private static final String SELECT =
      "SELECT request, id, result, detail FROM authentications"
          + " WHERE tenant = ? AND idempotency_key = ?";
  private static final String INSERT =
      "INSERT INTO authentications (tenant, idempotency_key, request, id, user_name, result,"
          + " detail, at) VALUES (?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING";

  private final RequestDigest digest;
  private final InstantSource clock;

  /** Answers, with digests keyed by the ignition material. */
  public Answered(Secret ignition, InstantSource clock) {
    this.digest = new RequestDigest(ignition);
    this.clock = clock;
  }

  /**
   * An answer as it is kept.
   *
   * @param same whether it was given to the same request
   * @param result {@code accepted}, {@code refused} or {@link #PUSH}
   * @param detail the credential or the reason
   */
  public record Kept(boolean same, String id, String result, String detail) {}

  /** The digest of a request's parts. */
  public byte[] digest(String... parts) {
    return digest.of(parts);
  }

  /** The answer that a key was given before. */
  public Optional<Kept> find(Transaction in, String tenant, String key, byte[] request) {
    return in.first(SELECT, row -> read(row, request), tenant, key);
  }

  private static Kept read(Row row, byte[] request) {
    return new Kept(
        MessageDigest.isEqual(row.bytes("request"), request),
        row.text("id"),
        row.text("result"),
        row.text("detail"));
  }

  /** Keeps an answer; false when the key was used in between, for another request. */
  public boolean keep(
      Transaction in,
      String tenant,
      String key,
      byte[] request,
      UserName user,
      String id,
      String result,
      String detail) {
    var now = clock.instant();
    return in.run(INSERT, tenant, key, request, id, user.text(), result, detail, now) == 1;
  }
}
