package org.sallyport.encryption.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.encryption.directory.PublishedKey.Standing.ACTIVE;
import static org.sallyport.encryption.directory.PublishedKey.Standing.FORMER;
import static org.sallyport.encryption.directory.PublishedKey.Standing.REVOKED;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.encryption.consumer.WebKeyHash;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.KeyProfile;
import org.sallyport.openpgp.KeyRequest;
import org.sallyport.openpgp.Revocation;

class WkdTest {
  private static final String ROOT = "/.well-known/openpgpkey/";

  @TempDir Path folder;

  /** The example of draft-koch-openpgp-webkey-service section 3.1. */
  @Test
  void an_address_has_the_hash_of_the_draft() {
    assertThat(WebKeyHash.of("Joe.Doe")).isEqualTo("iy9q119eutrkn8s1mk4r39qejnbu3n5q");
    assertThat(WebKeyHash.fits("iy9q119eutrkn8s1mk4r39qejnbu3n5q")).isTrue();
    assertThat(WebKeyHash.fits("iy9q119eutrkn8s1mk4r39qejnbu3n5l")).isFalse();
  }

  @Test
  void a_key_is_served_with_the_user_ids_of_the_address_alone() throws Exception {
    try (var served = Served.standard(folder)) {
      served.keys.add(ACTIVE, "Ada <ada@example.com>", "Ada <lovelace@example.com>");

      var answer = served.get(ROOT + "example.com/hu/" + WebKeyHash.of("ada") + "?l=Ada");

      var certificate = Certificate.read(answer.body()).orThrow();
      assertThat(certificate.userIds()).containsExactly("Ada <ada@example.com>");
      assertThat(answer.body()[0]).as("binary").isNegative();
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
      assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
    }
  }

  @Test
  void the_direct_way_asks_for_the_domain_that_the_connection_is_for() throws Exception {
    try (var served = Served.standard(folder)) {
      served.keys.add(ACTIVE, "Ada <ada@example.com>");
      var here = served.keys.add(ACTIVE, "Ada <ada@localhost>");

      var answer = served.get(ROOT + "hu/" + WebKeyHash.of("ada") + "?l=ada");

      assertThat(Certificate.read(answer.body()).orThrow()).isEqualTo(here);
    }
  }

  @Test
  void both_ways_have_a_policy_that_says_nothing() throws Exception {
    try (var served = Served.standard(folder)) {
      for (var path : new String[] {"policy", "example.com/policy"}) {
        assertThat(served.get(ROOT + path).statusCode()).as(path).isEqualTo(200);
        assertThat(served.get(ROOT + path).body()).isEmpty();
      }
      assertThat(served.get(ROOT + "example.org/policy").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void a_head_says_whether_there_is_a_key() throws Exception {
    try (var served = Served.standard(folder)) {
      served.keys.add(ACTIVE, "Ada <ada@example.com>");

      var there = served.call("HEAD", ROOT + "example.com/hu/" + WebKeyHash.of("ada"));
      var not = served.call("HEAD", ROOT + "example.com/hu/" + WebKeyHash.of("eve"));

      assertThat(there.statusCode()).isEqualTo(200);
      assertThat(there.body()).isEmpty();
      assertThat(not.statusCode()).isEqualTo(404);
    }
  }

  @Test
  void other_domains_and_hashes_that_are_none_are_not_found() throws Exception {
    try (var served = Served.standard(folder)) {
      served.keys.add(ACTIVE, "Ada <ada@example.org>");
      for (var path :
          new String[] {
            "example.org/hu/" + WebKeyHash.of("ada"),
            "example.com/hu/ada",
            "hu/",
            "example.com/hu/%2e"
          }) {
        assertThat(served.get(ROOT + path).statusCode()).as(path).isEqualTo(404);
      }
    }
  }

  @Test
  void a_former_key_is_not_offered_and_a_revoked_one_only_where_nothing_took_its_place()
      throws Exception {
    try (var served = Served.standard(folder)) {
      served.keys.add(FORMER, "Ada <ada@example.com>");
      var path = ROOT + "example.com/hu/" + WebKeyHash.of("ada");
      assertThat(served.get(path).statusCode()).isEqualTo(404);

      var revoked = served.keys.add(REVOKED, "Ada <ada@example.com>");
      assertThat(Certificate.read(served.get(path).body()).orThrow()).isEqualTo(revoked);

      var active = served.keys.add(ACTIVE, "Ada <ada@example.com>");
      assertThat(Certificate.read(served.get(path).body()).orThrow()).isEqualTo(active);
    }
  }

  @Test
  void a_key_is_not_offered_for_an_address_that_its_holder_took_back() throws Exception {
    try (var served = Served.standard(folder)) {
      var made =
          Key.generate(
              new KeyRequest(
                  KeyProfile.CURVE25519_V4,
                  List.of("Ada <ada@example.com>", "Ada <former@example.com>"),
                  Optional.empty(),
                  KeysInMemory.MADE));
      var changed =
          made.withUserIdRevoked(
                  "Ada <former@example.com>",
                  new Revocation(Revocation.Reason.USER_ID_INVALID),
                  KeysInMemory.MADE.plusSeconds(1),
                  AlgorithmPolicy.standard())
              .orThrow();
      served.keys.add(ACTIVE, changed);
      var path = ROOT + "example.com/hu/";
      assertThat(served.get(path + WebKeyHash.of("former")).statusCode()).isEqualTo(404);
      var found = Certificate.read(served.get(path + WebKeyHash.of("ada")).body()).orThrow();
      assertThat(found.userIds()).containsExactly("Ada <ada@example.com>");

      var revoked =
          changed
              .revoked(
                  new Revocation(Revocation.Reason.COMPROMISED),
                  KeysInMemory.MADE.plusSeconds(2),
                  AlgorithmPolicy.standard())
              .orThrow();
      served.keys.clear();
      served.keys.add(REVOKED, revoked);
      assertThat(served.get(path + WebKeyHash.of("former")).statusCode()).isEqualTo(200);
    }
  }
}
