package org.sallyport.app.client;

import java.io.IOException;
import java.time.InstantSource;
import org.sallyport.app.Exit;
import org.sallyport.client.Client;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the client's log. */
@Command(
    name = "logs",
    description = {
      "Show the newest lines of the client's log, each with whether a server has it.",
      "",
      "With --upload, what waits is brought to a server first."
    },
    exitCodeList = {
      "0:shown",
      "1:a server refused lines",
      "2:the state is unsafe",
      "3:no server can be asked"
    },
    footer = {"  sallyport client logs", "  sallyport client logs --upload --last 100"})
final class LogsCommand extends ClientAction {
  @Option(
      names = "--last",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many. Default: 20.")
  private int last;

  @Option(names = "--upload", description = "Upload what waits.")
  private boolean upload;

  @Override
  int run() throws IOException, InterruptedException {
    int exit = Exit.FINE;
    if (upload) {
      var client = client();
      if (client.isEmpty()) {
        return notEnrolled();
      }
      try (var open = client.get()) {
        exit = new Telling(out(), err()).log(open.log().upload(open.calls()));
      }
    }
    for (var line : Client.log(folder(), InstantSource.system()).newest(Math.max(1, last))) {
      out().println("%-8s %s".formatted(line.place(), line.json()));
    }
    return exit;
  }
}
