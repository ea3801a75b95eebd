package org.sallyport.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A small certificate authority for trials. */
@Command(
    name = "pki",
    subcommands = {PkiInitCommand.class, PkiServerCommand.class, PkiClientCommand.class},
    description = {
      "A small certificate authority for trials: root, intermediate, servers, clients.",
      "",
      "Everything stands in one folder. Its keys are readable by you alone and are not encrypted:"
          + " for production, use the authority that your organisation runs."
    },
    footer = {
      "  sallyport pki init --name Trial",
      "  sallyport pki server portal.example.com 10.0.0.11",
      "  sallyport pki client director1"
    })
final class PkiCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to make: init, server or client");
  }
}
