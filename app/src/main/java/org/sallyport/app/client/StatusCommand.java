package org.sallyport.app.client;

import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.sallyport.app.Exit;
import org.sallyport.app.Table;
import org.sallyport.client.Client;
import org.sallyport.client.enrolment.Enrolment;
import org.sallyport.client.link.Server;
import org.sallyport.client.policy.Policies;
import picocli.CommandLine.Command;

/** Shows where the client stands. */
@Command(
    name = "status",
    description = "Show enrolment, servers, policy, keys and what waits; asks no server.",
    exitCodeList = {
      "0:work is possible",
      "1:not enrolled, or the policy blocks",
      "2:the state is unsafe"
    },
    footer = {"  sallyport client status"})
final class StatusCommand extends ClientAction {
  @Override
  int run() throws IOException {
    var folder = folder();
    var enrolment = Enrolment.read(folder);
    if (enrolment.isEmpty()) {
      out().println("enrolment  none; run 'sallyport client enrol'");
      return Exit.FINDINGS;
    }
    var client = client();
    if (client.isEmpty()) {
      out().println(waiting(enrolment.get()));
      return Exit.FINDINGS;
    }
    try (var open = client.get()) {
      return show(open, folder.path().toString());
    }
  }

  private static String waiting(Enrolment enrolment) {
    return switch (enrolment.progress()) {
      case Enrolment.Progress.MailSent(var to, var until) ->
          "enrolment  waits for the token of the message to " + to + ", good until " + until;
      case Enrolment.Progress.Begun _, Enrolment.Progress.Enrolled _ ->
          "enrolment  begun by " + enrolment.method() + "; run 'sallyport client enrol' again";
    };
  }

  private int show(Client client, String folder) throws IOException {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("person", client.person().userId()));
    rows.add(List.of("client", client.id() + " (" + client.enrolment().device() + ")"));
    rows.add(
        List.of(
            "servers",
            client.enrolment().stamp().servers().stream()
                .map(Server::toString)
                .collect(Collectors.joining(", "))));
    rows.add(List.of("organisation key", client.organisation().fingerprint().toString()));
    int exit = Exit.FINE;
    switch (client.policies().standing()) {
      case Policies.Standing.Good(var held) ->
          rows.add(
              List.of(
                  "policy",
                  Telling.name(held.policy())
                      + ", good until "
                      + held.graceEnds().truncatedTo(ChronoUnit.SECONDS)
                      + " without a server"));
      case Policies.Standing.Allowed(var held) ->
          rows.add(
              List.of(
                  "policy",
                  Telling.name(held.policy())
                      + ", its grace ended "
                      + held.graceEnds().truncatedTo(ChronoUnit.SECONDS)
                      + ", work is allowed"));
      case Policies.Standing.Blocked(var sentence) -> {
        rows.add(List.of("policy", "blocked: " + sentence));
        exit = Exit.FINDINGS;
      }
    }
    var keys = client.keys().all();
    if (keys.isEmpty()) {
      rows.add(List.of("key", "none"));
    }
    for (var key : keys) {
      rows.add(List.of("key", KeyRows.line(key, client.clock().instant())));
    }
    rows.add(List.of("log", client.log().waiting() + " lines wait"));
    rows.add(List.of("state", folder));
    Table.print(rows, out());
    return exit;
  }
}
