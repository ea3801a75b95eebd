package org.sallyport.app.sop;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sallyport.app.sop.Failure.Code;
import org.sallyport.openpgp.Armor;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.KeyProfile;
import org.sallyport.openpgp.KeyRequest;
import org.sallyport.openpgp.Revocation;

/** Subcommands about keys. */
final class KeySubcommands {
  /** Names of the draft's own come first; the default is the first. */
  private static final Map<String, KeyProfile> PROFILES =
      Map.of(
          "default", KeyProfile.CURVE25519_V4,
          "compatibility", KeyProfile.CURVE25519_V4,
          "security", KeyProfile.CURVE25519_V6,
          "rfc4880", KeyProfile.CURVE25519_V4,
          "rsa3072", KeyProfile.RSA_3072_V4,
          "rfc9580", KeyProfile.CURVE25519_V6);

  private KeySubcommands() {}

  static void listProfiles(Session session, List<String> arguments) throws Failure, IOException {
    var given = new Arguments(arguments, Set.of(), Set.of());
    var subcommand = given.atLeast(1, "the subcommand whose profiles are wanted").getFirst();
    switch (subcommand) {
      case "generate-key" -> {
        session.line(
            "rfc4880: Ed25519 and Curve25519 of version 4 (aliases: default, compatibility)");
        session.line("rfc9580: Ed25519 and X25519 of version 6 (aliases: security)");
        session.line("rsa3072: RSA with 3072 bits of version 4");
      }
      case "encrypt" -> {
        session.line("rfc4880: AES-256, read by every program (aliases: default, compatibility)");
        session.line(
            "rfc9580: authenticated encryption where all recipients ask for it"
                + " (aliases: security)");
      }
      default -> throw new Failure(Code.UNSUPPORTED_PROFILE, subcommand + " has no profiles");
    }
  }

  static void generate(Session session, List<String> arguments) throws Failure, IOException {
    var given =
        new Arguments(
            arguments,
            Set.of("--armor", "--no-armor", "--signing-only"),
            Set.of("--with-key-password", "--profile"));
    if (given.has("--signing-only")) {
      throw new Failure(Code.UNSUPPORTED_OPTION, "--signing-only is not known");
    }
    var name = given.last("--profile").orElse("default");
    var profile = PROFILES.get(name);
    if (profile == null) {
      throw new Failure(Code.UNSUPPORTED_PROFILE, "no profile " + name);
    }
    var key =
        Key.generate(new KeyRequest(profile, userIds(given), Optional.empty(), session.now()));
    write(session, given, protect(session, key, given.last("--with-key-password")));
  }

  private static List<String> userIds(Arguments given) throws Failure {
    for (var userId : given.others()) {
      if (userId.isBlank() || userId.length() > 1024) {
        throw new Failure(Code.BAD_DATA, "a user id has 1 to 1024 characters");
      }
    }
    return given.others();
  }

  private static Key protect(Session session, Key key, Optional<String> password)
      throws Failure, IOException {
    return password.isEmpty()
        ? key
        : Session.take(
            key.protect(session.names().newPassword(password.get())), Code.KEY_IS_PROTECTED);
  }

  static void changePassword(Session session, List<String> arguments) throws Failure, IOException {
    var given =
        new Arguments(
            arguments,
            Set.of("--armor", "--no-armor"),
            Set.of("--new-key-password", "--old-key-password"));
    given.none();
    var old = session.names().passwords(given.all("--old-key-password"));
    var read = Session.take(Key.read(session.in().readAllBytes()), Code.BAD_DATA);
    var open = Session.take(read.unlock(old), Code.KEY_IS_PROTECTED);
    write(session, given, protect(session, open, given.last("--new-key-password")));
  }

  static void revoke(Session session, List<String> arguments) throws Failure, IOException {
    var given =
        new Arguments(arguments, Set.of("--armor", "--no-armor"), Set.of("--with-key-password"));
    given.none();
    var passwords = session.names().passwords(given.all("--with-key-password"));
    var out = new ByteArrayOutputStream();
    for (var key : Session.take(Key.readAll(session.in().readAllBytes()), Code.BAD_DATA)) {
      var open = Session.take(key.unlock(passwords), Code.KEY_IS_PROTECTED);
      var revoked =
          open.revoked(
              new Revocation(Revocation.Reason.UNSPECIFIED), session.now(), Session.POLICY);
      out.write(Session.take(revoked, Code.KEY_CANNOT_CERTIFY).certificate().bytes());
    }
    session.write(out.toByteArray(), Armor.Kind.PUBLIC_KEY_BLOCK, !given.has("--no-armor"));
  }

  static void extractCertificate(Session session, List<String> arguments)
      throws Failure, IOException {
    var given = new Arguments(arguments, Set.of("--armor", "--no-armor"), Set.of());
    given.none();
    var out = new ByteArrayOutputStream();
    for (var key : Session.take(Key.readAll(session.in().readAllBytes()), Code.BAD_DATA)) {
      out.write(key.certificate().bytes());
    }
    session.write(out.toByteArray(), Armor.Kind.PUBLIC_KEY_BLOCK, !given.has("--no-armor"));
  }

  private static void write(Session session, Arguments given, Key key) throws IOException {
    session.write(key.bytes().reveal(), Armor.Kind.PRIVATE_KEY_BLOCK, !given.has("--no-armor"));
  }
}
