package org.sallyport.encryption.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.encryption.protection.ProtectionRoom.ADA;
import static org.sallyport.encryption.protection.ProtectionRoom.BOB;
import static org.sallyport.encryption.protection.ProtectionRoom.PAT;
import static org.sallyport.encryption.protection.ProtectionRoom.WIM;
import static org.sallyport.encryption.protection.ProtectionRoom.address;
import static org.sallyport.encryption.protection.ProtectionRoom.decision;
import static org.sallyport.encryption.protection.ProtectionRoom.letter;
import static org.sallyport.encryption.protection.ProtectionRoom.message;
import static org.sallyport.encryption.protection.ProtectionRoom.sole;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.encryption.key.TrustLevel;
import org.sallyport.encryption.mailrule.AddedField;
import org.sallyport.encryption.mailrule.Decision;
import org.sallyport.encryption.mailrule.Direction;
import org.sallyport.encryption.mailrule.LeastTrust;
import org.sallyport.encryption.mailrule.MailFacts;
import org.sallyport.encryption.mailrule.OrElse;
import org.sallyport.encryption.mailrule.RuleSet;
import org.sallyport.encryption.mailrule.Treatment;
import org.sallyport.encryption.policy.KeyMode;
import org.sallyport.encryption.policy.KeySettings;
import org.sallyport.encryption.policy.Policies;
import org.sallyport.encryption.policy.PolicyContent;
import org.sallyport.encryption.search.RemoteKeys;
import org.sallyport.openpgp.Certificate;

class PlanTest {
  private static final Treatment ENCRYPT =
      new Treatment.Encrypt(LeastTrust.FOUND, true, OrElse.WEB_MAIL);
  private static final Treatment OR_BOUNCE =
      new Treatment.Encrypt(LeastTrust.FOUND, false, OrElse.BOUNCE);

  @TempDir private Path folder;
  private ProtectionRoom room;

  @BeforeEach
  void open() {
    room = new ProtectionRoom(folder);
  }

  @AfterEach
  void close() {
    room.close();
  }

  private static List<Certificate> to(Form form) {
    return ((Form.Encrypted) form).to();
  }

  @Test
  void what_no_rule_wants_changed_passes_untouched() {
    assertThat(sole(room.plan(letter(PAT), new Treatment.Pass(), PAT, BOB)))
        .isEqualTo(new Form.Untouched());
  }

  @Test
  void a_trusted_key_goes_before_one_that_is_found() {
    room.found(PAT);
    var trusted = room.trusted(PAT, TrustLevel.TRUSTED);
    var plan = room.plan(letter(PAT), OR_BOUNCE, PAT);
    assertThat(to(sole(plan))).containsExactly(trusted.certificate());
    assertThat(plan.explained().getFirst().keys())
        .containsExactly(new KeyUsed(trusted.fingerprint(), "trusted", "trusted"));
    assertThat(plan.explained().getFirst().sentence())
        .isEqualTo("It is encrypted to " + trusted.fingerprint().keyId() + " (trusted, trusted).");
  }

  @Test
  void a_refused_key_is_not_used_and_the_sender_learns_why() {
    var key = room.found(PAT);
    room.trust(key, TrustLevel.REFUSED);
    var bounced = (Form.Bounced) sole(room.plan(letter(PAT), OR_BOUNCE, PAT));
    assertThat(bounced.status()).isEqualTo("5.7.5");
    assertThat(bounced.reason())
        .contains("an administrator refused the key " + key.fingerprint().hex());
  }

  @Test
  void where_nobody_answers_the_message_comes_again_or_goes_to_web_mail() {
    room.silent(PAT);
    var plan = room.plan(letter(PAT), OR_BOUNCE, PAT);
    assertThat(plan.temporary()).isPresent();
    assertThat(((Form.Bounced) sole(plan)).status()).isEqualTo("4.7.5");
    assertThat(sole(room.plan(letter(PAT), ENCRYPT, PAT))).isEqualTo(new Form.WebMail());
  }

