package org.sallyport.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Credentials of an authority's users. */
@Command(
    name = "credential",
    subcommands = {
      CredentialActions.Add.class,
      CredentialActions.Listing.class,
      CredentialActions.Test.class,
      CredentialActions.Rename.class,
      CredentialActions.Disable.class,
      CredentialActions.Enable.class,
      CredentialActions.Resync.class,
      CredentialActions.Remove.class,
      CredentialImportCommand.class,
      CredentialActions.Temporary.class
    },
    description = {
      "What makes codes for the users of an authority.",
      "",
      "You are known by your certificate, which the authority's file must name with the role"
          + " administrator."
    },
    footer = {"  sallyport credential add anna", "  sallyport credential list anna"})
final class CredentialCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "say what to do: add, list, test, rename, disable, resync, …");
  }
}
