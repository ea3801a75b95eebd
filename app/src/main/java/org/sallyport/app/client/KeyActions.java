package org.sallyport.app.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sallyport.app.Exit;
import org.sallyport.app.Table;
import org.sallyport.client.Client;
import org.sallyport.client.Sync;
import org.sallyport.client.file.OutputFile;
import org.sallyport.client.key.Contacts;
import org.sallyport.client.key.KeyNews;
import org.sallyport.client.policy.Policies;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.openpgp.Revocation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands below {@code keys}. */
final class KeyActions {
  private KeyActions() {}

  /** Finds somebody's key. */
  @Command(
      name = "find",
      description = "Find the keys of an address: of the organisation, then wherever it searches.",
      exitCodeList = {
        "0:found",
        "1:none, or refused",
        "2:this machine has not enrolled, or its state is unsafe",
        "3:no server can be asked"
      },
      footer = {
        "  sallyport client keys find bob@example.com",
        "  sallyport client keys find bob@example.com --output bob.asc"
      })
  static final class Find extends EnrolledAction {
    @Parameters(paramLabel = "ADDRESS", description = "A mail address.")
    private String address;

    @Option(
        names = "--output",
        paramLabel = "FILE",
        description = "Writes the best one there, in armor.")
    private @Nullable Path output;

    @Override
    int run(Client client) throws IOException, InterruptedException {
      return switch (client.contacts().find(address)) {
        case Contacts.Outcome.Refused(var sentence) -> complain(sentence, Exit.FINDINGS);
        case Contacts.Outcome.Unreachable(var sentence) -> complain(sentence, Exit.UNREACHABLE);
        case Contacts.Outcome.Keys(var found) when found.isEmpty() ->
            complain("no key of " + address + " was found", Exit.FINDINGS);
        case Contacts.Outcome.Keys(var found) -> show(client, found);
      };
    }

    private int show(Client client, List<Contacts.Found> found) throws IOException {
      var rows = new ArrayList<List<String>>();
      rows.add(List.of("FINGERPRINT", "TRUST", "SOURCE", "ENCRYPT", "USER ID"));
      for (var one : found) {
        rows.add(
            List.of(
                one.certificate().fingerprint().toString(),
                one.trust().name(),
                one.source() + (one.kept() ? " (kept)" : ""),
                one.canEncrypt(client.clock().instant()) ? "yes" : "no",
                one.certificate().userIds().isEmpty()
                    ? ""
                    : one.certificate().userIds().getFirst().replaceAll("\\p{Cntrl}", " ")));
      }
      Table.print(rows, out());
      if (output != null) {
        try (var file = OutputFile.begin(output, false, false)) {
          file.write(found.getFirst().certificate().armored().getBytes(StandardCharsets.US_ASCII));
          file.release();
        }
      }
      return Exit.FINE;
    }
  }

  /** Lists the person's keys. */
  @Command(
      name = "list",
      description = "List your keys as this machine has them.",
      exitCodeList = {"0:listed", "2:this machine has not enrolled, or its state is unsafe"},
      footer = {"  sallyport client keys list"})
  static final class Listing extends EnrolledAction {
    @Override
    int run(Client client) throws IOException {
      var rows = new ArrayList<List<String>>();
      rows.add(List.of("FINGERPRINT", "STATE", "MODE", "UNTIL", "SECRET"));
      var now = client.clock().instant();
      for (var key : client.keys().all()) {
        rows.add(
            List.of(
                key.fingerprint().toString(),
                key.state().name(),
                key.mode().name(),
                KeyRows.until(key, now),
                key.secret().isEmpty() ? "elsewhere" : "here"));
      }
      Table.print(rows, out());
      return Exit.FINE;
    }
  }

  /** Something that changes keys. */
  abstract static class Change extends EnrolledAction {
    @Mixin PassphraseOption passphrase = new PassphraseOption();

    int tell(Client client, List<KeyNews> all) throws IOException {
      int exit = Exit.FINE;
      for (var news : all) {
        Sync.note(client, news);
        exit = Math.max(exit, new Telling(out(), err()).key(news));
      }
      return exit;
    }
  }

  /** Renews. */
  @Command(
      name = "renew",
      description = "Let your key end later, as the policy says; the server renews keys of SKM.",
      exitCodeList = {
        "0:renewed",
        "1:refused",
        "2:this machine has not enrolled, or its state is unsafe",
        "3:no server can be asked"
      },
      footer = {"  sallyport client keys renew"})
  static final class Renew extends Change {
    @Override
    int run(Client client) throws IOException, InterruptedException {
      return switch (client.policies().standing()) {
        case Policies.Standing.Blocked(var sentence) -> complain(sentence, Exit.FINDINGS);
        case Policies.Standing.Good(var held) -> renew(client, held);
        case Policies.Standing.Allowed(var held) -> renew(client, held);
      };
    }

    private int renew(Client client, Policies.Held held) throws IOException, InterruptedException {
      return tell(client, client.keyCare().renew(held.policy().keys(), passphrase));
    }
  }

  /** Revokes. */
  @Command(
      name = "revoke",
      description = {
        "Revoke one of your keys for good: nobody may use it any more.",
        "",
        "What was encrypted to it still opens."
      },
      exitCodeList = {
        "0:revoked",
        "1:refused",
        "2:this machine has not enrolled, or its state is unsafe",
        "3:no server can be asked"
      },
      footer = {
        "  sallyport client keys revoke 0123456789ABCDEF0123456789ABCDEF01234567 --why retired"
      })
  static final class Revoke extends Change {
    @Parameters(paramLabel = "FINGERPRINT", description = "Of the key.")
    private String fingerprint;

    @Option(
        names = "--why",
        paramLabel = "REASON",
        required = true,
        description = "One of ${COMPLETION-CANDIDATES}.")
    private Why why;

    /** Reasons, in the spelling of the command line. */
    enum Why {
      /** Another key is used. */
      superseded,
      /** Somebody else has it. */
      compromised,
      /** It is not used any more. */
      retired
    }

    @Override
    int run(Client client) throws IOException, InterruptedException {
      Fingerprint key;
      try {
        key = new Fingerprint(fingerprint);
      } catch (IllegalArgumentException e) {
        throw wrong(String.valueOf(e.getMessage()));
      }
      var reason = Revocation.Reason.valueOf(why.name().toUpperCase(Locale.ROOT));
      return tell(client, client.keyCare().revoke(key, new Revocation(reason), passphrase));
    }
  }
}
