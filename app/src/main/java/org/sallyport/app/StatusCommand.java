package org.sallyport.app;

import java.time.Instant;
import java.util.concurrent.Callable;
import org.sallyport.app.admin.AdminClient;
import org.sallyport.director.admin.DirectorView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows a running director. */
@Command(
    name = "status",
    description = {
      "Show services, pools and members of a running node.",
      "",
      "Each member is shown with its state, since when it is in it, and why. A star marks where a"
          + " failover pool sends new sessions."
    },
    exitCodeList = {"0:it answered", "1:it refused", "3:nobody answered"},
    footer = {"  sallyport status", "  sallyport status --node director.yaml --json"})
final class StatusCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private NodeLink node;

  @Option(names = "--json", description = "Print the answer of the API as it is.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    return node.ask(spec.commandLine(), client -> client.get("/api/v1/status"), this::print);
  }

  private int print(String answer) {
    var out = spec.commandLine().getOut();
    if (json) {
      out.println(answer);
      out.flush();
    } else {
      StatusPage.print(AdminClient.read(answer, DirectorView.class), Instant.now(), out);
    }
    return Exit.FINE;
  }
}
