package org.sallyport.app.client;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sallyport.client.Client;
import org.sallyport.client.policy.Policies;
import org.sallyport.client.policy.Policy;
import org.sallyport.client.state.StateFolder;
import org.sallyport.openpgp.AlgorithmPolicy;

/**
 * Where an enrolled client stands, for people and, as JSON, for programs.
 *
 * @param enrolment {@code enrolled}
 * @param person user id of whose it is
 * @param waitsForPassphrase what {@code sync} would do with the person's passphrase
 * @param logLinesWaiting for a server
 * @param left what a killed command has left in clear, and cannot be deleted now
 * @param state the folder
 */
record Standing(
    String enrolment,
    String person,
    String client,
    String device,
    List<OfServer> servers,
    String organisationKey,
    OfPolicy policy,
    List<OfKey> keys,
    Optional<String> waitsForPassphrase,
    int logLinesWaiting,
    List<String> left,
    String state) {
  static final String BLOCKED = "blocked";

  /** A server of the stamp; when it failed, until when it is asked last. */
  record OfServer(String server, Optional<Instant> askedLastUntil) {
    String told(Instant now) {
      return server
          + (askedLastUntil.isEmpty()
              ? ""
              : askedLastUntil.get().isAfter(now) ? " (failed just now)" : " (failed)");
    }
  }

  /**
   * The policy.
   *
   * @param standing {@code good}, {@code allowed} or {@code blocked}
   * @param sentence for people
   */
  record OfPolicy(
      String standing,
      Optional<String> name,
      Optional<Long> version,
      Optional<Long> serial,
      Optional<Instant> confirmed,
      Optional<Instant> graceEnds,
      String sentence) {}

  /** A key of the person; {@code secret} says whether this machine has that. */
  record OfKey(
      String fingerprint, String state, String mode, Optional<Instant> until, boolean secret) {}

  static Standing of(Client client, StateFolder folder) throws IOException {
    var now = client.clock().instant();
    var absences = client.absences();
    var keys = new ArrayList<OfKey>();
    for (var key : client.keys().all()) {
      var until = key.certificate().listing(now, AlgorithmPolicy.standard()).until();
      keys.add(
          new OfKey(
              key.fingerprint().hex(),
              key.state().name(),
              key.mode().name(),
              until,
              key.secret().isPresent()));
    }
    var held = client.policies().held();
    return new Standing(
        "enrolled",
        client.person().userId(),
        client.id(),
        client.enrolment().device(),
        client.enrolment().stamp().servers().stream()
            .map(server -> new OfServer(server.toString(), absences.of(server)))
            .toList(),
        client.organisation().fingerprint().hex(),
        policy(client.policies().standing()),
        List.copyOf(keys),
        held.isEmpty() ? Optional.empty() : client.keyCare().waiting(held.get().policy().keys()),
        client.log().waiting(),
        client.unfinished().sweep().stream().map(Object::toString).toList(),
        folder.path().toString());
  }

  private static OfPolicy policy(Policies.Standing standing) {
    return switch (standing) {
      case Policies.Standing.Good(var held) ->
          policy("good", held, ", good until " + seconds(held.graceEnds()) + " without a server");
      case Policies.Standing.Allowed(var held) ->
          policy(
              "allowed",
              held,
              ", its grace ended " + seconds(held.graceEnds()) + ", work is allowed");
      case Policies.Standing.Blocked(var sentence) ->
          new OfPolicy(
              BLOCKED,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              "blocked: " + sentence);
    };
  }

  private static OfPolicy policy(String word, Policies.Held held, String until) {
    Policy policy = held.policy();
    return new OfPolicy(
        word,
        Optional.of(policy.name()),
        Optional.of(policy.version()),
        Optional.of(policy.serial()),
        Optional.of(held.confirmed()),
        Optional.of(held.graceEnds()),
        Telling.name(policy) + until);
  }

  private static Instant seconds(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS);
  }

  List<List<String>> rows() {
    var now = Instant.now();
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("person", person));
    rows.add(List.of("client", client + " (" + device + ")"));
    rows.add(
        List.of(
            "servers",
            servers.stream().map(one -> one.told(now)).collect(Collectors.joining(", "))));
    rows.add(List.of("organisation key", organisationKey));
    rows.add(List.of("policy", policy.sentence()));
    if (keys.isEmpty()) {
      rows.add(List.of("key", "none"));
    }
    for (var key : keys) {
      rows.add(
          List.of(
              "key",
              "%s  %s  %s  until %s  %s"
                  .formatted(
                      key.fingerprint(),
                      key.state(),
                      key.mode(),
                      key.until()
                          .map(end -> end.truncatedTo(ChronoUnit.DAYS).toString().substring(0, 10))
                          .orElse("revoked or without an end"),
                      key.secret() ? "with its secret" : "its secret is elsewhere")));
    }
    waitsForPassphrase.ifPresent(
        what -> rows.add(List.of("waits", what + "; run 'sallyport client sync'")));
    rows.add(List.of("log", logLinesWaiting + " lines wait"));
    left.forEach(path -> rows.add(List.of("left in clear", path + "; delete it")));
    rows.add(List.of("state", state));
    return rows;
  }
}
