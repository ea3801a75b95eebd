package org.sallyport.app;

import java.util.List;
import java.util.Objects;
import java.util.Set;
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
  private static final Set<String> TELL_OF_ALL = Set.of("help", "completion");

  private static final List<Class<?>> COMMANDS =
      List.of(
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
          TrainCommand.class);

  @Spec private CommandSpec spec;

  /** The whole command line, ready to execute; each call returns a new one. */
  static CommandLine commandLine() {
    return laidOut(CommandTree.whole(new Sallyport(), COMMANDS));
  }

  /**
   * As much of the command line as is needed for these arguments, which are still to be given. To
   * read every option of every command by reflection takes longer than most commands.
   */
  static CommandLine commandLineFor(String... arguments) {
    var words = Set.copyOf(List.of(arguments));
    return TELL_OF_ALL.stream().anyMatch(words::contains)
        ? commandLine()
        : laidOut(CommandTree.named(words, new Sallyport(), COMMANDS));
  }

  private static CommandLine laidOut(CommandLine root) {
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
