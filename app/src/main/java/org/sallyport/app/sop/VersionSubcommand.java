package org.sallyport.app.sop;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/** {@code version}. */
final class VersionSubcommand {
  private static final Set<String> FLAGS =
      Set.of("--backend", "--extended", "--sop-spec", "--sopv");

  private VersionSubcommand() {}

  static void run(Session session, List<String> arguments) throws Failure, IOException {
    var given = new Arguments(arguments, FLAGS, Set.of());
    given.none();
    if (FLAGS.stream().filter(given::has).count() > 1) {
      throw new Failure(Failure.Code.INCOMPATIBLE_OPTIONS, "one of " + FLAGS + " at a time");
    }
    if (given.has("--sop-spec")) {
      session.line("~draft-dkg-openpgp-stateless-cli-14");
    } else if (given.has("--sopv")) {
      session.line("1.0");
    } else if (given.has("--backend")) {
      session.line("Bouncy Castle");
    } else {
      session.line("sallyport " + session.version());
      if (given.has("--extended")) {
        session.line("Java " + Runtime.version());
      }
    }
  }
}
