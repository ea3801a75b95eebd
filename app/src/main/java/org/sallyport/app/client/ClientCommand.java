package org.sallyport.app.client;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What runs on a person's machine. */
@Command(
    name = "client",
    description = {
      "The client of an encryption server: enrols, keeps keys and policy, encrypts and decrypts.",
      "",
      "It works with the servers that its stamp names, in their order; without any of them it goes"
          + " on under the last policy until its grace ends."
    },
    footer = {
      "  sallyport client enrol --stamp stamp.json --user ada",
      "  sallyport client encrypt report.pdf --to bob@example.com",
      "  sallyport client decrypt report.pdf.pgp"
    })
public final class ClientCommand implements Runnable {
  /** Its commands, in the order of its page. */
  public static final List<Class<?>> COMMANDS =
      List.of(
          EnrolCommand.class,
          StatusCommand.class,
          PolicyCommand.class,
          SyncCommand.class,
          LogsCommand.class,
          KeysCommand.class,
          EncryptCommand.class,
          DecryptCommand.class,
          SignCommand.class,
          VerifyCommand.class,
          RunCommand.class);

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "say what to do: enrol, status, policy, sync, logs, keys, encrypt, decrypt, sign, verify or"
            + " run");
  }
}
