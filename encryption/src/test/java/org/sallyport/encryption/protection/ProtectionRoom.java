package org.sallyport.encryption.protection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.sallyport.encryption.TestDomain;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.encryption.key.ChosenKeyPolicies;
import org.sallyport.encryption.key.Kept;
import org.sallyport.encryption.key.KeyUpload;
import org.sallyport.encryption.key.TrustLevel;
import org.sallyport.encryption.key.Trusting;
import org.sallyport.encryption.mailrule.AddedField;
import org.sallyport.encryption.mailrule.Decision;
import org.sallyport.encryption.mailrule.Direction;
import org.sallyport.encryption.mailrule.MailFacts;
import org.sallyport.encryption.mailrule.Membership;
import org.sallyport.encryption.mailrule.Treatment;
import org.sallyport.encryption.mailrule.Why;
import org.sallyport.encryption.policy.KeyMode;
import org.sallyport.encryption.search.RemoteKey;
import org.sallyport.encryption.search.RemoteKeys;
import org.sallyport.kernel.Secret;
import org.sallyport.mime.pgp.EncryptedMessage;
import org.sallyport.mime.pgp.Opener;
import org.sallyport.mime.pgp.Reading;
import org.sallyport.mime.structure.Message;
import org.sallyport.mime.structure.Octets;
import org.sallyport.mime.structure.Scan;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Decryption;
import org.sallyport.openpgp.Encryption;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.KeyProfile;
import org.sallyport.openpgp.KeyRequest;
import org.sallyport.openpgp.KeyUse;
import org.sallyport.openpgp.Result;
import org.sallyport.wire.smtp.MailAddress;

/** People with keys of all kinds, and what protection makes of their mail. */
final class ProtectionRoom implements AutoCloseable {
  static final AlgorithmPolicy ALGORITHMS = AlgorithmPolicy.standard();
  static final String ADA = "ada@example.com";
  static final String BOB = "bob@example.com";
  static final String PAT = "pat@partner.example";
  static final String WIM = "wim@web.example";

  final TestDomain test;
  final Path folder;
  final Map<String, RemoteKeys.Looked> elsewhere = new HashMap<>();
  final Map<String, Certificate> preferred = new HashMap<>();
  volatile boolean webMail = true;
  volatile Function<Address, RemoteKeys.Looked> search =
      address -> elsewhere.getOrDefault(address.text(), new RemoteKeys.Looked(List.of(), true));

  ProtectionRoom(Path folder) {
    this.folder = folder;
    test = TestDomain.open(folder);
  }

  Protection protection() {
    return protection(Protection.LONGEST);
  }

  Protection protection(Duration longest) {
    var domain = test.domain;
    return new Protection(
        new Protection.Ground(
            test.store,
            domain.consumers(),
            domain.keys(),
            new ChosenKeyPolicies(
                test.store, domain.policyDocuments(), domain.policies(), domain.generations()),
            Optional.of(address -> search.apply(address)),
            new WebMailbox() {
              @Override
              public boolean isThere() {
                return webMail;
              }

              @Override
              public Optional<Certificate> preferredKey(Address who) {
                return Optional.ofNullable(preferred.get(who.text()));
              }
            },
            Membership.NONE,
            Set.of("example.com"),
            spools(),
            test.clock),
        longest);
  }

  Path spools() {
    return folder.resolve("spools");
  }

  /** Somebody of ours with a key in a mode. */
  Key person(String address, KeyMode mode) {
    return person(test.consumer(address), mode);
  }

  Key person(Consumer who, KeyMode mode) {
    var key = key(who.userId());
    var secret =
        switch (mode) {
          case CKM -> Optional.<Secret>empty();
          case SKM -> Optional.of(key.armored());
          case GKM -> Optional.of(key.protect(Secret.ofText("the user's own")).orThrow().armored());
          case SCKM ->
              Optional.of(
                  key.onlyWithSecretsFor(KeyUse.ENCRYPT, test.clock.instant(), ALGORITHMS)
                      .orThrow()
                      .armored());
        };
    var upload = new KeyUpload(mode, key.certificate().armored().getBytes(UTF_8), secret);
    assertThat(test.domain.keys().own().bring("administrator", who, upload))
        .isInstanceOf(Kept.Done.class);
    return key;
  }

  /** A key that nobody here knows. */
  Key key(String userId) {
    return Key.generate(
        new KeyRequest(
            KeyProfile.CURVE25519_V4,
            List.of(userId),
            Optional.empty(),
            test.clock.instant().minusSeconds(60)));
  }

