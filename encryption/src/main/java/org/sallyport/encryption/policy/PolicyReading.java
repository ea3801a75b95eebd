package org.sallyport.encryption.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sallyport.encryption.log.LogLevel;
import org.sallyport.encryption.policy.ClientSettings.AfterGrace;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.KeyProfile;
import org.sallyport.openpgp.KeyUse;
import org.sallyport.openpgp.Result;
import org.sallyport.web.json.JsonRefused;
import org.sallyport.web.json.JsonText;
import org.sallyport.web.json.Members;

/**
 * Policies as JSON: {@code {"keys":{…},"mail":{…},"client":{…}}}, with the members of the document
 * that clients get. An absent member is as in {@link PolicyContent#STANDARD}.
 */
public final class PolicyReading {
  private static final int LONGEST_CERTIFICATE = 32 * 1024;

  private static final String ADDITIONAL = "additionalDecryptionKeys";

  private final Optional<Instant> now;

  private PolicyReading(Optional<Instant> now) {
    this.now = now;
  }

  /** What became of reading one. */
  public sealed interface Read {
    /** It is a policy. */
    record Good(PolicyContent content) implements Read {}

    /**
     * It is none.
     *
     * @param pointer the member that is wrong (RFC 6901); empty: the whole
     * @param message what was expected there
     */
    record Wrong(String pointer, String message) implements Read {}
  }

  /**
   * Reads what an administrator wrote.
   *
   * @param now at which additional decryption keys have to be of use
   */
  public static Read text(String json, Instant now) {
    try {
      return new Read.Good(JsonText.read(json.getBytes(UTF_8), body -> members(body, now)));
    } catch (JsonRefused refused) {
      return new Read.Wrong(refused.pointer().orElse(""), refused.expected());
    }
  }

  /** Reads the members of a body; what is wrong is refused with its pointer. */
  public static PolicyContent members(Members body, Instant now) {
    return members(body, Optional.of(now));
  }

  private static PolicyContent members(Members body, Optional<Instant> now) {
    var reading = new PolicyReading(now);
    return new PolicyContent(
        body.object("keys").map(reading::keys).orElse(KeySettings.STANDARD),
        body.object("client").map(PolicyReading::client).orElse(ClientSettings.STANDARD),
        body.values("mail", 16 * 1024).orElse(Map.of()));
  }

  /** What the store has kept; additional keys that have ended since are in it all the same. */
  static PolicyContent kept(String json) {
    return JsonText.read(json.getBytes(UTF_8), body -> members(body, Optional.empty()));
  }

  private KeySettings keys(Members keys) {
    var mode =
        keys.optionalText("mode", 10)
            .map(
                word ->
                    KeyMode.of(word)
                        .orElseThrow(
                            () -> keys.wrong("mode", "expected one of SKM, CKM, GKM, SCKM")));
    var profile = keys.optionalText("profile", 40).map(word -> profile(keys, word));
    boolean said = keys.has("validSeconds") || keys.has("renewBeforeSeconds");
    var validity = seconds(keys, "validSeconds", KeySettings.SHORTEST, KeySettings.LONGEST);
    var renew = seconds(keys, "renewBeforeSeconds", Duration.ZERO, KeySettings.LONGEST);
    if (!said) {
      validity = KeySettings.STANDARD.validity();
    }
    var renewBefore = renew.orElse(usualRenewal(validity));
    if (validity.isPresent() && renewBefore.multipliedBy(2).compareTo(validity.get()) > 0) {
      throw keys.wrong(
          "renewBeforeSeconds",
          "expected at most half of validSeconds, or keys would be renewed all the time");
    }
    var additional = additional(keys);
    keys.end();
    return new KeySettings(
        mode.orElse(KeySettings.STANDARD.mode()),
        profile.orElse(KeySettings.STANDARD.profile()),
        validity,
        renewBefore,
        additional);
  }

  /** Sixty days, or a tenth of a life that is short. */
  private static Duration usualRenewal(Optional<Duration> validity) {
    var usual = KeySettings.STANDARD.renewBefore();
    var tenth = validity.map(life -> life.dividedBy(10)).orElse(usual);
    return Duration.ofSeconds((tenth.compareTo(usual) < 0 ? tenth : usual).toSeconds());
  }

  private static KeyProfile profile(Members keys, String word) {
    for (var each : KeyProfile.values()) {
      if (each.name().equals(word)) {
        return each;
      }
    }
    throw keys.wrong(
        "profile",
        Stream.of(KeyProfile.values())
            .map(KeyProfile::name)
            .collect(Collectors.joining(", ", "expected one of ", "")));
  }

  private List<Certificate> additional(Members keys) {
    var found = new ArrayList<Certificate>();
    var given = keys.blocks(ADDITIONAL, KeySettings.MOST_ADDITIONAL, LONGEST_CERTIFICATE);
    for (int i = 0; i < given.size(); i++) {
      var certificate = certificate(keys, i, given.get(i));
      if (found.stream().anyMatch(one -> one.fingerprint().equals(certificate.fingerprint()))) {
        throw keys.wrongAt(ADDITIONAL, i, "this certificate is there twice");
      }
      found.add(certificate);
    }
    return found;
  }

  private Certificate certificate(Members keys, int index, String armored) {
    return switch (Certificate.read(armored.getBytes(UTF_8))) {
      case Result.Refused<Certificate>(var refusal) ->
          throw keys.wrongAt(
              ADDITIONAL, index, "expected an armored certificate: " + refusal.reason());
      case Result.Of<Certificate>(var certificate) -> {
        if (now.isPresent() && !encrypts(certificate, now.get())) {
          throw keys.wrongAt(
              ADDITIONAL, index, "expected a certificate that something can be encrypted to");
        }
        yield certificate;
      }
    };
  }

  private static boolean encrypts(Certificate certificate, Instant at) {
    return certificate.listing(at, AlgorithmPolicy.standard()).can(KeyUse.ENCRYPT);
  }

  private static ClientSettings client(Members client) {
    var standard = ClientSettings.STANDARD;
    var read =
        new ClientSettings(
            seconds(client, "updateIntervalSeconds", ClientSettings.OFTEN, ClientSettings.SELDOM)
                .orElse(standard.updateInterval()),
            seconds(client, "offlineGraceSeconds", Duration.ZERO, ClientSettings.LONGEST_GRACE)
                .orElse(standard.offlineGrace()),
            client
                .word("afterGrace", Set.of("block", "allow"))
                .map(word -> AfterGrace.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(standard.afterGrace()),
            client
                .word("logLevel", Set.of("debug", "info", "warn", "error"))
                .flatMap(LogLevel::of)
                .orElse(standard.logLevel()));
    client.end();
    return read;
  }

  private static Optional<Duration> seconds(
      Members of, String name, Duration least, Duration greatest) {
    return of.number(name, least.toSeconds(), greatest.toSeconds()).map(Duration::ofSeconds);
  }
}
