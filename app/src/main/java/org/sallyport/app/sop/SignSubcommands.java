package org.sallyport.app.sop;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.sallyport.app.sop.Failure.Code;
import org.sallyport.openpgp.Armor;
import org.sallyport.openpgp.Opening;
import org.sallyport.openpgp.Signing;
import org.sallyport.openpgp.Verification;

/** Subcommands about signatures. */
final class SignSubcommands {
  private static final Set<String> TIMES = Set.of("--not-before", "--not-after");

  private SignSubcommands() {}

  static void sign(Session session, List<String> arguments) throws Failure, IOException {
    var given =
        new Arguments(
            arguments,
            Set.of("--armor", "--no-armor"),
            Set.of("--as", "--with-key-password", "--micalg-out"));
    var signing = signing(session, given);
    var as = given.last("--as").orElse("binary");
    var data = session.in();
    switch (as) {
      case "binary" -> {}
      case "text" -> {
        data = text(session);
        signing = signing.ofText();
      }
      default -> throw new Failure(Code.UNSUPPORTED_OPTION, "--as is binary or text");
    }
    var signature = Session.take(signing.detached(data), Code.KEY_CANNOT_SIGN);
    if (given.has("--micalg-out")) {
      try (var out = session.names().create(given.last("--micalg-out").orElseThrow())) {
        out.write("pgp-sha512".getBytes(StandardCharsets.US_ASCII));
      }
    }
    session.write(signature, Armor.Kind.SIGNATURE, !given.has("--no-armor"));
  }

  /** Standard input, which must be UTF-8. */
  private static InputStream text(Session session) throws Failure, IOException {
    var data = session.in().readAllBytes();
    if (Indirection.text(data).isEmpty()) {
      throw new Failure(Code.EXPECTED_TEXT, "what is to be signed as text is not UTF-8");
    }
    return new ByteArrayInputStream(data);
  }

  private static Signing signing(Session session, Arguments given) throws Failure, IOException {
    var names = given.atLeast(1, "a key to sign with");
    return Signing.by(
        session.keys(names, given.all("--with-key-password")), session.now(), Session.POLICY);
  }

  static void verify(Session session, List<String> arguments) throws Failure, IOException {
    var given = new Arguments(arguments, Set.of(), TIMES);
    var names = given.atLeast(2, "the signatures or a certificate");
    var signatures = session.names().read(names.getFirst());
    var verification = verification(session, names.subList(1, names.size()));
    var verdicts = Session.take(verification.detached(signatures, session.in()), Code.BAD_DATA);
    Verifications.write(
        Verifications.require(verdicts, notBefore(session, given), notAfter(session, given)),
        session.out());
  }

  static Instant notBefore(Session session, Arguments given) throws Failure {
    return session.time(given.last("--not-before").orElse("-"), Instant.MIN);
  }

  static Instant notAfter(Session session, Arguments given) throws Failure {
    return session.time(given.last("--not-after").orElse("now"), Instant.MAX);
  }

  private static Verification verification(Session session, List<String> certificates)
      throws Failure, IOException {
    return Verification.by(session.certificates(certificates), session.now(), Session.POLICY);
  }

  static void inlineSign(Session session, List<String> arguments) throws Failure, IOException {
    var given =
        new Arguments(
            arguments, Set.of("--armor", "--no-armor"), Set.of("--as", "--with-key-password"));
    var signing = signing(session, given);
    var as = given.last("--as").orElse("binary");
    boolean armored = !given.has("--no-armor");
    switch (as) {
      case "binary" -> inline(session, signing, session.in(), armored);
      case "text" -> inline(session, signing.ofText(), text(session), armored);
      case "clearsigned" -> {
        if (!armored) {
          throw new Failure(
              Code.INCOMPATIBLE_OPTIONS, "--no-armor does not go with --as=clearsigned");
        }
        Session.take(signing.cleartext(text(session), session.out()), Code.KEY_CANNOT_SIGN);
      }
      default -> throw new Failure(Code.UNSUPPORTED_OPTION, "--as is binary, text or clearsigned");
    }
  }

  private static void inline(Session session, Signing signing, InputStream data, boolean armored)
      throws Failure, IOException {
    try (var out =
        Session.take(
            signing.inline(new ArmorSubcommands.Unclosed(session.out()), armored),
            Code.KEY_CANNOT_SIGN)) {
      data.transferTo(out);
    }
  }

  static void inlineVerify(Session session, List<String> arguments) throws Failure, IOException {
    var given =
        new Arguments(
            arguments, Set.of(), Set.of("--not-before", "--not-after", "--verifications-out"));
    var verification = verification(session, given.atLeast(1, "a certificate"));
    var content = new ByteArrayOutputStream();
    switch (verification.inline(session.in(), content)) {
      case Opening.Refused(var refusal) -> throw Failure.of(refusal, Code.BAD_DATA);
      case Opening.Released(var facts) -> {
        var good =
            Verifications.require(
                facts.signatures(), notBefore(session, given), notAfter(session, given));
        if (given.has("--verifications-out")) {
          try (var out = session.names().create(given.last("--verifications-out").orElseThrow())) {
            Verifications.write(good, out);
          }
        }
        content.writeTo(session.out());
      }
    }
  }

  static void inlineDetach(Session session, List<String> arguments) throws Failure, IOException {
    var given =
        new Arguments(arguments, Set.of("--armor", "--no-armor"), Set.of("--signatures-out"));
    given.none();
    var place =
        given
            .last("--signatures-out")
            .orElseThrow(() -> new Failure(Code.MISSING_ARG, "--signatures-out is missing"));
    var content = new ByteArrayOutputStream();
    var detached = Verification.detach(session.in(), content);
    var signatures = Session.take(detached, Code.BAD_DATA);
    try (var out = session.names().create(place)) {
      out.write(
          given.has("--no-armor")
              ? signatures
              : Armor.of(Armor.Kind.SIGNATURE, signatures).getBytes(StandardCharsets.US_ASCII));
    }
    content.writeTo(session.out());
  }
}
