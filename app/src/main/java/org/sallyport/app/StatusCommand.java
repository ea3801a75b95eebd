package org.sallyport.app;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.sallyport.app.admin.AdminClient;
import org.sallyport.director.admin.DirectorView;
import org.sallyport.web.admin.NodeView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows a running director. */
@Command(
    name = "status",
    description = {
      "Show what a running node does: services, pools and members, or its roles.",
      "",
      "Where it has a director, each member is shown with its state, since when it is in it, and"
          + " why. A star marks where a failover pool sends new sessions."
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
    var found = new StringBuilder();
    int exit = node.ask(spec.commandLine(), client -> client.get("/api/v1/node"), found::append);
    if (exit != Exit.FINE) {
      return exit;
    }
    var answer = found.toString();
    var view = AdminClient.read(answer, NodeView.class);
    if (view.roles().stream().anyMatch(role -> role.role().equals("director"))) {
      return node.ask(
          spec.commandLine(), client -> client.get("/api/v1/status"), this::printDirector);
    }
    print(answer, out -> NodeStatusPage.print(view, out));
    return exit;
  }

  private void printDirector(String answer) {
    print(
        answer,
        out -> StatusPage.print(AdminClient.read(answer, DirectorView.class), Instant.now(), out));
  }

  private void print(String answer, Consumer<PrintWriter> page) {
    var out = spec.commandLine().getOut();
    if (json) {
      out.println(answer);
    } else {
      page.accept(out);
    }
    out.flush();
  }
}