  @Test
  void web_mail_is_not_planned_where_there_is_none() {
    room.webMail = false;
    assertThat(sole(room.plan(letter(PAT), ENCRYPT, PAT))).isInstanceOf(Form.Bounced.class);
    assertThat(sole(room.plan(letter(PAT), new Treatment.WebMail(), PAT)))
        .isInstanceOf(Form.Bounced.class);
  }

  @Test
  void who_prefers_a_key_to_web_mail_gets_it_encrypted() {
    var key = room.key(WIM);
    room.preferred.put(WIM, key.certificate());
    for (var treatment :
        List.of(
            new Treatment.WebMail(),
            new Treatment.Encrypt(LeastTrust.TRUSTED, false, OrElse.WEB_MAIL))) {
      assertThat(to(sole(room.plan(letter(WIM), treatment, WIM))))
          .containsExactly(key.certificate());
    }
    room.trust(key, TrustLevel.REFUSED);
    assertThat(sole(room.plan(letter(WIM), new Treatment.WebMail(), WIM)))
        .isEqualTo(new Form.WebMail());
  }

  @Test
  void named_recipients_share_a_copy_and_the_others_have_their_own() {
    var to = List.of("a@partner.example", "b@partner.example", "c@partner.example", "d@x.example");
    to.forEach(room::found);
    var plan =
        room.plan(
            letter("a@partner.example, B@partner.example"), OR_BOUNCE, to.toArray(new String[0]));
    assertThat(plan.copies())
        .extracting(Copy::to)
        .containsExactly(
            List.of(address("a@partner.example"), address("b@partner.example")),
            List.of(address("c@partner.example")),
            List.of(address("d@x.example")));
    assertThat(plan.copies()).extracting(copy -> to(copy.form()).size()).containsExactly(2, 1, 1);
  }

  @Test
  void a_recipient_who_is_named_twice_has_one_form() {
    room.found(PAT);
    var plan = room.plan(letter(PAT), OR_BOUNCE, PAT, PAT);
    assertThat(plan.copies()).hasSize(1);
    assertThat(plan.copies().getFirst().to()).hasSize(1);
  }

  @Test
  void the_policys_keys_and_the_senders_own_read_too() {
    var ada = room.person(ADA, KeyMode.SKM);
    var recovery = room.key("Recovery <recovery@example.com>");
    policy(List.of(recovery.certificate()), Map.of());
    room.found(PAT);
    var form = (Form.Encrypted) sole(room.plan(letter(PAT), ENCRYPT, PAT));
    assertThat(form.additional())
        .extracting(Certificate::fingerprint)
        .containsExactly(recovery.fingerprint(), ada.fingerprint());
    assertThat(form.signer()).contains(ada.fingerprint());

    policy(List.of(), Map.of("encryptToSelf", false));
    assertThat(((Form.Encrypted) sole(room.plan(letter(PAT), ENCRYPT, PAT))).additional())
        .isEmpty();
  }

  @Test
  void without_a_key_that_the_policy_wants_to_read_it_the_message_waits() {
    var recovery = room.key("Recovery <recovery@example.com>");
    room.test.consumer(ADA);
    policy(List.of(recovery.certificate()), Map.of());
    room.trust(recovery, TrustLevel.REFUSED);
    room.found(PAT);
    var pass = new Treatment.Encrypt(LeastTrust.FOUND, false, OrElse.PASS);
    assertThat(room.plan(letter(PAT), pass, PAT).temporary()).isPresent();
  }

  private void policy(List<Certificate> additional, Map<String, Object> mail) {
    var standard = PolicyContent.STANDARD;
    var keys = standard.keys();
    room.test.store.write(
        in ->
            room.test
                .domain
                .policies()
                .edit(
                    in,
                    "administrator",
                    Policies.DEFAULT,
                    Optional.empty(),
                    new PolicyContent(
                        new KeySettings(
                            keys.mode(),
                            keys.profile(),
                            keys.validity(),
                            keys.renewBefore(),
                            additional),
                        standard.client(),
                        mail),
                    ""));
  }

