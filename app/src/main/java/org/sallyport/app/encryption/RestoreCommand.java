package org.sallyport.app.encryption;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sallyport.app.Exit;
import org.sallyport.app.NodeLink;
import org.sallyport.app.Reasons;
import org.sallyport.config.SecretSource;
import org.sallyport.config.Secrets;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.backup.Restore;
import org.sallyport.encryption.settings.EncryptionSettings;
import org.sallyport.kernel.Secret;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.Result;
import org.sallyport.store.Store;
import org.sallyport.store.StoreException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings a backup back, while no node runs on the store. */
@Command(
    name = "restore",
    description = {
      "Bring a backup back into the new, empty store that a node's file names.",
      "",
      "The backup is read only when it is whole and signed by the organisation key. Afterwards the"
          + " store opens with the ignition passphrases of the time of the backup."
    },
    exitCodeList = {
      "0:it is restored",
      "1:it was refused; nothing has changed",
      "2:the command line or a file is wrong",
      "3:the store does not work"
    },
    footer = {
      "  sallyport encryption restore backups/sallyport-20260131T090000Z.backup keys1.yaml"
          + " --organisation-key organisation.key"
    })
final class RestoreCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "BACKUP", description = "The backup.")
  private Path backup;

  @Parameters(index = "1", paramLabel = "NODE", description = "The file of the node.")
  private Path node;

  @Option(
      names = "--organisation-key",
      paramLabel = "FILE",
      required = true,
      description = "The exported organisation key.")
  private Path organisationKey;

  @Option(
      names = "--passphrase",
      paramLabel = "SOURCE",
      description = "Where its passphrase is: file:PATH or env:NAME. Default: the terminal.")
  private @Nullable String source;

  @Override
  public Integer call() {
    var settings =
        NodeLink.settings(node, spec.commandLine())
            .encryption()
            .orElseThrow(
                () -> new ParameterException(spec.commandLine(), node + " has no encryption"));
    try (var store = store(settings);
        var source = Files.newInputStream(backup)) {
      var folder = Optional.ofNullable(backup.toAbsolutePath().getParent()).orElse(Path.of("."));
      return switch (Restore.into(store, Domain.SCHEMA, key(), source, folder, Instant.now())) {
        case Restore.Outcome.Restored(long rows) -> {
          spec.commandLine()
              .getOut()
              .println(
                  rows
                      + " rows are restored; start the node now. What was removed since the backup"
                      + " is there again: clients, administrators, tokens");
          spec.commandLine().getOut().flush();
          yield Exit.FINE;
        }
        case Restore.Outcome.Refused(var reason) -> complain(reason, Exit.FINDINGS);
      };
    } catch (StoreException broken) {
      return complain(String.valueOf(broken.getMessage()), Exit.UNREACHABLE);
    } catch (IOException unreadable) {
      return complain(Reasons.of(unreadable), Exit.USAGE);
    }
  }

  private int complain(String sentence, int exit) {
    spec.commandLine().getErr().println("sallyport: " + sentence);
    spec.commandLine().getErr().flush();
    return exit;
  }

  private Store store(EncryptionSettings settings) {
    var password = settings.store().password().flatMap(this::secret);
    try {
      return Store.open(settings.store(), password, Domain.SCHEMA);
    } finally {
      password.ifPresent(Secret::close);
    }
  }

  private Optional<Secret> secret(SecretSource source) {
    return switch (Secrets.read(source)) {
      case Secrets.Found.Value(var secret, _) -> Optional.of(secret);
      case Secrets.Found.Missing(var message) ->
          throw new ParameterException(spec.commandLine(), message);
    };
  }

  private Key key() throws IOException {
    var read = Key.read(Files.readAllBytes(organisationKey));
    return switch (read.then(this::unlocked)) {
      case Result.Of<Key>(var key) -> key;
      case Result.Refused<Key>(var refusal) ->
          throw new ParameterException(
              spec.commandLine(), organisationKey + ": " + refusal.reason());
    };
  }

  private Result<Key> unlocked(Key key) {
    if (!key.isLocked()) {
      return Result.of(key);
    }
    try (var secret = AskedPassphrase.read(spec, source, "Passphrase of " + organisationKey)) {
      return key.unlock(List.of(secret));
    }
  }
}
