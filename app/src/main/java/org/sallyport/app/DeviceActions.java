package org.sallyport.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sallyport.app.AuthorityClient.Answer;
import org.sallyport.kernel.DeviceKeys;
import org.sallyport.kernel.SignedRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The commands below {@code device}. */
final class DeviceActions {
  private DeviceActions() {}

  private static final int UNKNOWN = 401;

  /** What the device itself does. */
  abstract static class OfDevice implements Callable<Integer> {
    @Spec CommandSpec spec;

    @Option(
        names = "--state",
        paramLabel = "FILE",
        required = true,
        description = "Where the device keeps its key and its id.")
    Path state;

    @Option(
        names = "--trust",
        paramLabel = "PEM",
        required = true,
        defaultValue = "${env:SALLYPORT_TRUST}",
        description = "The authorities that may have issued the listener's certificate.")
    Path trust;

    /** The device as it was enrolled. */
    DeviceClient open() {
      try {
        var kept = DeviceState.read(state);
        return client(kept.url(), kept.id(), kept.key());
      } catch (IOException unreadable) {
        throw new ParameterException(spec.commandLine(), Reasons.of(unreadable));
      }
    }

    DeviceClient client(String url, String id, PrivateKey key) {
      try {
        return new DeviceClient(url, id, key, trust);
      } catch (IllegalArgumentException wrong) {
        throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()));
      }
    }

    int report(Answer answer, java.util.function.Consumer<Map<?, ?>> then) {
      var err = spec.commandLine().getErr();
      int exit =
          switch (answer) {
            case Answer.Given(var given) -> {
              then.accept(given);
              yield Exit.FINE;
            }
            case Answer.Refused(_, var detail) -> {
              err.println("sallyport: " + detail);
              yield Exit.FINDINGS;
            }
            case Answer.Unreachable(var cause) -> {
              err.println("sallyport: " + cause);
              yield Exit.UNREACHABLE;
            }
          };
      err.flush();
      spec.commandLine().getOut().flush();
      return exit;
    }
  }

  /** Lets a device of a user enrol. */
  @Command(
      name = "invite",
      description = "Make a code with which one device of a user enrols, once, within an hour.",
      exitCodeList = {"0:made", "1:refused", "3:nobody answered"},
      footer = {"  sallyport device invite anna"})
  static final class Invite extends AuthorityAction {
    @Parameters(paramLabel = "USER", description = "The user's name.")
    private String name;

    @Override
    Answer ask(AuthorityClient client) throws InterruptedException {
      return client.post(user(name) + "/device-enrolments");
    }

    @Override
    void show(Map<?, ?> given, PrintWriter out) {
      out.println(text(given, "activation") + " at " + text(given, "url"));
    }
  }

  /** Enrols. */
  @Command(
      name = "enrol",
      description = "Make a key and enrol it with an activation code.",
      exitCodeList = {"0:enrolled", "1:refused", "2:the file exists already", "3:nobody answered"},
      footer = {
        "  sallyport device enrol https://push.example.com:8444 ABCD-EFGH-JKMN --state phone.key"
            + " --trust ca.pem"
      })
  static final class Enrol extends OfDevice {
    @Parameters(index = "0", paramLabel = "URL", description = "The listener for devices.")
    private String url;

    @Parameters(index = "1", paramLabel = "ACTIVATION", description = "The code.")
    private String activation;

    @Option(
        names = "--name",
        paramLabel = "NAME",
        defaultValue = "terminal",
        description = "What to call the device. Default: terminal.")
    private String name;

    @Override
    public Integer call() throws InterruptedException, IOException, GeneralSecurityException {
      if (java.nio.file.Files.exists(state)) {
        throw new ParameterException(spec.commandLine(), state + " exists already");
      }
      var keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      var key =
          Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(DeviceKeys.write((EdECPublicKey) keys.getPublic()));
      var body = Map.of("activation", activation, "publicKey", key, "name", name);
      try (var client = client(url, SignedRequest.NEW, keys.getPrivate())) {
        var answer = client.enrol(body);
        if (answer instanceof Answer.Refused(int status, var _) && status == UNKNOWN) {
          answer = new Answer.Refused(status, "the activation code is wrong, was used or is over");
        }
        if (answer instanceof Answer.Given(var given)) {
          DeviceState.write(state, url, String.valueOf(given.get("device")), keys);
        }
        return report(
            answer,
            given -> spec.commandLine().getOut().println("enrolled " + given.get("device")));
      }
    }
  }

  /** Waits for a login. */
  @Command(
      name = "wait",
      description = "Wait for a login and show it.",
      exitCodeList = {
        "0:something waits",
        "1:refused, or nothing within the time",
        "3:nobody answered"
      },
      footer = {"  sallyport device wait --state phone.key --trust ca.pem --for 60"})
  static final class Await extends OfDevice {
    @Option(
        names = "--for",
        paramLabel = "SECONDS",
        defaultValue = "60",
        description = "How long. Default: 60.")
    private int seconds;

    @Override
    public Integer call() throws InterruptedException {
      try (var client = open()) {
        for (int left = seconds; left > 0; left -= 25) {
          var answer = client.challenges(Duration.ofSeconds(Math.min(25, left)));
          if (!(answer instanceof Answer.Given(var given))
              || !AuthorityAction.objects(given, "challenges").isEmpty()) {
            return report(answer, this::show);
          }
        }
        spec.commandLine().getOut().println("nothing waits");
        return Exit.FINDINGS;
      }
    }

    private void show(Map<?, ?> given) {
      var rows = new ArrayList<List<String>>();
      rows.add(List.of("CHALLENGE", "TITLE", "TEXT", "NUMBER", "UNTIL"));
      for (var challenge : AuthorityAction.objects(given, "challenges")) {
        var display = AuthorityAction.object(challenge, "display");
        rows.add(
            List.of(
                AuthorityAction.text(challenge, "id"),
                AuthorityAction.text(display, "title"),
                AuthorityAction.text(display, "text"),
                Boolean.FALSE.equals(challenge.get("numbered")) ? "none" : "asked for",
                AuthorityAction.text(challenge, "expires")));
      }
      Table.print(rows, spec.commandLine().getOut());
    }
  }

  /** Says yes. */
  @Command(
      name = "approve",
      description = "Approve a login with the number that it shows; a wrong one refuses it.",
      exitCodeList = {"0:it counts", "1:refused", "3:nobody answered"},
      footer = {"  sallyport device approve a_1 42 --state phone.key --trust ca.pem"})
  static final class Approve extends OfDevice {
    @Parameters(index = "0", paramLabel = "CHALLENGE", description = "The challenge's id.")
    private String challenge;

    @Parameters(
        index = "1",
        arity = "0..1",
        paramLabel = "NUMBER",
        description = "What the login shows; nothing where it shows none.")
    private @Nullable String number;

    @Override
    public Integer call() throws InterruptedException {
      try (var client = open()) {
        return report(
            client.decide(
                challenge,
                number == null
                    ? Map.of("decision", "approve")
                    : Map.of("decision", "approve", "number", number)),
            given ->
                spec.commandLine()
                    .getOut()
                    .println(
                        Boolean.TRUE.equals(given.get("accepted"))
                            ? "approved"
                            : "that is not the number: the login is refused"));
      }
    }
  }

  /** Says no. */
  @Command(
      name = "deny",
      description = "Deny a login.",
      exitCodeList = {"0:it counts", "1:refused", "3:nobody answered"},
      footer = {"  sallyport device deny a_1 --state phone.key --trust ca.pem"})
  static final class Deny extends OfDevice {
    @Parameters(index = "0", paramLabel = "CHALLENGE", description = "The challenge's id.")
    private String challenge;

    @Override
    public Integer call() throws InterruptedException {
      try (var client = open()) {
        return report(
            client.decide(challenge, Map.of("decision", "deny")),
            _ -> spec.commandLine().getOut().println("denied"));
      }
    }
  }
}