  @Test
  void the_server_signs_for_those_alone_whose_key_it_may_use_and_who_wrote_it() {
    room.found(PAT);
    var sign = new Treatment.Sign(OrElse.BOUNCE);
    assertThat(sole(room.plan(letter(PAT), sign, PAT))).isInstanceOf(Form.Bounced.class);
    var bob = room.person(BOB, KeyMode.SCKM);
    assertThat(bob.isLocked()).isFalse();
    var fromBob = letter(PAT).replace("Ada <ada@", "Bob <bob@");
    assertThat(sole(room.plan(BOB, message(fromBob), _ -> outbound(sign), PAT)))
        .isInstanceOf(Form.Bounced.class);
    var ada = room.person(ADA, KeyMode.SKM);
    assertThat(((Form.Signed) sole(room.plan(letter(PAT), sign, PAT))).signer())
        .isEqualTo(ada.fingerprint());
    assertThat(sole(room.plan(fromBob, sign, PAT))).isInstanceOf(Form.Bounced.class);
    var two = letter(PAT).replace("<ada@example.com>", "<ada@example.com>, eve@example.com");
    assertThat(sole(room.plan(two, sign, PAT))).isInstanceOf(Form.Bounced.class);
    var inbound = decision(Direction.INBOUND, sign);
    assertThat(sole(room.plan(letter(PAT), inbound, PAT))).isInstanceOf(Form.Bounced.class);
    var encrypted = (Form.Encrypted) sole(room.plan(fromBob, ENCRYPT, PAT));
    assertThat(encrypted.signer()).isEmpty();
  }

  private static Decision outbound(Treatment treatment) {
    return decision(Direction.OUTBOUND, treatment);
  }

  @Test
  void the_key_of_somebody_who_was_disabled_signs_no_more() {
    room.person(ADA, KeyMode.SKM);
    var sign = new Treatment.Sign(OrElse.PASS);
    assertThat(sole(room.plan(letter(PAT), sign, PAT))).isInstanceOf(Form.Signed.class);
    var who = room.test.consumer(ADA);
    room.test.store.write(
        in ->
            room.test
                .domain
                .consumers()
                .state(in, "administrator", who.id(), Consumer.State.DISABLED));
    assertThat(sole(room.plan(letter(PAT), sign, PAT))).isEqualTo(new Form.Untouched());
  }

  @Test
  void a_copy_that_a_rule_makes_is_protected_like_what_it_copies() {
    room.found(PAT);
    var archive = address("archive@elsewhere.example");
    var why = outbound(OR_BOUNCE).why();
    var plan =
        room.plan(letter(PAT), new Decision(OR_BOUNCE, List.of(), List.of(archive), why), PAT);
    assertThat(plan.copies().getLast().to()).containsExactly(archive);
    assertThat(plan.copies().getLast().form()).isInstanceOf(Form.Bounced.class);
    var dropped =
        room.plan(
            letter(PAT), new Decision(new Treatment.Drop(), List.of(), List.of(archive), why), PAT);
    assertThat(dropped.copies())
        .extracting(copy -> copy.form().word())
        .containsExactly("dropped", "untouched");
  }

  @Test
  void of_two_rules_that_copy_to_one_address_the_stricter_holds() {
    room.found(PAT);
    var archive = address("archive@elsewhere.example");
    var plan =
        room.plan(
            ADA,
            message(letter(PAT)),
            to -> {
              var treatment = to.equals(address(PAT)) ? OR_BOUNCE : new Treatment.Pass();
              return new Decision(
                  treatment, List.of(), List.of(archive), outbound(treatment).why());
            },
            WIM,
            PAT);
    assertThat(plan.explained())
        .extracting(Explained::form)
        .containsExactly("untouched", "encrypted", "bounced");
  }

