package org.sallyport.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Users of an authority. */
@Command(
    name = "user",
    subcommands = {
      UserActions.Add.class,
      UserActions.Listing.class,
      UserActions.Show.class,
      UserActions.Disable.class,
      UserActions.Enable.class,
      UserActions.Unlock.class,
      UserActions.Remove.class,
      UserImportCommand.class
    },
    description = {
      "Users of an authority.",
      "",
      "You are known by your certificate, which the authority's file must name with the role"
          + " administrator."
    },
    footer = {"  sallyport user list", "  sallyport user add anna"})
final class UserCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "say what to do: add, list, show, disable, enable, unlock, remove or import");
  }
}
