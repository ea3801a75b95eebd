package org.sallyport.client;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.client.key.KeyNews;
import org.sallyport.client.key.Passphrases;
import org.sallyport.client.log.LogLine.Level;
import org.sallyport.client.log.LogQueue;
import org.sallyport.client.policy.Policies;
import org.sallyport.client.policy.Policy;

/**
 * One round of what a client does with its servers: policy, keys, state, log.
 *
 * @param policy what came of the question for a policy
 * @param keys what happened to keys
 * @param log what came of the upload
 */
public record Sync(Policies.Outcome policy, List<KeyNews> keys, LogQueue.Outcome log) {
  /** Copies the list. */
  public Sync {
    keys = List.copyOf(keys);
  }

  /**
   * Goes once around.
   *
   * @param version of the program, for the server
   * @throws IOException when the state cannot be read or written
   */
  public static Sync run(Client client, String version, Passphrases passphrases)
      throws IOException, InterruptedException {
    var policy = client.refresh();
    note(client, policy);
    var current = current(policy);
    List<KeyNews> keys =
        current.isPresent()
            ? client.keyCare().tend(current.get().keys(), client.person(), passphrases)
            : List.of();
    for (var news : keys) {
      note(client, news);
    }
    if (current.isPresent()) {
      client.report(version);
    }
    return new Sync(policy, keys, client.log().upload(client.calls()));
  }

  private static Optional<Policy> current(Policies.Outcome outcome) {
    return switch (outcome) {
      case Policies.Outcome.Changed(var policy) -> Optional.of(policy);
      case Policies.Outcome.Unchanged(var policy) -> Optional.of(policy);
      case Policies.Outcome.Refused _, Policies.Outcome.Unreachable _ -> Optional.empty();
    };
  }

  private static void note(Client client, Policies.Outcome outcome) throws IOException {
    switch (outcome) {
      case Policies.Outcome.Changed(var policy) ->
          client.note(
              Level.info,
              "policy-changed",
              Map.of("policy", policy.name(), "serial", Long.toString(policy.serial())));
      case Policies.Outcome.Unchanged(var policy) ->
          client.note(
              Level.debug, "policy-unchanged", Map.of("serial", Long.toString(policy.serial())));
      case Policies.Outcome.Refused(var problem, var sentence) ->
          client.note(
              Level.error, "policy-refused", Optional.of(sentence), Map.of("problem", problem));
      case Policies.Outcome.Unreachable(var sentence) ->
          client.note(Level.warn, "no-server", Optional.of(sentence), Map.of());
    }
  }

  /** Logs what happened to a key. */
  public static void note(Client client, KeyNews news) throws IOException {
    switch (news) {
      case KeyNews.Received(var key, var mode, _) ->
          client.note(Level.info, "key-received", Map.of("key", key.hex(), "mode", mode.name()));
      case KeyNews.Made(var key, var mode) ->
          client.note(Level.info, "key-made", Map.of("key", key.hex(), "mode", mode.name()));
      case KeyNews.Renewed(var key, _) ->
          client.note(Level.info, "key-renewed", Map.of("key", key.hex()));
      case KeyNews.Revoked(var key) ->
          client.note(Level.warn, "key-revoked", Map.of("key", key.hex()));
      case KeyNews.NeedsPassphrase(var what) ->
          client.note(Level.warn, "key-needs-passphrase", Optional.of(what), Map.of());
      case KeyNews.Elsewhere(var key, _) ->
          client.note(Level.debug, "key-elsewhere", Map.of("key", key.hex()));
      case KeyNews.Refused(var sentence) ->
          client.note(Level.error, "key-refused", Optional.of(sentence), Map.of());
      case KeyNews.Unreachable(var sentence) ->
          client.note(Level.warn, "no-server", Optional.of(sentence), Map.of());
    }
  }
}
