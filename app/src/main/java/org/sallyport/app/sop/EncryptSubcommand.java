package org.sallyport.app.sop;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.sallyport.app.sop.Failure.Code;
import org.sallyport.kernel.Secret;
import org.sallyport.openpgp.Encryption;

/** {@code encrypt}. */
final class EncryptSubcommand {
  private EncryptSubcommand() {}

  static void run(Session session, List<String> arguments) throws Failure, IOException {
    var given =
        new Arguments(
            arguments,
            Set.of("--armor", "--no-armor"),
            Set.of("--as", "--with-password", "--sign-with", "--with-key-password", "--profile"));
    var passwords = new ArrayList<Secret>();
    for (var name : given.all("--with-password")) {
      passwords.add(session.names().newPassword(name));
    }
    if (passwords.isEmpty()) {
      given.atLeast(1, "a certificate or --with-password");
    }
    var plan =
        Encryption.to(
                session.certificates(given.others()), passwords, session.now(), Session.POLICY)
            .signedBy(session.keys(given.all("--sign-with"), given.all("--with-key-password")));
    plan = given.has("--no-armor") ? plan : plan.inArmor();
    plan = secondVersion(given) ? plan.preferringVersion2() : plan;
    var in = session.in();
    switch (given.last("--as").orElse("binary")) {
      case "binary" -> {}
      case "text" -> {
        var data = in.readAllBytes();
        if (Indirection.text(data).isEmpty()) {
          throw new Failure(Code.EXPECTED_TEXT, "what is to be encrypted as text is not UTF-8");
        }
        in = new ByteArrayInputStream(data);
        plan = plan.ofText();
      }
      default -> throw new Failure(Code.UNSUPPORTED_OPTION, "--as is binary or text");
    }
    var missing = plan.signers().isEmpty() ? Code.CERT_CANNOT_ENCRYPT : whoFails(plan);
    var out = Session.take(plan.open(new ArmorSubcommands.Unclosed(session.out())), missing);
    in.transferTo(out);
    // Not by try: closing ends the message, and one whose content broke off must not look whole.
    out.close();
  }

  /** Of signers and recipients, the one that cannot decides the code. */
  private static Code whoFails(Encryption plan) {
    return plan.signersCan() ? Code.CERT_CANNOT_ENCRYPT : Code.KEY_CANNOT_SIGN;
  }

  private static boolean secondVersion(Arguments given) throws Failure {
    var name = given.last("--profile").orElse("default");
    return switch (name) {
      case "default", "compatibility", "rfc4880" -> false;
      case "security", "rfc9580" -> true;
      default -> throw new Failure(Code.UNSUPPORTED_PROFILE, "no profile " + name);
    };
  }
}
