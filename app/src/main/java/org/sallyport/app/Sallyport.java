package org.sallyport.app;

import java.util.Objects;
import org.sallyport.app.client.ClientCommand;
import org.sallyport.app.encryption.EncryptionCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root command. */
@Command(
    name = "sallyport",
    versionProvider = Version.class,
    subcommands = {
      CheckCommand.class,
      ClientCommand.class,
      CompletionCommand.class,
      CredentialCommand.class,
      DemoCommand.class,
      DeviceCommand.class,
      DrainCommand.class,
      EncryptionCommand.class,
      ExplainCommand.class,
      HelpCommand.class,
      MaintenanceCommand.class,
      PkiCommand.class,
      ReloadCommand.class,
      ResumeCommand.class,
      RunCommand.class,
      SchemaCommand.class,
      SopCommand.class,
      StatusCommand.class,
      SwitchCommand.class,
      UserCommand.class,
      VersionCommand.class,
      TrainCommand.class,
    },
    description = {
      "Security servers that stay reachable.",
      "",
      "One file describes a node; `sallyport run FILE` starts the roles that the file has sections"
          + " for. Every command has its own --help with examples."
    },
    exitCodeList = {
      "0:fine",
      "1:findings, or the other side refused",
      "2:the command line or the configuration is wrong",
      "3:nobody answered",
      "70:a fault of ours"
    },
    footer = {"  sallyport help completion", "  sallyport version"})
final class Sallyport implements Runnable {
  @Spec private CommandSpec spec;

  /** The whole command line, ready to execute; each call returns a new one. */
  static CommandLine commandLine() {
    var root = new CommandLine(new Sallyport());
    Page.version(root.getCommandSpec());
    Page.layOut(root.getCommandSpec());
    // What follows sop is read by its own rules.
    Objects.requireNonNull(root.getSubcommands().get("sop"))
        .setUnmatchedOptionsArePositionalParams(true);
    return root.setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler(new Refusal())
        .setExecutionExceptionHandler(new Fault())
        .setExitCodeExceptionMapper(_ -> Exit.FAULT);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say which command to run");
  }
}
