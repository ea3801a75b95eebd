package org.sallyport.app;

import java.util.List;
import java.util.concurrent.Callable;
import org.sallyport.app.admin.AdminClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lets a running node read its file anew. */
@Command(
    name = "reload",
    description = {
      "Let a running node read its file anew.",
      "",
      "What has changed is printed: + is new, - is gone, ~ is another value, ! waits for a restart."
          + " A file with problems changes nothing, and the problems are printed. No connection is"
          + " dropped."
    },
    exitCodeList = {"0:in force", "1:refused; nothing was changed", "3:nobody answered"},
    footer = {"  sallyport reload", "  sallyport reload --node director.yaml"})
final class ReloadCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private NodeLink node;

  /** What the API says of a reload. */
  record Reloaded(List<String> changes) {}

  @Override
  public Integer call() throws InterruptedException {
    return node.ask(spec.commandLine(), client -> client.post("/api/v1/reload", null), this::print);
  }

  private void print(String answer) {
    var out = spec.commandLine().getOut();
    var changes = AdminClient.read(answer, Reloaded.class).changes();
    if (changes.isEmpty()) {
      out.println("nothing has changed");
    }
    changes.forEach(out::println);
    out.flush();
  }
}
