package org.sallyport.app.encryption;

import java.util.List;
import picocli.CommandLine.Command;

/** Administers an encryption server. */
@Command(
    name = "encryption",
    description = {
      "Administer a running encryption server.",
      "",
      "It does what the console does, through the admin listener of the node. The node's token may"
          + " do everything; with --token an administrator's own API token does what that"
          + " administrator may."
    },
    exitCodeList = {
      "0:done",
      "1:refused; the reason is printed",
      "2:the command line is wrong",
      "3:nobody answered"
    },
    footer = {
      "  sallyport encryption unlock",
      "  sallyport encryption code issue ada@example.com",
      "  sallyport encryption policy show Default --json"
    })
public final class EncryptionCommand extends CommandGroup {
  /** Its commands, in the order of its page. */
  public static final List<Class<?>> COMMANDS =
      List.of(
          UnlockCommand.class,
          ServerStatusCommand.class,
          ConsumerCommands.class,
          MachineCommands.class,
          CodeCommands.class,
          LetterCommands.class,
          QueueCommands.class,
          WebMailCommands.class,
          GroupCommands.class,
          PolicyCommands.class,
          RulesCommands.class,
          TraceCommands.class,
          KeyCommands.class,
          TrustedCommands.class,
          LogCommands.class,
          AdministratorCommands.class,
          AuditCommand.class,
          BundleCommand.class,
          BackupCommands.class,
          IgnitionCommands.class,
          OrganisationCommands.class,
          RestoreCommand.class);
}
