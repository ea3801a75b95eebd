package org.sallyport.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.sallyport.pki.KeyKind;
import org.sallyport.pki.PkiDirectory;
import org.sallyport.pki.PkiDirectory.Existing;
import org.sallyport.pki.PkiDirectory.Outcome;
import org.sallyport.pki.Request;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The folder of an authority, and what all commands on it have in common. */
final class PkiFolder {
  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = "pki",
      description = "The authority's folder (default: ${DEFAULT-VALUE}).")
  private Path folder;

  @Option(names = "--replace", description = "Replace files that exist.")
  private boolean replace;

  /** Makes the authority itself. */
  int init(String name, CommandLine command) {
    try {
      return answer(PkiDirectory.init(folder, name, Clock.systemUTC(), existing()), command);
    } catch (IOException unwritable) {
      return refuse(Reasons.of(unwritable), command);
    }
  }

  /** Issues one certificate. */
  int issue(Request request, KeyKind kind, int days, CommandLine command) {
    if (!PkiDirectory.exists(folder)) {
      return refuse(
          "there is no authority in " + folder + "; make one with 'sallyport pki init'", command);
    }
    try {
      var authority = PkiDirectory.load(folder, Clock.systemUTC());
      var wanted = request.with(kind).validFor(Duration.ofDays(days));
      return answer(authority.issue(wanted, existing()), command);
    } catch (IOException unreadable) {
      return refuse(Reasons.of(unreadable), command);
    }
  }

  private Existing existing() {
    return replace ? Existing.REPLACE : Existing.KEEP;
  }

  private static int answer(Outcome outcome, CommandLine command) {
    return switch (outcome) {
      case Outcome.Written written -> {
        var end = written.issued().certificate().getNotAfter().toInstant().atZone(ZoneOffset.UTC);
        var out = command.getOut();
        out.println("chain " + written.chain());
        out.println("key   " + written.key());
        out.println("until " + DateTimeFormatter.ISO_LOCAL_DATE.format(end));
        out.flush();
        yield Exit.FINE;
      }
      case Outcome.Refused refused -> refuse(refused.reason(), command);
    };
  }

  private static int refuse(String reason, CommandLine command) {
    command.getErr().println("sallyport: " + reason + ".");
    command.getErr().flush();
    return Exit.FINDINGS;
  }
}
