package org.sallyport.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A device for push in a terminal. */
@Command(
    name = "device",
    subcommands = {
      DeviceActions.Invite.class,
      DeviceActions.Enrol.class,
      DeviceActions.Await.class,
      DeviceActions.Approve.class,
      DeviceActions.Deny.class
    },
    description = {
      "A device that approves logins, in a terminal: for trials, tests and people without a phone.",
      "",
      "Its key stands in a file that you alone can read."
    },
    footer = {
      "  sallyport device enrol https://push.example.com:8444 ABCD-EFGH-JKMN --state phone.key"
          + " --trust ca.pem"
    })
final class DeviceCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "say what to do: invite, enrol, wait, approve or deny");
  }
}
