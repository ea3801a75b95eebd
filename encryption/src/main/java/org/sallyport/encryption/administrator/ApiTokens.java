package org.sallyport.encryption.administrator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sallyport.encryption.audit.AuditTrail;
import org.sallyport.encryption.ignition.Vault;
import org.sallyport.kernel.Ids;
import org.sallyport.kernel.Secret;
import org.sallyport.store.Store;
import org.sallyport.store.Transaction;

/**
 * What administrators' programs show instead of a password and a code: {@code sat_} and 256 random
 * bits in base64url, shown once and kept as SHA-256. That is enough against guessing without a slow
 * hash. Safe for use by several threads.
 */
public final class ApiTokens {
  private static final Pattern FORM = Pattern.compile("sat_[A-Za-z0-9_-]{43}");
  private static final int BYTES = 32;

  /** The last use is written down no more often than this. */
  private static final Duration USE = Duration.ofMinutes(5);

  private final Store store;
  private final Vault vault;
  private final AuditTrail audit;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  ApiTokens(Store store, Vault vault, AuditTrail audit, InstantSource clock) {
    this.store = store;
    this.vault = vault;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * A token that there is.
   *
   * @param used when last, to five minutes
   */
  public record ApiToken(String id, String label, Instant created, Optional<Instant> used) {}

  /** A token that was just made; the caller closes the secret. */
  public record Issued(String id, Secret secret) {}

  /**
   * Makes one.
   *
   * @param actor who asked for it, as the audit trail says
   * @param label what it is for
   * @return empty where there is no such administrator
   * @throws org.sallyport.encryption.ignition.LockedException while the vault is locked, when
   *     nobody can have shown a second factor
   */
  public Optional<Issued> issue(String actor, AdministratorName name, String label) {
    vault.needOpen();
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    var text = "sat_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    var id = Ids.next('a');
    boolean made =
        store.write(
            in -> {
              if (Kept.find(in, name).isEmpty()) {
                return false;
              }
              in.run(
                  "INSERT INTO administrator_tokens (id, administrator, label, hash, created)"
                      + " VALUES (?,?,?,?,?)",
                  id,
                  name.text(),
                  label,
                  hash(text),
                  clock.instant());
              audit.record(in, actor, "api-token-issued", name.text(), label);
              return true;
            });
    return made ? Optional.of(new Issued(id, Secret.ofText(text))) : Optional.empty();
  }

  /** Those of an administrator, the oldest first. */
  public List<ApiToken> of(AdministratorName name) {
    return store.read(
        in ->
            in.all(
                "SELECT id, label, created, used FROM administrator_tokens"
                    + " WHERE administrator = ? ORDER BY created, id",
                row ->
                    new ApiToken(
                        row.text("id"),
                        row.text("label"),
                        row.time("created"),
                        row.timeIfAny("used")),
                name.text()));
  }

  /** Ends one. False where there is none. */
  public boolean revoke(String actor, AdministratorName name, String id) {
    return store.write(
        in -> {
          if (in.run(
                  "DELETE FROM administrator_tokens WHERE id = ? AND administrator = ?",
                  id,
                  name.text())
              == 0) {
            return false;
          }
          audit.record(in, actor, "api-token-revoked", name.text(), id);
          return true;
        });
  }

  /** Ends all of an administrator, in the transaction of what made them end. */
  void revokeAll(Transaction in, String actor, AdministratorName name) {
    int ended = in.run("DELETE FROM administrator_tokens WHERE administrator = ?", name.text());
    if (ended > 0) {
      audit.record(in, actor, "api-tokens-revoked", name.text(), Integer.toString(ended));
    }
  }

  /** Whose that is; what cannot be a token is not looked for. */
  Optional<Kept> holder(String token) {
    if (!FORM.matcher(token).matches()) {
      return Optional.empty();
    }
    var hash = hash(token);
    var holder = store.read(in -> Kept.ofToken(in, hash));
    if (holder.isPresent()) {
      used(hash);
    }
    return holder;
  }

  private void used(String hash) {
    var now = clock.instant();
    boolean due =
        store
            .read(
                in ->
                    in.first(
                        "SELECT id FROM administrator_tokens WHERE hash = ?"
                            + " AND (used IS NULL OR used < ?)",
                        row -> row.text("id"),
                        hash,
                        now.minus(USE)))
            .isPresent();
    if (due) {
      store.write(
          in -> in.run("UPDATE administrator_tokens SET used = ? WHERE hash = ?", now, hash));
    }
  }

  private static String hash(String token) {
    try {
      return Base64.getEncoder()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
