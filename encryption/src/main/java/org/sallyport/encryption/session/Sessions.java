package org.sallyport.encryption.session;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import org.sallyport.encryption.client.Client;
import org.sallyport.encryption.client.Clients;
import org.sallyport.encryption.client.LastSeen;
import org.sallyport.encryption.client.Standing;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.encryption.consumer.Consumers;
import org.sallyport.encryption.ignition.Vault;
import org.sallyport.kernel.SignedRequest;
import org.sallyport.store.Transaction;

/**
 * Opens sessions and looks at their tokens. {@link #open} writes to the store; {@link #admit} asks
 * nobody. Safe for use by several threads.
 */
public final class Sessions {
  /** How long a session lasts: so long may a stolen token be used, or a store be away. */
  public static final Duration LIFE = Duration.ofMinutes(10);

  /** What nodes' clocks may differ by. */
  private static final Duration DRIFT = Duration.ofMinutes(5);

  private static final byte[] CONTEXT = "client session".getBytes(US_ASCII);
  private static final int LONGEST = 256;
  private static final int PARTS = 3;

  private final SessionKeys keys;
  private final Clients clients;
  private final Consumers consumers;
  private final Standing standing;
  private final LastSeen seen;
  private final InstantSource clock;

  /** The sessions of a vault. */
  public Sessions(
      Vault vault,
      Clients clients,
      Consumers consumers,
      Standing standing,
      LastSeen seen,
      InstantSource clock) {
    this.keys = new SessionKeys(vault);
    this.clients = clients;
    this.consumers = consumers;
    this.standing = standing;
    this.seen = seen;
    this.clock = clock;
  }

  /**
   * Opens a session for a client that has just proven itself.
   *
   * @param signed the signature that proves it; it opens nothing else
   */
  public Opened open(Transaction in, SignedRequest signed) {
    var client = clients.find(in, signed.id());
    if (client.isEmpty() || client.get().state() != Client.State.ACTIVE) {
      return new Opened.Revoked();
    }
    var owner = consumers.find(in, client.get().consumer());
    if (owner.isEmpty() || owner.get().state() != Consumer.State.ACTIVE) {
      return new Opened.Disabled();
    }
    if (!spend(in, signed)) {
      return new Opened.Repeated();
    }
    seen.of(signed.id());
    return new Opened.Open(token(new ClientSession(signed.id(), client.get().consumer())));
  }

  private boolean spend(Transaction in, SignedRequest signed) {
    return in.run(
            "INSERT INTO session_nonces (client, nonce, until) VALUES (?,?,?)"
                + " ON CONFLICT DO NOTHING",
            signed.id(),
            signed.nonce(),
            signed.time().plus(Proof.SKEW).plus(DRIFT))
        == 1;
  }

  private SessionToken token(ClientSession session) {
    var end = clock.instant().plus(LIFE);
    var text = session.client() + "\n" + session.consumer() + "\n" + end.toEpochMilli();
    var sealed = keys.until(end).seal(text.getBytes(US_ASCII), CONTEXT);
    return new SessionToken(Base64.getUrlEncoder().withoutPadding().encodeToString(sealed), end);
  }

  /** Looks at a token. */
  public Admission admit(String token) {
    var now = clock.instant();
    var session = opened(token, now).flatMap(text -> read(text, now));
    if (session.isEmpty()) {
      return new Admission.Out();
    }
    var found = session.get();
    return switch (standing.of(found.client(), found.consumer())) {
      case BARRED -> new Admission.Out();
      case UNKNOWN -> new Admission.Unknown();
      case GOOD -> {
        seen.of(found.client());
        yield new Admission.In(found);
      }
    };
  }

  private Optional<String> opened(String token, Instant now) {
    if (token.length() > LONGEST) {
      return Optional.empty();
    }
    byte[] sealed;
    try {
      sealed = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    for (var key : keys.at(now, LIFE.plus(DRIFT))) {
      var text = key.open(sealed, CONTEXT);
      if (text.isPresent()) {
        return text.map(bytes -> new String(bytes, US_ASCII));
      }
    }
    return Optional.empty();
  }

  private static Optional<ClientSession> read(String text, Instant now) {
    var parts = text.split("\n", -1);
    if (parts.length != PARTS || !Instant.ofEpochMilli(Long.parseLong(parts[2])).isAfter(now)) {
      return Optional.empty();
    }
    return Optional.of(new ClientSession(parts[0], parts[1]));
  }
}
