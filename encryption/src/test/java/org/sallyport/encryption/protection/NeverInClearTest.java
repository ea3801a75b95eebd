package org.sallyport.encryption.protection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.encryption.key.TrustLevel;
import org.sallyport.encryption.mailrule.Direction;
import org.sallyport.encryption.mailrule.LeastTrust;
import org.sallyport.encryption.mailrule.OrElse;
import org.sallyport.encryption.mailrule.Treatment;
import org.sallyport.encryption.policy.KeyMode;
import org.sallyport.encryption.search.RemoteKeys;

/** Every combination of what a rule may want and what there may be of keys. */
class NeverInClearTest {
  private static final String PRETENDED =
      """
      From: Ada <ada@example.com>
      To: pat@partner.example
      Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b

      --b
      Content-Type: application/pgp-encrypted

      Version: 1

      --b
      Content-Type: application/octet-stream

      Secret figures: 42.
      --b--
      """
          .replace("\n", "\r\n");
  private static final String PRETENDED_SMIME =
      """
      From: Ada <ada@example.com>
      To: pat@partner.example
      Content-Type: application/pkcs7-mime; smime-type=enveloped-data

      Secret figures: 42.
      """
          .replace("\n", "\r\n");
  private static final String PRETENDED_SIGNED =
      """
      From: Ada <ada@example.com>
      To: pat@partner.example
      Content-Type: multipart/signed; protocol="application/pgp-signature"; boundary=b

      --b

      Secret figures: 42.
      --b
      Content-Type: application/pgp-signature

      --b--
      """
          .replace("\n", "\r\n");

  @TempDir private Path folder;

  /**
   * Recipients of every kind, with the least trust that their key has; none where there is none.
   */
  private static Map<String, List<LeastTrust>> recipients(ProtectionRoom room) {
    var all = new TreeMap<String, List<LeastTrust>>();
    room.person(ProtectionRoom.ADA, KeyMode.SKM);
    room.person("own@example.com", KeyMode.CKM);
    all.put("own@example.com", List.of(LeastTrust.values()));
    room.trust(room.person("refused@example.com", KeyMode.SKM), TrustLevel.REFUSED);
    all.put("refused@example.com", List.of());
    all.put("nobody@example.com", List.of());
    room.found("managed@example.com");
    all.put("managed@example.com", List.of());
    room.trusted("trusted@a.example", TrustLevel.TRUSTED);
    all.put("trusted@a.example", List.of(LeastTrust.TRUSTED, LeastTrust.FOUND));
    room.trusted("refused@a.example", TrustLevel.REFUSED);
    all.put("refused@a.example", List.of());
    room.found("found@a.example");
    all.put("found@a.example", List.of(LeastTrust.FOUND));
    room.trust(room.found("found-refused@a.example"), TrustLevel.REFUSED);
    all.put("found-refused@a.example", List.of());
    var stale = room.remote("stale@a.example", room.key("stale@a.example"), true);
    room.elsewhere.put("stale@a.example", new RemoteKeys.Looked(List.of(stale), false));
    all.put("stale@a.example", List.of(LeastTrust.FOUND));
    room.silent("silent@a.example");
    all.put("silent@a.example", List.of());
    all.put("none@a.example", List.of());
    all.put("\"odd address\"@a.example", List.of());
    room.preferred.put("prefers@a.example", room.key("prefers@a.example").certificate());
    all.put("prefers@a.example", List.of(LeastTrust.FOUND));
    return all;
  }

  @Test
  void what_a_rule_wants_encrypted_leaves_in_clear_only_where_the_rule_says_so()
      throws IOException {
    try (var room = new ProtectionRoom(folder)) {
      var recipients = recipients(room);
      var messages =
          List.of(
              ProtectionRoom.letter("found@a.example"),
              PRETENDED,
              PRETENDED_SMIME,
              PRETENDED_SIGNED);
      for (var wanted : wanted()) {
        for (boolean webMail : new boolean[] {true, false}) {
          room.webMail = webMail;
          for (var message : messages) {
            check(room, Direction.OUTBOUND, message, wanted, recipients);
          }
          check(room, Direction.INBOUND, messages.getFirst(), wanted, recipients);
        }
      }
    }
  }

  private static List<Treatment.Encrypt> wanted() {
    var all = new ArrayList<Treatment.Encrypt>();
    for (var otherwise : OrElse.values()) {
      for (var trust : LeastTrust.values()) {
        all.add(new Treatment.Encrypt(trust, true, otherwise));
      }
    }
    return all;
  }

  private static void check(
      ProtectionRoom room,
      Direction direction,
      String message,
      Treatment.Encrypt wanted,
      Map<String, List<LeastTrust>> recipients)
      throws IOException {
    var to = recipients.keySet().toArray(new String[0]);
    var plan = room.plan(message, ProtectionRoom.decision(direction, wanted), to);
    check(plan, wanted, recipients);
    everyEncryptedFormHidesTheText(room, message, plan, direction);
  }

  private static void check(
      Plan plan, Treatment.Encrypt wanted, Map<String, List<LeastTrust>> recipients) {
    assertThat(plan.explained()).hasSameSizeAs(recipients.keySet());
    var seen = new ArrayList<String>();
    for (var copy : plan.copies()) {
      for (var each : copy.to()) {
        seen.add(each.toString());
        boolean hasKey =
            recipients.getOrDefault(each.toString(), List.of()).contains(wanted.trust());
        boolean hidden =
            switch (copy.form()) {
              case Form.Encrypted _ -> true;
              case Form.WebMail _, Form.Bounced _, Form.Dropped _ -> !hasKey;
              case Form.Untouched _, Form.Marked _, Form.Signed _, Form.Opened _ ->
                  !hasKey && wanted.otherwise().leavesInClear();
            };
        assertThat(hidden).as("%s to %s as %s", wanted, each, copy.form().word()).isTrue();
      }
    }
    assertThat(seen).containsExactlyInAnyOrderElementsOf(recipients.keySet());
  }

  private static void everyEncryptedFormHidesTheText(
      ProtectionRoom room, String message, Plan plan, Direction direction) throws IOException {
    for (var copy : plan.copies()) {
      if (copy.form() instanceof Form.Encrypted encrypted) {
        assertThat(encrypted.signer().isPresent())
            .isEqualTo(direction == Direction.OUTBOUND && !message.contains("multipart/signed"));
        assertThat(room.written(message, copy.form())).doesNotContain("figures");
        break;
      }
    }
  }
}
