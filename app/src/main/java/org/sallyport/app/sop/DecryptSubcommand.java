package org.sallyport.app.sop;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.sallyport.app.sop.Failure.Code;
import org.sallyport.openpgp.Decryption;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.MessageFacts;
import org.sallyport.openpgp.Opening;
import org.sallyport.openpgp.Result;
import org.sallyport.openpgp.Spool;

/** {@code decrypt}. Output appears when the whole message was found good. */
final class DecryptSubcommand {
  private DecryptSubcommand() {}

  static void run(Session session, List<String> arguments) throws Failure, IOException {
    var given =
        new Arguments(
            arguments,
            Set.of(),
            Set.of(
                "--with-password",
                "--with-key-password",
                "--verify-with",
                "--verifications-out",
                "--verify-out",
                "--verify-not-before",
                "--verify-not-after",
                "--session-key-out",
                "--with-session-key"));
    if (given.has("--session-key-out") || given.has("--with-session-key")) {
      throw new Failure(Code.UNSUPPORTED_OPTION, "session keys are neither shown nor taken");
    }
    var place = given.last("--verifications-out").or(() -> given.last("--verify-out"));
    if (place.isPresent() == given.all("--verify-with").isEmpty()) {
      throw new Failure(
          Code.INCOMPLETE_VERIFICATION, "--verify-with and --verifications-out belong together");
    }
    if (given.all("--with-password").isEmpty()) {
      given.atLeast(1, "a key or --with-password");
    }
    var decryption =
        Decryption.with(keys(session, given), session.now(), Session.POLICY)
            .orPasswords(session.names().passwords(given.all("--with-password")))
            .verifying(session.certificates(given.all("--verify-with")));
    try (var spool = new Spool(Path.of(System.getProperty("java.io.tmpdir")))) {
      switch (decryption.decrypt(session.in(), spool)) {
        case Opening.Refused(var refusal) -> throw Failure.of(refusal, Code.CANNOT_DECRYPT);
        case Opening.Released(var facts) -> {
          if (place.isPresent()) {
            tell(session, given, facts, place.get());
          }
          try (var content = spool.content()) {
            content.transferTo(session.out());
          }
        }
      }
    }
  }

  /** Keys that no password opens stay locked: another one may open the message. */
  private static List<Key> keys(Session session, Arguments given) throws Failure, IOException {
    var passwords = session.names().passwords(given.all("--with-key-password"));
    var all = new ArrayList<Key>();
    for (var name : given.others()) {
      var read = Session.take(Key.readAll(session.names().read(name)), Code.BAD_DATA);
      for (var key : read) {
        all.add(key.unlock(passwords) instanceof Result.Of<Key>(var open) ? open : key);
      }
    }
    return all;
  }

  private static void tell(Session session, Arguments given, MessageFacts facts, String place)
      throws Failure, IOException {
    var notBefore = session.time(given.last("--verify-not-before").orElse("-"), Instant.MIN);
    var notAfter = session.time(given.last("--verify-not-after").orElse("now"), Instant.MAX);
    try (var out = session.names().create(place)) {
      Verifications.write(Verifications.good(facts.signatures(), notBefore, notAfter), out);
    }
  }
}
