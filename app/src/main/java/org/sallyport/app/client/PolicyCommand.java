package org.sallyport.app.client;

import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import org.sallyport.app.Exit;
import org.sallyport.app.Table;
import org.sallyport.client.Client;
import org.sallyport.client.policy.Policies;
import org.sallyport.client.policy.Policy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the policy. */
@Command(
    name = "policy",
    description = "Ask for the policy, and show what it says; --kept shows the one that is kept.",
    exitCodeList = {
      "0:it is in force",
      "1:there is none, or its grace is over and it blocks",
      "2:this machine has not enrolled, or its state is unsafe",
      "3:no server can be asked"
    },
    footer = {"  sallyport client policy", "  sallyport client policy --kept"})
final class PolicyCommand extends EnrolledAction {
  @Option(names = "--kept", description = "Ask no server.")
  private boolean kept;

  @Override
  int run(Client client) throws IOException, InterruptedException {
    int exit = kept ? Exit.FINE : new Telling(out(), err()).policy(client.refresh());
    return switch (client.policies().standing()) {
      case Policies.Standing.Blocked(var sentence) ->
          complain(sentence, Math.max(exit, Exit.FINDINGS));
      case Policies.Standing.Good(var held) -> show(held, exit);
      case Policies.Standing.Allowed(var held) -> show(held, exit);
    };
  }

  private int show(Policies.Held held, int exit) {
    var policy = held.policy();
    Table.print(
        List.of(
            List.of("organisation", policy.organisation()),
            List.of("policy", Telling.name(policy)),
            List.of("issued", policy.issued().truncatedTo(ChronoUnit.SECONDS).toString()),
            List.of("confirmed", held.confirmed().truncatedTo(ChronoUnit.SECONDS).toString()),
            List.of(
                "offline",
                "until "
                    + held.graceEnds().truncatedTo(ChronoUnit.SECONDS)
                    + ", then work is "
                    + (policy.client().blocksAfterGrace() ? "blocked" : "allowed")),
            List.of("asked for", "every " + told(policy.client().updateInterval())),
            List.of("key mode", policy.keys().mode() + ", " + policy.keys().profile()),
            List.of(
                "key lives",
                policy.keys().valid().map(PolicyCommand::told).orElse("without an end")
                    + ", renewed "
                    + told(policy.keys().renewBefore())
                    + " before its end"),
            List.of("also reads", additional(policy))),
        out());
    return exit;
  }

  private static String additional(Policy policy) {
    return policy.keys().additional().isEmpty()
        ? "nobody"
        : policy.keys().additional().stream()
            .map(key -> key.fingerprint().toString())
            .collect(Collectors.joining(", ", "additional decryption key ", ""));
  }

  private static String told(Duration duration) {
    if (duration.toDays() > 0 && duration.equals(Duration.ofDays(duration.toDays()))) {
      return duration.toDays() + " d";
    }
    return duration.toMinutes() > 0 && duration.toSecondsPart() == 0
        ? duration.toMinutes() + " min"
        : duration.toSeconds() + " s";
  }
}
