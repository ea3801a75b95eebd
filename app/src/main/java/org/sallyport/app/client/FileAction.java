package org.sallyport.app.client;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sallyport.app.Exit;
import org.sallyport.client.Client;
import org.sallyport.client.file.FileWork;
import org.sallyport.client.key.OwnKeys;
import org.sallyport.client.policy.Policy;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Key;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command with contents, under the policy. */
abstract class FileAction extends EnrolledAction {
  private static final Path DASH = Path.of("-");

  @Option(names = "--force", description = "Replaces a file that is there.")
  boolean force;

  @Mixin PassphraseOption passphrase = new PassphraseOption();

  /** Does it, under the policy. */
  abstract int run(Client client, Policy policy) throws IOException, InterruptedException;

  @Override
  final int run(Client client) throws IOException, InterruptedException {
    return switch (Gate.of(client)) {
      case Gate.Shut(var sentence) -> complain(sentence, Exit.FINDINGS);
      case Gate.Open(var policy, boolean late) -> {
        if (late) {
          err().println("sallyport: no server was reached for long; the policy allows work");
        }
        yield run(client, policy);
      }
    };
  }

  static boolean isStandard(Path file) {
    return file.equals(DASH);
  }

  /** A file, or standard input, told about as it is read. */
  InputStream source(Path file) throws IOException {
    if (isStandard(file)) {
      return new FileInputStream(FileDescriptor.in);
    }
    return TerminalProgress.of(file.toString(), Files.size(file), err())
        .watch(Files.newInputStream(file));
  }

  static OutputStream standardOutput() {
    return new FileOutputStream(FileDescriptor.out);
  }

  FileWork work(Client client) {
    return new FileWork(client.clock());
  }

  List<Certificate> certificates(List<Path> files) throws IOException {
    return Certificates.of(files, spec.commandLine());
  }

  /** The person's open keys; a passphrase is asked for where one is needed. */
  List<Key> keys(Client client, boolean activeAlone) throws IOException {
    var all = activeAlone ? client.keys().active().stream().toList() : client.keys().all();
    var unlocked = client.keys().unlock(all, java.util.Optional.empty());
    if (!unlocked.locked().isEmpty()) {
      var given = passphrase.existing();
      if (given.isPresent()) {
        unlocked = client.keys().unlock(all, given);
      }
    }
    complainOfLocked(unlocked);
    return unlocked.open();
  }

  private void complainOfLocked(OwnKeys.Unlocked unlocked) {
    for (var key : unlocked.locked()) {
      err().println("sallyport: no passphrase opens key " + key);
    }
  }

  static Path beside(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }
}
