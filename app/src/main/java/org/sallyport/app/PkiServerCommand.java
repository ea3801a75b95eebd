package org.sallyport.app;

import java.util.concurrent.Callable;
import org.sallyport.pki.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Issues a server's certificate. */
@Command(
    name = "server",
    description = {
      "Issue a server's certificate.",
      "",
      "The first name names the files: DIR/NAME.pem is the chain, DIR/NAME.key the key. A leading"
          + " *. is written as 'wildcard' there."
    },
    exitCodeList = {"0:issued", "1:refused; nothing was changed", "2:the command line is wrong"},
    footer = {
      "  sallyport pki server portal.example.com",
      "  sallyport pki server '*.example.com' example.com --days 30",
      "  sallyport pki server localhost 127.0.0.1 ::1 --key rsa_3072"
    })
final class PkiServerCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private PkiFolder folder;

  @Mixin private PkiTerms terms;

  @Parameters(
      arity = "1..*",
      paramLabel = "NAME",
      description = "DNS names and addresses that clients call.")
  private String[] names;

  @Override
  public Integer call() {
    return folder.issue(Request.server(names), terms.kind(), terms.days(), spec.commandLine());
  }
}
