package org.sallyport.app.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.app.Exit;
import org.sallyport.app.Version;
import org.sallyport.client.Client;
import org.sallyport.client.LoggedLink;
import org.sallyport.client.Sync;
import org.sallyport.client.enrolment.Enrolling;
import org.sallyport.client.enrolment.Enrolment;
import org.sallyport.client.enrolment.Means;
import org.sallyport.client.link.LinkLimits;
import org.sallyport.client.link.Server;
import org.sallyport.client.link.Stamp;
import org.sallyport.client.log.LogLine.Level;
import org.sallyport.client.state.StateFolder;
import org.sallyport.kernel.Secret;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Enrols. */
@Command(
    name = "enrol",
    description = {
      "Make this machine a client of the servers that a stamp names.",
      "",
      "Whenever it is interrupted, run it again: it goes on where it stopped. Passwords, codes and"
          + " tokens are asked for, or read from --secret; they are not taken from the command"
          + " line."
    },
    exitCodeList = {
      "0:enrolled, or a message with a token is on its way",
      "1:refused",
      "2:the stamp, a file or the command line is wrong",
      "3:no server can be asked"
    },
    footer = {
      "  sallyport client enrol --stamp stamp.json --user ada",
      "  sallyport client enrol --server keys.example.com --address ada@example.com",
      "  sallyport client enrol --stamp stamp.json --method code --secret code.txt"
    })
final class EnrolCommand extends ClientAction {
  private static final int LONGEST_NAME = 64;

  @Option(
      names = "--stamp",
      paramLabel = "FILE",
      description = "The stamp of the client download, which names the servers.")
  private @Nullable Path stamp;

  @Option(
      names = "--server",
      paramLabel = "NAME[:PORT]",
      description = "A server, without a stamp; again for others, in their order.")
  private List<String> servers = List.of();

  @Option(
      names = "--trust",
      paramLabel = "PEM",
      description = "With --server: who may have issued their certificates. Default: the system's.")
  private @Nullable Path trust;

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      description = {
        "One of ${COMPLETION-CANDIDATES}.",
        "Default: directory with --user, email with --address, else code."
      })
  private @Nullable Method method;

  @Option(names = "--user", paramLabel = "NAME", description = "Your name in the directory.")
  private @Nullable String user;

  @Option(names = "--address", paramLabel = "ADDRESS", description = "Your mail address.")
  private @Nullable String address;

  @Option(
      names = "--secret",
      paramLabel = "FILE",
      description =
          "A file with the password, the code, or the token of the message; - is standard input.")
  private @Nullable Path secret;

  @Option(
      names = "--device",
      paramLabel = "NAME",
      description = "What to call this machine. Default: its host name.")
  private @Nullable String device;

  @Option(names = "--anew", description = "Begin anew, for a client that was revoked. Keys stay.")
  private boolean anew;

  @Mixin private PassphraseOption passphrase = new PassphraseOption();

  /** By what, in the spelling of the command line. */
  enum Method {
    /** Name and password of a directory. */
    directory,
    /** A message with a token. */
    email,
    /** An administrator's code. */
    code
  }

  @Override
  int run() throws IOException, InterruptedException {
    var folder = folder();
    if (anew) {
      Enrolling.forget(folder);
    }
    var enrolling =
        new Enrolling(
            folder,
            InstantSource.system(),
            LinkLimits.standard(),
            new LoggedLink(Client.log(folder, InstantSource.system()), InstantSource.system()));
    var kept = enrolling.standing();
    if (secret != null
        && kept.isPresent()
        && kept.get().progress() instanceof Enrolment.Progress.MailSent
        && method() == Method.email) {
      return after(folder, enrolling, enrolling.confirm(needed("token")), false);
    }
    var used = stamp(kept);
    return after(folder, enrolling, enrolling.enrol(used, device(), means()), true);
  }

  private Method method() {
    if (method != null) {
      return method;
    }
    return user != null
        ? Method.directory
        : address != null || (secret != null && stamp == null && servers.isEmpty())
            ? Method.email
            : Method.code;
  }

  private Stamp stamp(Optional<Enrolment> kept) throws IOException {
    try {
      if (stamp != null) {
        return Stamp.read(Files.readAllBytes(stamp));
      }
      if (!servers.isEmpty()) {
        return new Stamp(
            servers.stream().map(Server::parse).toList(),
            "",
            Optional.empty(),
            trust == null
                ? Optional.empty()
                : Optional.of(Files.readString(trust, StandardCharsets.US_ASCII)));
      }
    } catch (IllegalArgumentException e) {
      throw wrong((stamp == null ? "" : stamp + ": ") + e.getMessage());
    }
    return kept.map(Enrolment::stamp)
        .orElseThrow(() -> wrong("say which servers: --stamp FILE or --server NAME"));
  }

  private Means means() throws IOException {
    return switch (method()) {
      case directory -> {
        if (user == null) {
          throw wrong("--method directory needs --user NAME");
        }
        yield new Means.Directory(user, needed("Password of " + user));
      }
      case email -> {
        if (address == null) {
          throw wrong("--method email needs --address ADDRESS");
        }
        yield new Means.Email(address);
      }
      case code -> new Means.Code(needed("Enrolment code"), Optional.ofNullable(address));
    };
  }

  private Secret needed(String question) throws IOException {
    return SecretSource.of(secret, question)
        .orElseThrow(
            () -> wrong("nobody can be asked here: give --secret FILE, or - for standard input"));
  }

  private String device() {
    var name = device;
    if (name == null) {
      try {
        name = InetAddress.getLocalHost().getHostName();
      } catch (UnknownHostException nameless) {
        name = "machine";
      }
    }
    var plain = name.replaceAll("\\p{Cntrl}", " ").strip();
    return plain.length() > LONGEST_NAME ? plain.substring(0, LONGEST_NAME) : plain;
  }

  private int after(
      StateFolder folder, Enrolling enrolling, Enrolling.Outcome outcome, boolean asks)
      throws IOException, InterruptedException {
    return switch (outcome) {
      case Enrolling.Outcome.Refused(var sentence) -> complain(sentence, Exit.FINDINGS);
      case Enrolling.Outcome.Unreachable(var sentence) -> complain(sentence, Exit.UNREACHABLE);
      case Enrolling.Outcome.MailSent(var to, var expires) -> {
        out().println("a message with a token is on its way to " + to + ", good until " + expires);
        out().flush();
        var token =
            asks
                ? SecretSource.ask("Token of the message (empty to go on later)")
                : Optional.<Secret>empty();
        if (token.isPresent()) {
          yield after(folder, enrolling, enrolling.confirm(token.get()), false);
        }
        out().println("go on with: sallyport client enrol --secret FILE");
        yield Exit.FINE;
      }
      case Enrolling.Outcome.Enrolled(var as, var before) -> enrolled(as, before);
    };
  }

  private int enrolled(Enrolment.Progress.Enrolled as, boolean before)
      throws IOException, InterruptedException {
    out()
        .println(
            (before ? "was enrolled before as " : "enrolled as ")
                + as.person().userId()
                + ", client "
                + as.client());
    out().println("organisation key " + as.organisation().fingerprint());
    out().flush();
    var client = client();
    if (client.isEmpty()) {
      return notEnrolled();
    }
    try (var open = client.get()) {
      if (!before) {
        open.note(Level.info, "enrolled", Map.of("client", as.client()));
      }
      new Telling(out(), err()).sync(Sync.run(open, Version.number(), passphrase));
    }
    return Exit.FINE;
  }
}
