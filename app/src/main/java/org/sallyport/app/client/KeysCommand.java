package org.sallyport.app.client;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Keys. */
@Command(
    name = "keys",
    subcommands = {
      KeyActions.Find.class,
      KeyActions.Listing.class,
      KeyActions.Renew.class,
      KeyActions.Revoke.class,
      KeyTransfer.Export.class,
      KeyTransfer.Import.class
    },
    description = "Your keys, and those of others.",
    footer = {"  sallyport client keys list", "  sallyport client keys find bob@example.com"})
final class KeysCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "say what to do: find, list, renew, revoke, export or import");
  }
}