  @Test
  void mail_that_is_encrypted_already_passes() throws Exception {
    var pat = room.found(PAT);
    var encrypted = room.encrypted(letter(PAT), pat.certificate());
    assertThat(sole(room.plan(encrypted, OR_BOUNCE, PAT))).isEqualTo(new Form.Untouched());
  }

  @Test
  void fields_that_only_this_server_writes_do_not_come_in() {
    var spoofed = "X-Sallyport-Signature: good; of=sender\r\n" + letter(BOB);
    var plan = room.plan(spoofed, decision(Direction.INBOUND, new Treatment.Pass()), BOB);
    assertThat(sole(plan)).isEqualTo(new Form.Marked(List.of()));
    var passed = "X-Sallyport-Passed: x\r\n" + letter(BOB);
    assertThat(sole(room.plan(passed, decision(Direction.INBOUND, new Treatment.Pass()), BOB)))
        .isEqualTo(new Form.Untouched());
    var added = new AddedField("X-Class", "a");
    assertThat(
            sole(room.plan(passed, decision(Direction.OUTBOUND, new Treatment.Pass(), added), BOB)))
        .isEqualTo(new Form.Marked(List.of(added)));
  }

  @Test
  void keys_of_many_are_looked_for_at_once_but_not_of_all() throws Exception {
    int many = 64;
    var now = new AtomicInteger();
    var most = new AtomicInteger();
    var together = new CountDownLatch(4);
    room.search =
        _ -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          together.countDown();
          try {
            together.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          now.decrementAndGet();
          return new RemoteKeys.Looked(List.of(), true);
        };
    var to = new ArrayList<String>();
    for (int i = 0; i < many; i++) {
      to.add("p" + i + "@x.example");
    }
    var plan = room.plan(letter(PAT), ENCRYPT, to.toArray(new String[0]));
    assertThat(plan.explained()).hasSize(many);
    assertThat(most.get()).isBetween(4, 16);
  }

  @Test
  void who_is_not_looked_up_in_time_makes_the_message_come_again() throws Exception {
    var never = new Semaphore(0);
    room.search =
        _ -> {
          try {
            never.acquire();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return new RemoteKeys.Looked(List.of(), false);
        };
    var message = message(letter(PAT));
    var plan =
        room.protection(Duration.ofMillis(200))
            .plan(
                _ -> outbound(OR_BOUNCE),
                message,
                MailFacts.of(message, Optional.of(address(ADA))),
                List.of(address(PAT), address(WIM)));
    assertThat(plan.temporary()).isPresent();
  }

  @Test
  void the_first_rules_are_obeyed() throws Exception {
    room.found(PAT);
    var marked = message(letter(PAT).replace("Subject: ", "Subject: [encrypt] "));
    var plan =
        room.protection()
            .explain(
                RuleSet.first(),
                marked,
                MailFacts.of(marked, Optional.of(address(ADA))),
                List.of(address(PAT)),
                _ -> Direction.OUTBOUND);
    assertThat(sole(plan)).isInstanceOf(Form.Encrypted.class);
    assertThat(plan.explained().getFirst().why().steps()).isNotEmpty();
  }

  @Test
  void what_comes_in_beside_outbound_mail_is_not_signed_either() {
    room.person(ADA, KeyMode.SKM);
    room.found(PAT);
    var plan =
        room.plan(
            ADA,
            message(letter(PAT)),
            to ->
                decision(
                    to.equals(address(PAT)) ? Direction.OUTBOUND : Direction.INBOUND,
                    new Treatment.Sign(OrElse.BOUNCE)),
            PAT,
            BOB);
    assertThat(plan.copies())
        .extracting(copy -> copy.form().word())
        .containsExactly("signed", "bounced");
  }
}
