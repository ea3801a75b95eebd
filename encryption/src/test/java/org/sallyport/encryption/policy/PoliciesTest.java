package org.sallyport.encryption.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.encryption.TestDomain;
import org.sallyport.encryption.TestStores;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.KeyProfile;
import org.sallyport.openpgp.KeyRequest;
import org.sallyport.web.route.Json;

@ParameterizedClass
@EnumSource
class PoliciesTest {
  private static final String ADA = "administrator ada";

  @Parameter private TestStores stores = TestStores.SQLITE;
  @TempDir private Path folder;
  private TestDomain at;

  @BeforeEach
  void open() {
    at = stores.open(folder);
  }

  @AfterEach
  void close() {
    at.close();
  }

  private Policies policies() {
    return at.domain.policies();
  }

  private static PolicyContent content(String json) {
    return switch (PolicyReading.text(json, TestDomain.START)) {
      case PolicyReading.Read.Good(var content) -> content;
      case PolicyReading.Read.Wrong wrong -> throw new AssertionError(wrong);
    };
  }

  private PolicyChange edit(String json, long expected) {
    return at.store.write(
        in ->
            policies()
                .edit(in, ADA, Policies.DEFAULT, Optional.of(expected), content(json), "because"));
  }

  @Test
  void every_version_is_kept_with_who_and_when() {
    edit("{\"keys\":{\"mode\":\"GKM\"}}", 1);

    var versions =
        at.store.read(in -> policies().versions(in, Policies.DEFAULT, Long.MAX_VALUE, 10));

    assertThat(versions).extracting(PolicyVersion::version).containsExactly(2L, 1L);
    assertThat(versions).extracting(PolicyVersion::actor).containsExactly(ADA, "server");
    assertThat(versions.getFirst().note()).isEqualTo("because");
    assertThat(versions.getFirst().at()).isEqualTo(TestDomain.START);
    assertThat(versions.getFirst().content().keys().mode()).isEqualTo(KeyMode.GKM);
  }

  @Test
  void what_is_different_between_versions_is_shown() {
    assertThat(
            PolicyDifference.between(
                PolicyContent.STANDARD,
                content("{\"keys\":{\"mode\":\"CKM\"},\"mail\":{\"scan\":true}}")))
        .containsExactly(
            new PolicyDifference("/keys/mode", Optional.of("\"SKM\""), Optional.of("\"CKM\"")),
            new PolicyDifference("/mail/scan", Optional.empty(), Optional.of("true")));
  }

  @Test
  void going_back_is_a_new_version() {
    edit("{\"keys\":{\"mode\":\"GKM\"}}", 1);

    var back = at.store.write(in -> policies().rollBack(in, ADA, Policies.DEFAULT, 1));

    assertThat(back).isInstanceOf(PolicyChange.Done.class);
    var latest = at.store.read(in -> policies().find(in, Policies.DEFAULT)).orElseThrow();
    assertThat(latest.version()).isEqualTo(3);
    assertThat(latest.content()).isEqualTo(PolicyContent.STANDARD);
    assertThat(latest.note()).isEqualTo("as version 1");
    assertThat(at.store.<PolicyChange>write(in -> policies().rollBack(in, ADA, "Default", 9)))
        .isInstanceOf(PolicyChange.Unknown.class);
  }

  @Test
  void what_changes_nothing_makes_no_version_and_a_stale_change_is_not_made() {
    assertThat(edit("{}", 1))
        .isInstanceOfSatisfying(
            PolicyChange.Done.class, done -> assertThat(done.version().version()).isEqualTo(1));
    assertThat(edit("{\"keys\":{\"mode\":\"GKM\"}}", 7)).isEqualTo(new PolicyChange.Stale(1));
  }

  @Test
  void a_policy_goes_when_no_group_has_it() {
    assertThat(create("Strict")).isInstanceOf(PolicyChange.Done.class);
    assertThat(create("Strict")).isInstanceOf(PolicyChange.Exists.class);
    assertThat(create("/odd")).isInstanceOf(PolicyChange.Invalid.class);
    assertThat(remove("Default")).isEqualTo(new PolicyChange.InUse(List.of("Everybody")));
    assertThat(remove("Strict")).isInstanceOf(PolicyChange.Done.class);
    assertThat(remove("Strict")).isInstanceOf(PolicyChange.Unknown.class);
    assertThat(at.store.<List<PolicyVersion>>read(in -> policies().all(in)))
        .extracting(PolicyVersion::policy)
        .containsExactly("Default");
  }

  private PolicyChange create(String name) {
    return at.store.write(in -> policies().create(in, ADA, name, PolicyContent.STANDARD, ""));
  }

  private PolicyChange remove(String name) {
    return at.store.write(in -> policies().remove(in, ADA, name));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/keys/mode | {\"keys\":{\"mode\":\"XKM\"}}",
        "/keys/profile | {\"keys\":{\"profile\":\"DSA\"}}",
        "/keys/validSeconds | {\"keys\":{\"validSeconds\":60}}",
        "/keys/renewBeforeSeconds |"
            + " {\"keys\":{\"validSeconds\":86400,\"renewBeforeSeconds\":86400}}",
        "/keys/additionalDecryptionKeys/0 | {\"keys\":{\"additionalDecryptionKeys\":[\"x\"]}}",
        "/keys/more | {\"keys\":{\"more\":1}}",
        "/client/afterGrace | {\"client\":{\"afterGrace\":\"maybe\"}}",
        "/client/updateIntervalSeconds | {\"client\":{\"updateIntervalSeconds\":1}}",
        "/mail | {\"mail\":[]}",
        "/other | {\"other\":{}}",
        "`` | []",
      })
  void what_is_wrong_is_named(String pointer, String json) {
    assertThat(PolicyReading.text(json, TestDomain.START))
        .isInstanceOfSatisfying(
            PolicyReading.Read.Wrong.class,
            wrong -> assertThat(wrong.pointer()).isEqualTo(pointer));
  }

  @Test
  void a_policy_with_everything_in_it_is_read_as_it_was_written() {
    var additional =
        Key.generate(
                new KeyRequest(
                    KeyProfile.CURVE25519_V4,
                    List.of("ADK <adk@example.com>"),
                    Optional.empty(),
                    TestDomain.START))
            .certificate();
    var content =
        content(
            """
            {"keys":{"mode":"SCKM","profile":"RSA_3072_V4","renewBeforeSeconds":0,
              "additionalDecryptionKeys":[%s]},
             "client":{"updateIntervalSeconds":3600,"offlineGraceSeconds":0,"afterGrace":"allow",
              "logLevel":"debug"},
             "mail":{"a":[1,{"b":"c"}],"d":2.5}}
            """
                .formatted(Json.text(additional.armored())));

    assertThat(content.keys().validity()).isEmpty();
    assertThat(content.keys().additionalDecryptionKeys()).containsExactly(additional);
    assertThat(content(content.json())).isEqualTo(content);
    assertThat(PolicyReading.kept(content.json())).isEqualTo(content);
  }

  @Test
  void a_key_without_an_end_stays_without_one() {
    var endless = content("{\"keys\":{\"renewBeforeSeconds\":100}}");

    assertThat(endless.keys().validity()).isEmpty();
    assertThat(PolicyReading.kept(endless.json()).keys()).isEqualTo(endless.keys());
  }
}
