package org.sallyport.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a root and an intermediate. */
@Command(
    name = "init",
    description = {
      "Make the authority: a root, and the intermediate that issues.",
      "",
      "DIR/trust.pem is what clients and directors then trust. An authority that exists stays"
          + " unless --replace is given."
    },
    exitCodeList = {"0:made", "1:refused; nothing was changed", "2:the command line is wrong"},
    footer = "  sallyport pki init --dir pki --name 'Example trial'")
final class PkiInitCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private PkiFolder folder;

  @Option(
      names = "--name",
      defaultValue = "Sallyport trial",
      description = "The name in the certificates (default: ${DEFAULT-VALUE}).")
  private String name;

  @Override
  public Integer call() {
    return folder.init(name, spec.commandLine());
  }
}
