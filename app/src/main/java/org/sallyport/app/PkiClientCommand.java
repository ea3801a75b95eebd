package org.sallyport.app;

import java.util.concurrent.Callable;
import org.sallyport.pki.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Issues a client's certificate. */
@Command(
    name = "client",
    description = {
      "Issue a client's certificate, for mutual TLS.",
      "",
      "DIR/NAME.pem is the chain, DIR/NAME.key the key."
    },
    exitCodeList = {"0:issued", "1:refused; nothing was changed", "2:the command line is wrong"},
    footer = "  sallyport pki client director1")
final class PkiClientCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private PkiFolder folder;

  @Mixin private PkiTerms terms;

  @Parameters(paramLabel = "NAME", description = "Who the client is, 1 to 64 characters.")
  private String name;

  @Override
  public Integer call() {
    if (name.isEmpty() || name.length() > 64) {
      throw new ParameterException(spec.commandLine(), "a name has 1 to 64 characters");
    }
    return folder.issue(Request.client(name), terms.kind(), terms.days(), spec.commandLine());
  }
}
