package org.sallyport.app.client;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.sallyport.app.Exit;
import org.sallyport.app.Reasons;
import org.sallyport.app.Signals;
import org.sallyport.app.Version;
import org.sallyport.client.Background;
import org.sallyport.client.Client;
import org.sallyport.client.Sync;
import org.sallyport.client.key.KeyNews;
import org.sallyport.client.key.Passphrases;
import org.sallyport.client.log.LogLine.Level;
import org.sallyport.client.log.LogQueue;
import org.sallyport.client.policy.Policies;
import org.sallyport.kernel.Secret;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs until it is told to stop. */
@Command(
    name = "run",
    description = {
      "Ask for the policy at its interval, upload the log, fetch and renew keys; until SIGTERM.",
      "",
      "Intervals vary by a tenth, so that clients do not come all at once.",
      "",
      "Keys of the modes CKM, GKM and SCKM are made and renewed with the passphrase of"
          + " --passphrase; without it that waits for 'sallyport client sync', and 'status' says"
          + " so."
    },
    exitCodeList = {
      "0:stopped as it was told",
      "1:the client is revoked",
      "2:this machine has not enrolled, or its state is unsafe"
    },
    footer = {
      "  sallyport client run",
      "  sallyport client run --passphrase \"$CREDENTIALS_DIRECTORY/passphrase\""
    })
final class RunCommand extends EnrolledAction {
  private static final Logger LOG = LoggerFactory.getLogger("org.sallyport.client");

  @Option(
      names = "--passphrase",
      paramLabel = "FILE",
      description = "A file with the passphrase of your key; read in every round.")
  private @Nullable Path passphrase;

  @Override
  int run(Client client) throws IOException {
    var background =
        new Background(
            client,
            Version.number(),
            RandomGenerator.getDefault(),
            new OfFile(passphrase),
            RunCommand::tell);
    // Not an interrupt, which would break a write to the state.
    Runnable stop =
        () -> {
          background.stop();
          client.close();
        };
    Signals.on("TERM", stop);
    Signals.on("INT", stop);
    LOG.atInfo().addKeyValue("client", client.id()).log("client-ready");
    Optional<String> why;
    try {
      why = background.run();
    } catch (InterruptedException told) {
      client.note(Level.info, "stopped", Map.of());
      why = Optional.empty();
    }
    LOG.atInfo().log("client-stopped");
    return why.map(sentence -> complain(sentence, Exit.FINDINGS)).orElse(Exit.FINE);
  }

  /** The file as it is now: it may be changed, or come later, while this runs. */
  private record OfFile(@Nullable Path file) implements Passphrases {
    @Override
    public Optional<Secret> existing() {
      if (file == null) {
        return Optional.empty();
      }
      try {
        return SecretSource.of(file, "");
      } catch (IOException unreadable) {
        LOG.atError().addKeyValue("reason", Reasons.of(unreadable)).log("passphrase-unreadable");
        return Optional.empty();
      }
    }

    @Override
    public Optional<Secret> fresh() {
      return existing();
    }
  }

  private static void tell(Sync sync) {
    for (var news : sync.keys()) {
      if (news instanceof KeyNews.NeedsPassphrase(var what)) {
        LOG.atWarn().addKeyValue("reason", what).log("key-needs-passphrase");
      }
    }
    switch (sync.policy()) {
      case Policies.Outcome.Changed(var policy) ->
          LOG.atInfo().addKeyValue("serial", policy.serial()).log("policy-changed");
      case Policies.Outcome.Unchanged(var policy) ->
          LOG.atDebug().addKeyValue("serial", policy.serial()).log("policy-unchanged");
      case Policies.Outcome.Refused(_, var sentence) ->
          LOG.atError().addKeyValue("reason", sentence).log("policy-refused");
      case Policies.Outcome.Unreachable(var sentence) ->
          LOG.atWarn().addKeyValue("reason", sentence).log("no-server");
    }
    switch (sync.log()) {
      case LogQueue.Outcome.Done(int lines, int refused) ->
          LOG.atDebug()
              .addKeyValue("lines", lines)
              .addKeyValue("refused", refused)
              .log("log-uploaded");
      case LogQueue.Outcome.Waits(var sentence) ->
          LOG.atWarn().addKeyValue("reason", sentence).log("log-waits");
    }
  }
}
