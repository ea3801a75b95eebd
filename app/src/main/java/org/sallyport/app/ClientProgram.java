package org.sallyport.app;

import org.sallyport.app.client.ClientCommand;
import picocli.CommandLine;

/**
 * Where the process of an installed client begins: the client's commands alone, so that a bundle
 * needs nothing of the servers.
 */
public final class ClientProgram {
  private ClientProgram() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    var root = CommandTree.whole(new ClientCommand(), ClientCommand.COMMANDS);
    root.setCommandName("sallyport-client");
    root.addSubcommand(new CompletionCommand());
    root.getCommandSpec().versionProvider(new Version());
    Page.version(root.getCommandSpec());
    Page.layOut(root.getCommandSpec());
    return root.setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler(new Refusal())
        .setExecutionExceptionHandler(new Fault())
        .setExitCodeExceptionMapper(_ -> Exit.FAULT);
  }
}
