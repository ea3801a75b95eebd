package org.sallyport.app.client;

import java.io.IOException;
import org.sallyport.app.Version;
import org.sallyport.client.Client;
import org.sallyport.client.Sync;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** One round. */
@Command(
    name = "sync",
    description = "Fetch policy and keys, make and renew keys, upload the log; once.",
    exitCodeList = {
      "0:all is done",
      "1:something was refused, or waits for your passphrase",
      "2:this machine has not enrolled, or its state is unsafe",
      "3:no server can be asked"
    },
    footer = {"  sallyport client sync", "  sallyport client sync --passphrase passphrase.txt"})
final class SyncCommand extends EnrolledAction {
  @Mixin private PassphraseOption passphrase = new PassphraseOption();

  @Override
  int run(Client client) throws IOException, InterruptedException {
    return new Telling(out(), err()).sync(Sync.run(client, Version.number(), passphrase));
  }
}