  Key trusted(String address, TrustLevel level) {
    var key = key(address);
    trust(key, level);
    return key;
  }

  void trust(Key key, TrustLevel level) {
    assertThat(
            test.domain
                .keys()
                .trusted()
                .trust(
                    "administrator", key.certificate().armored().getBytes(UTF_8), level, "asked"))
        .isInstanceOf(Trusting.Done.class);
  }

  /** A key that a search finds. */
  Key found(String address) {
    var key = key(address);
    elsewhere.put(address, new RemoteKeys.Looked(List.of(remote(address, key, false)), true));
    return key;
  }

  RemoteKey remote(String address, Key key, boolean stale) {
    return new RemoteKey(
        new Address(address), key.certificate(), "wkd", test.clock.instant(), stale);
  }

  void silent(String address) {
    elsewhere.put(address, new RemoteKeys.Looked(List.of(), false));
  }

  static MailAddress address(String text) {
    return MailAddress.parse(text).orElseThrow();
  }

  static Message message(String text) {
    return message(text.getBytes(ISO_8859_1));
  }

  static Message message(byte[] octets) {
    try {
      return ((Scan.Read) Message.scan(Octets.of(octets))).message();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A letter of Ada's. */
  static String letter(String to) {
    return """
    Received: from client by mail.example.com; Mon, 23 Nov 2026 10:00:00 +0000
    DKIM-Signature: v=1; a=rsa-sha256; d=example.com; h=From:Subject; bh=x; b=y
    From: Ada <ada@example.com>
    To: %s
    Date: Mon, 23 Nov 2026 10:00:00 +0000
    Message-ID: <1@example.com>
    Subject: Quarterly figures
    Content-Type: text/plain; charset=us-ascii

    Secret figures: 42.
    """
        .formatted(to)
        .replace("\n", "\r\n");
  }

  static Decision decision(Direction direction, Treatment treatment, AddedField... fields) {
    return new Decision(
        treatment,
        List.of(fields),
        List.of(),
        new Why(
            direction,
            1,
            List.of(direction.chain()),
            direction.chain(),
            Optional.of("a rule"),
            "it held",
            List.of()));
  }

  /** The plan of a message from Ada, with one treatment for everybody. */
  Plan plan(String message, Treatment treatment, String... to) {
    return plan(message, decision(Direction.OUTBOUND, treatment), to);
  }

  Plan plan(String message, Decision decision, String... to) {
    return plan(ADA, message(message), _ -> decision, to);
  }

  Plan plan(String from, Message message, Function<MailAddress, Decision> decide, String... to) {
    try {
      var facts = MailFacts.of(message, MailAddress.parse(from));
      return protection()
          .plan(decide, message, facts, Arrays.stream(to).map(ProtectionRoom::address).toList());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static Form sole(Plan plan) {
    assertThat(plan.copies()).hasSize(1);
    return plan.copies().getFirst().form();
  }

  byte[] written(Message message, Form form) throws IOException {
    var sink = new ByteArrayOutputStream();
    assertThat(protection().write(message, form, sink)).isInstanceOf(Result.Of.class);
    return sink.toByteArray();
  }

  String written(String message, Form form) throws IOException {
    return new String(written(message(message), form), ISO_8859_1);
  }

  /** What a recipient's program makes of a message. */
  Reading read(String message, Key key, Certificate... signers) throws IOException {
    return new Opener(
            Decryption.with(List.of(key), test.clock.instant(), ALGORITHMS)
                .verifying(List.of(signers)),
            folder)
        .open(message(message));
  }

  static String text(Reading reading) throws IOException {
    var content =
        switch (reading) {
          case Reading.Decrypted decrypted -> decrypted.content();
          case Reading.Signed signed -> signed.content();
          case Reading.Plain _, Reading.Refused _ ->
              throw new AssertionError("not opened: " + reading);
        };
    try (var in = content.octets().from(0)) {
      return new String(in.readAllBytes(), ISO_8859_1);
    }
  }

  /** A message that somebody outside has encrypted and perhaps signed. */
  String encrypted(String message, Certificate to, Key... signers) throws IOException {
    var sink = new ByteArrayOutputStream();
    EncryptedMessage.write(
            message(message),
            Encryption.to(List.of(to), test.clock.instant(), ALGORITHMS).signedBy(List.of(signers)),
            sink)
        .orThrow();
    return sink.toString(ISO_8859_1);
  }

  @Override
  public void close() {
    test.close();
  }
}
