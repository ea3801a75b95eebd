package org.sallyport.gateway.challenge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.kernel.SealingKey;
import org.sallyport.kernel.Secret;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a {@link ChallengeState} into a State attribute, and reads it at whichever gateway the
 * answer arrives. The form is the sealing key's, around: expiry in milliseconds (8 octets), then
 * user, store and push, each with its length in one octet; then name and value of each attribute in
 * the same form. Safe for use by several threads.
 */
public final class StateSeal {
  /** RFC 2865 section 5: the most octets of an attribute's value. */
  public static final int MOST = 253;

  private static final int SEAL = 1 + 12 + 16;
  private static final int FIXED = SEAL + 8 + 3;

  private static final Logger LOG = LoggerFactory.getLogger(StateSeal.class);

  private final SealingKey key;
  private final InstantSource clock;

  /** A seal under the key that follows from the cluster's. */
  public StateSeal(Secret clusterKey, InstantSource clock) {
    key = SealingKey.derive(clusterKey, "gateway challenge state");
    this.clock = clock;
  }

  /**
   * Whom a challenge is for. All three must be the same in the answer.
   *
   * @param server the name of the validation server
   * @param client the name of the client
   * @param userName as it was typed
   */
  public record Addressee(String server, String client, String userName) {
    private byte[] context() {
      var text = server + '\0' + client + '\0' + userName;
      return text.getBytes(UTF_8);
    }
  }

  /** What a State is. */
  public sealed interface Opened {
    /** Ours, for this addressee, in time. */
    record Valid(ChallengeState state) implements Opened {}

    /** Ours, for this addressee, too late. */
    record Expired() implements Opened {}

    /** Of another cluster, client or user, or tampered with. */
    record Foreign() implements Opened {}
  }

  /**
   * The value of the State attribute, at most {@link #MOST} octets.
   *
   * @throws IllegalArgumentException when user and push do not fit
   */
  public byte[] seal(ChallengeState state, Addressee addressee) {
    var user = state.user().getBytes(UTF_8);
    var push = state.push().orElse("").getBytes(UTF_8);
    var store = state.store().getBytes(UTF_8);
    if (FIXED + user.length + push.length > MOST) {
      throw new IllegalArgumentException("a user name and a push that no State has room for");
    }
    if (FIXED + user.length + push.length + store.length > MOST) {
      store = new byte[0]; // known again from the directory, and wanted for the log alone
    }
    var attributes = octets(state.attributes());
    if (FIXED + user.length + push.length + store.length + attributes.length > MOST) {
      LOG.atWarn()
          .addKeyValue("user", state.user())
          .addKeyValue("octets", attributes.length)
          .log("challenge-attributes-left-out");
      attributes = new byte[0];
    }
    var plain =
        ByteBuffer.allocate(8 + 3 + user.length + store.length + push.length + attributes.length);
    plain.putLong(state.expires().toEpochMilli());
    put(plain, user);
    put(plain, store);
    put(plain, push);
    plain.put(attributes);
    return key.seal(plain.array(), addressee.context());
  }

  /** Reads what an answer brings back. */
  public Opened open(byte[] sealed, Addressee addressee) {
    var opened = key.open(sealed, addressee.context());
    if (opened.isEmpty()) {
      return new Opened.Foreign();
    }
    var state = read(ByteBuffer.wrap(opened.get()));
    return clock.instant().isBefore(state.expires())
        ? new Opened.Valid(state)
        : new Opened.Expired();
  }

  private static ChallengeState read(ByteBuffer plain) {
    var expires = Instant.ofEpochMilli(plain.getLong());
    var user = text(plain);
    var store = text(plain);
    var push = text(plain);
    return new ChallengeState(
        user,
        store,
        attributes(plain),
        push.isEmpty() ? Optional.empty() : Optional.of(push),
        expires);
  }

  /** All of them; one that is too long for its octet makes them too long for a State. */
  private static byte[] octets(Map<String, List<String>> attributes) {
    var out = new ByteArrayOutputStream();
    attributes.forEach(
        (name, values) ->
            values.forEach(
                value -> {
                  put(out, name.getBytes(UTF_8));
                  put(out, value.getBytes(UTF_8));
                }));
    return out.toByteArray();
  }

  private static void put(ByteArrayOutputStream out, byte[] text) {
    out.write(text.length);
    out.writeBytes(text);
  }

  private static Map<String, List<String>> attributes(ByteBuffer plain) {
    var attributes = new LinkedHashMap<String, List<String>>();
    while (plain.hasRemaining()) {
      attributes.computeIfAbsent(text(plain), _ -> new ArrayList<>()).add(text(plain));
    }
    return attributes;
  }

  private static void put(ByteBuffer into, byte[] text) {
    into.put((byte) text.length).put(text);
  }

  private static String text(ByteBuffer from) {
    var bytes = new byte[Byte.toUnsignedInt(from.get())];
    from.get(bytes);
    return new String(bytes, UTF_8);
  }
}
