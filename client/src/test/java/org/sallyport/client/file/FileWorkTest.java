package org.sallyport.client.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.client.FakeRealm;
import org.sallyport.client.FakeServer;
import org.sallyport.client.Realms;
import org.sallyport.client.Sync;
import org.sallyport.client.file.FileWork.SignatureForm;
import org.sallyport.client.key.Passphrases;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.KeyProfile;
import org.sallyport.openpgp.KeyRequest;
import org.sallyport.openpgp.Opening;
import org.sallyport.openpgp.Result;
import org.sallyport.openpgp.Verdict;
import org.sallyport.testkit.MutableClock;

class FileWorkTest {
  @TempDir private Path parent;
  private final MutableClock clock = Realms.clock();
  private final FakeRealm realm = new FakeRealm(clock);
  private final FakeServer server = FakeServer.start(realm::answer);
  private final FileWork work = new FileWork(clock);

  @AfterEach
  void close() {
    server.close();
  }

  private Key key(String userId) {
    return Key.generate(
        new KeyRequest(
            KeyProfile.CURVE25519_V4, List.of(userId), Optional.empty(), clock.instant()));
  }

  @Test
  void what_breaks_off_while_it_is_read_is_no_whole_message() throws Exception {
    var bob = key("Bob <bob@example.com>");
    var recipient = new Recipients.Recipient("bob", bob.certificate(), "test", false, false);
    var recipients = new Recipients(List.of(recipient));
    var broken =
        new SequenceInputStream(
            new ByteArrayInputStream(new byte[200_000]),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("the disk is gone");
              }

              @Override
              public int read(byte[] octets, int from, int length) throws IOException {
                return read();
              }
            });
    var sink = new ByteArrayOutputStream();

    assertThatThrownBy(() -> work.encrypt(recipients, List.of(bob), false, broken, sink))
        .hasMessage("the disk is gone");

    var opening =
        work.decrypt(
            List.of(bob),
            List.of(bob.certificate()),
            new ByteArrayInputStream(sink.toByteArray()),
            OutputStream.nullOutputStream());
    assertThat(opening).isNotInstanceOf(Opening.Released.class);
  }

  @Test
  void everybody_who_can_read_it_is_named_with_the_reason() throws Exception {
    var bob = key("Bob <bob@example.com>");
    var additional = key("Recovery of Example Ltd");
    realm.contact("bob@example.com", realm.certified(bob.certificate()), "organisation");
    realm.policyKeys.put("additionalDecryptionKeys", List.of(additional.certificate().armored()));
    try (var client = Realms.enrolled(parent.resolve("s"), clock, server.place())) {
      Sync.run(client, "test", Passphrases.none());
      var policy = client.policies().held().orElseThrow().policy();

      var outcome =
          new Recipients.Choice(client.contacts(), policy, clock, false)
              .of(List.of("bob@example.com"), List.of(), client.keys().active());

      var chosen = ((Recipients.Outcome.Chosen) outcome).recipients();
      assertThat(chosen.all())
          .extracting(Recipients.Recipient::reason)
          .satisfiesExactly(
              bobs -> assertThat(bobs).contains("the organisation vouches"),
              own -> assertThat(own).contains("your own key"),
              added -> assertThat(added).contains("Example Ltd adds it"));
      var message = new ByteArrayOutputStream();
      work.encrypt(
          chosen, List.of(), true, new ByteArrayInputStream("hi".getBytes(UTF_8)), message);
      for (var reader :
          List.of(
              bob,
              additional,
              client.keys().unlock(client.keys().all(), Optional.empty()).open().getFirst())) {
        var plain = new ByteArrayOutputStream();
        assertThat(
                work.decrypt(
                    List.of(reader),
                    List.of(),
                    new ByteArrayInputStream(message.toByteArray()),
                    plain))
            .isInstanceOf(Opening.Released.class);
        assertThat(plain.toString(UTF_8)).isEqualTo("hi");
      }
    }
  }

  @Test
  void somebody_without_a_key_is_said_and_nothing_is_chosen() throws Exception {
    try (var client = Realms.enrolled(parent.resolve("s"), clock, server.place())) {
      Sync.run(client, "test", Passphrases.none());
      var policy = client.policies().held().orElseThrow().policy();

      assertThat(
              new Recipients.Choice(client.contacts(), policy, clock, false)
                  .of(List.of("nobody@example.com"), List.of(), Optional.empty()))
          .isEqualTo(new Recipients.Outcome.Refused("no key of nobody@example.com was found"));
    }
  }

  @Test
  void a_key_that_nobody_vouches_for_is_refused_until_it_is_said_to_be_right() throws Exception {
    realm.contact("eve@elsewhere.net", key("Eve <eve@elsewhere.net>").certificate(), "found");
    try (var client = Realms.enrolled(parent.resolve("s"), clock, server.place())) {
      Sync.run(client, "test", Passphrases.none());
      var policy = client.policies().held().orElseThrow().policy();
      var to = List.of("eve@elsewhere.net");

      assertThat(
              new Recipients.Choice(client.contacts(), policy, clock, false)
                  .of(to, List.of(), Optional.empty()))
          .isInstanceOfSatisfying(
              Recipients.Outcome.Refused.class,
              why ->
                  assertThat(why.sentence())
                      .contains("nobody vouches", "telephone", "--trust-found"));
      assertThat(
              new Recipients.Choice(client.contacts(), policy, clock, true)
                  .of(to, List.of(), Optional.empty()))
          .isInstanceOfSatisfying(
              Recipients.Outcome.Chosen.class,
              chosen -> assertThat(chosen.recipients().all().getFirst().doubtful()).isTrue());
    }
  }

  @Test
  void a_signature_of_every_form_verifies() throws Exception {
    var ada = key("Ada <ada@example.com>");
    for (var form : SignatureForm.values()) {
      var sink = new ByteArrayOutputStream();
      var text = "one\ntwo\n".getBytes(UTF_8);

      assertThat(work.sign(List.of(ada), form, true, new ByteArrayInputStream(text), sink))
          .isInstanceOf(Result.Of.class);

      var verdicts =
          form == SignatureForm.detached
              ? work.verify(
                      sink.toByteArray(),
                      List.of(ada.certificate()),
                      new ByteArrayInputStream(text))
                  .orThrow()
              : ((Opening.Released)
                      work.verifyInline(
                          List.of(ada.certificate()),
                          new ByteArrayInputStream(sink.toByteArray()),
                          new ByteArrayOutputStream()))
                  .facts()
                  .signatures();
      assertThat(verdicts).singleElement().isInstanceOf(Verdict.Good.class);
    }
  }

  @Test
  void a_file_appears_when_it_is_complete() throws Exception {
    var target = parent.resolve("x");
    try (var out = OutputFile.begin(target, true, false)) {
      out.write("content".getBytes(UTF_8));
      assertThat(target).doesNotExist();
      out.release();
    }

    assertThat(target).content().isEqualTo("content");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
        .isEqualTo("rw-------");
    assertThat(parent).isDirectoryContaining(file -> file.equals(target));
    assertThatThrownBy(() -> OutputFile.begin(target, true, false))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void a_file_that_is_not_released_leaves_what_was_there() throws Exception {
    var target = Files.writeString(parent.resolve("x"), "former");
    try (var out = OutputFile.begin(target, true, true)) {
      out.write("half".getBytes(UTF_8));
    }

    assertThat(target).content().isEqualTo("former");
    try (var files = Files.list(parent)) {
      assertThat(files).containsExactly(target);
    }
  }

  @Test
  void a_message_that_was_changed_releases_nothing() throws Exception {
    var bob = key("Bob <bob@example.com>");
    var message = new ByteArrayOutputStream();
    var recipients =
        new Recipients(
            List.of(new Recipients.Recipient("bob", bob.certificate(), "test", false, false)));
    work.encrypt(
        recipients, List.of(), false, new ByteArrayInputStream(new byte[100_000]), message);
    var changed = message.toByteArray();
    changed[changed.length - 200] ^= 1;

    assertThat(
            work.decrypt(
                List.of(bob),
                List.of(),
                new ByteArrayInputStream(changed),
                new ByteArrayOutputStream()))
        .isInstanceOf(Opening.Refused.class);
  }
}
