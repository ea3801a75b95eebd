package org.sallyport.client.policy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.client.json.Json;
import org.sallyport.client.log.LogLine;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.openpgp.KeyProfile;
import org.sallyport.openpgp.Result;

/**
 * A policy as a client reads it.
 *
 * @param organisation whose
 * @param organisationKey who signs
 * @param group in which the person is
 * @param name of the policy
 * @param version of the policy
 * @param serial grows with every change in the organisation
 * @param issued when it was signed
 * @param keys about the person's key
 * @param client about the program
 */
public record Policy(
    String organisation,
    Fingerprint organisationKey,
    String group,
    String name,
    long version,
    long serial,
    Instant issued,
    Keys keys,
    Behaviour client) {

  /**
   * About the person's key.
   *
   * @param mode who has its secrets
   * @param profile what it consists of
   * @param valid for how long; empty for no end
   * @param renewBefore how long before its end it is renewed
   * @param additional keys of the organisation that everything is encrypted to as well
   */
  public record Keys(
      KeyMode mode,
      KeyProfile profile,
      Optional<Duration> valid,
      Duration renewBefore,
      List<Certificate> additional) {
    /** Copies the list. */
    public Keys {
      additional = List.copyOf(additional);
    }
  }

  /**
   * About the program.
   *
   * @param updateInterval how often it asks for a policy
   * @param offlineGrace for how long it works without a server
   * @param blocksAfterGrace whether it stops then
   * @param logLevel what is logged
   */
  public record Behaviour(
      Duration updateInterval,
      Duration offlineGrace,
      boolean blocksAfterGrace,
      LogLine.Level logLevel) {}

  private record Document(
      @Nullable String organisation,
      @Nullable String organisationKey,
      @Nullable String group,
      @Nullable String policy,
      long version,
      @Nullable Long serial,
      @Nullable Instant issued,
      @Nullable KeysForm keys,
      @Nullable BehaviourForm client) {}

  private record KeysForm(
      @Nullable KeyMode mode,
      @Nullable KeyProfile profile,
      Optional<Long> validSeconds,
      Optional<Long> renewBeforeSeconds,
      @Nullable List<String> additionalDecryptionKeys) {}

  private record BehaviourForm(
      Optional<Long> updateIntervalSeconds,
      Optional<Long> offlineGraceSeconds,
      @Nullable String afterGrace,
      LogLine.@Nullable Level logLevel) {}

  /**
   * Reads the document.
   *
   * @throws IllegalArgumentException with a sentence, when it lacks what this client needs
   */
  static Policy read(String document) {
    var form = Json.readOrThrow(document.getBytes(StandardCharsets.UTF_8), Document.class);
    return new Policy(
        orEmpty(form.organisation()),
        new Fingerprint(needed(form.organisationKey(), "organisationKey")),
        orEmpty(form.group()),
        orEmpty(form.policy()),
        form.version(),
        needed(form.serial(), "serial"),
        needed(form.issued(), "issued"),
        keys(needed(form.keys(), "keys")),
        behaviour(needed(form.client(), "client")));
  }

  private static Keys keys(KeysForm form) {
    var additional = form.additionalDecryptionKeys();
    return new Keys(
        needed(form.mode(), "keys.mode"),
        needed(form.profile(), "keys.profile"),
        form.validSeconds().map(Duration::ofSeconds),
        Duration.ofSeconds(form.renewBeforeSeconds().orElse(0L)),
        additional == null ? List.of() : additional.stream().map(Policy::certificate).toList());
  }

  private static Certificate certificate(String armored) {
    return switch (Certificate.read(armored.getBytes(StandardCharsets.UTF_8))) {
      case Result.Of<Certificate>(var certificate) -> certificate;
      case Result.Refused<Certificate>(var refusal) ->
          throw new IllegalArgumentException(
              "an additional decryption key cannot be read: " + refusal.reason());
    };
  }

  private static Behaviour behaviour(BehaviourForm form) {
    var after = needed(form.afterGrace(), "client.afterGrace");
    return new Behaviour(
        Duration.ofSeconds(Math.max(1, form.updateIntervalSeconds().orElse(3600L))),
        Duration.ofSeconds(
            Math.max(
                0, needed(form.offlineGraceSeconds().orElse(null), "client.offlineGraceSeconds"))),
        // Anything but the word that allows: a word this client does not know blocks.
        !after.equals("allow"),
        form.logLevel() == null ? LogLine.Level.info : form.logLevel());
  }

  private static <T> T needed(@Nullable T value, String name) {
    if (value == null) {
      throw new IllegalArgumentException("the policy has no " + name);
    }
    return value;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
