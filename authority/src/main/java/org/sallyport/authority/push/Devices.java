package org.sallyport.authority.push;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sallyport.authority.ledger.AuditTrail;
import org.sallyport.authority.ledger.Caller;
import org.sallyport.authority.ledger.Change;
import org.sallyport.authority.ledger.RequestDigest;
import org.sallyport.authority.user.UserName;
import org.sallyport.authority.user.Users;
import org.sallyport.kernel.Ids;
import org.sallyport.kernel.Secret;
import org.sallyport.store.Row;
import org.sallyport.store.Transaction;

/** People's devices: invited by an activation code, enrolled once, removed. */
public final class Devices {
  /** How long an activation code lasts. */
  public static final Duration ACTIVATION = Duration.ofHours(1);

  private static final int MOST = 8;
  private static final int KEY_LENGTH = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Base 32 without I, L, O and U: nothing that is misread or spells words. */
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private static final String COLUMNS = "id, tenant, user_name, name, public_key, created";
  private static final String INVITE =
      "INSERT INTO activations (code, tenant, user_name, expires) VALUES (?,?,?,?)";
  private static final String REDEEM =
      "DELETE FROM activations WHERE code = ? AND expires > ? RETURNING tenant, user_name";
  private static final String INSERT =
      "INSERT INTO devices (id, tenant, user_name, name, public_key, created) VALUES (?,?,?,?,?,?)";
  private static final String ONE = "SELECT " + COLUMNS + " FROM devices WHERE id = ?";
  private static final String OF =
      "SELECT " + COLUMNS + " FROM devices WHERE tenant = ? AND user_name = ? ORDER BY created, id";
  private static final String DELETE =
      "DELETE FROM devices WHERE tenant = ? AND user_name = ? AND id = ? RETURNING " + COLUMNS;
  private static final String SPEND =
      "INSERT INTO nonces (device, nonce, until) VALUES (?,?,?) ON CONFLICT DO NOTHING";

  private final RequestDigest digest;
  private final Users users;
  private final AuditTrail audit;
  private final InstantSource clock;

  /** Devices whose changes are told to {@code audit}. */
  public Devices(Secret ignition, Users users, AuditTrail audit, InstantSource clock) {
    this.digest = new RequestDigest(ignition);
    this.users = users;
    this.audit = audit;
    this.clock = clock;
  }

  /** Makes an activation code that lasts an hour. */
  public Change<Activation> invite(Transaction in, Caller caller, UserName user) {
    if (users.hold(in, caller.tenant(), user).isEmpty()) {
      return new Change.Unknown<>();
    }
    if (of(in, caller.tenant(), user).size() >= MOST) {
      return new Change.Invalid<>("a user has at most " + MOST + " devices");
    }
    var code = code();
    var expires = clock.instant().plus(ACTIVATION);
    in.run(INVITE, digest(code), caller.tenant(), user.text(), expires);
    audit.record(in, caller, "device-invited", user.text(), "until " + AuditTrail.text(expires));
    return new Change.Done<>(new Activation(code, expires));
  }

  private static String code() {
    var text = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      text.append(i > 0 && i % 4 == 0 ? "-" : "").append(ALPHABET.charAt(RANDOM.nextInt(32)));
    }
    return text.toString();
  }

  /** People type small letters, forget hyphens, and read 0 as O and 1 as I or L. */
  private byte[] digest(String code) {
    var plain =
        code.toUpperCase(Locale.ROOT)
            .replaceAll("[ -]", "")
            .replace('O', '0')
            .replace('I', '1')
            .replace('L', '1');
    return digest.of("activation", plain);
  }

  /**
   * Enrols a device. {@code Unknown} for a code that is wrong, used or over; {@code Invalid} for a
   * key that is not of 32 octets or a bad name, where the code stays good.
   */
  public Change<Device> enrol(Transaction in, String activation, byte[] publicKey, String name) {
    if (publicKey.length != KEY_LENGTH) {
      return new Change.Invalid<>("an Ed25519 key has 32 octets");
    }
    if (name.isBlank() || name.length() > 64) {
      return new Change.Invalid<>("a name has 1 to 64 characters");
    }
    if (activation.length() > 32) {
      return new Change.Unknown<>();
    }
    var now = clock.instant();
    var owner =
        in.first(
            REDEEM,
            row -> new Caller(row.text("tenant"), row.text("user_name")),
            digest(activation),
            now);
    if (owner.isEmpty()) {
      return new Change.Unknown<>();
    }
    var tenant = owner.get().tenant();
    var user = new UserName(owner.get().actor());
    var device = new Device(tenant, Ids.next('d'), user, name, publicKey.clone(), now);
    in.run(INSERT, device.id(), tenant, user.text(), name, publicKey, now);
    audit.record(in, owner.get(), "device-enrolled", user.text(), device.id() + ": " + name);
    return new Change.Done<>(device);
  }

  /** The device of that id, whichever tenant it belongs to: devices know no tenants. */
  public Optional<Device> find(Transaction in, String id) {
    return in.first(ONE, Devices::read, id);
  }

  /** A user's devices, oldest first. */
  public List<Device> of(Transaction in, String tenant, UserName user) {
    return in.all(OF, Devices::read, tenant, user.text());
  }

  /** Removes one; the value is what was there. */
  public Change<Device> remove(Transaction in, Caller caller, UserName user, String id) {
    var gone = in.first(DELETE, Devices::read, caller.tenant(), user.text(), id);
    if (gone.isEmpty()) {
      return new Change.Unknown<>();
    }
    audit.record(in, caller, "device-removed", user.text(), id + ": " + gone.get().name());
    return new Change.Done<>(gone.get());
  }

  /**
   * Spends the nonce of a signed request; false when it was spent before.
   *
   * @param until when the request's time is too old to be taken anyhow
   */
  public boolean spend(Transaction in, String device, String nonce, Instant until) {
    return in.run(SPEND, device, nonce, until) == 1;
  }

  private static Device read(Row row) {
    return new Device(
        row.text("tenant"),
        row.text("id"),
        new UserName(row.text("user_name")),
        row.text("name"),
        row.bytes("public_key"),
        row.time("created"));
  }
}
