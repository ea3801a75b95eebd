package org.sallyport.app.client;

import java.io.IOException;
import java.util.Map;
import org.sallyport.app.Exit;
import org.sallyport.app.Table;
import org.sallyport.client.enrolment.Enrolment;
import org.sallyport.client.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows where the client stands. */
@Command(
    name = "status",
    description = "Show enrolment, servers, policy, keys and what waits; asks no server.",
    exitCodeList = {
      "0:work is possible",
      "1:not enrolled, or the policy blocks",
      "2:the state is unsafe"
    },
    footer = {"  sallyport client status", "  sallyport client status --json"})
final class StatusCommand extends ClientAction {
  @Option(names = "--json", description = "Print it as JSON.")
  private boolean json;

  @Override
  int run() throws IOException {
    var folder = folder();
    var enrolment = Enrolment.read(folder);
    if (enrolment.isEmpty()) {
      return notYet("none", "enrolment  none; run 'sallyport client enrol'");
    }
    var client = client();
    if (client.isEmpty()) {
      return waiting(enrolment.get());
    }
    try (var open = client.get()) {
      var standing = Standing.of(open, folder);
      if (json) {
        out().println(Json.text(standing));
      } else {
        Table.print(standing.rows(), out());
      }
      return standing.policy().standing().equals(Standing.BLOCKED) ? Exit.FINDINGS : Exit.FINE;
    }
  }

  private int waiting(Enrolment enrolment) {
    return switch (enrolment.progress()) {
      case Enrolment.Progress.MailSent(var to, var until) ->
          notYet(
              "mail-sent",
              "enrolment  waits for the token of the message to " + to + ", good until " + until);
      case Enrolment.Progress.Begun _, Enrolment.Progress.Enrolled _ ->
          notYet(
              "begun",
              "enrolment  begun by " + enrolment.method() + "; run 'sallyport client enrol' again");
    };
  }

  private int notYet(String state, String sentence) {
    out().println(json ? Json.text(Map.of("enrolment", state)) : sentence);
    return Exit.FINDINGS;
  }
}
