package org.sallyport.encryption.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.encryption.TestDomain;
import org.sallyport.encryption.TestStores;
import org.sallyport.encryption.group.Condition;
import org.sallyport.encryption.group.Criterion;
import org.sallyport.encryption.group.GroupChange;
import org.sallyport.encryption.group.GroupEdit;
import org.sallyport.encryption.group.Groups;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Verdict;
import org.sallyport.openpgp.Verification;
import org.sallyport.web.route.Json;

@ParameterizedClass
@EnumSource
class PolicyDocumentsTest {
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

  private PolicyDocuments documents() {
    return at.domain.policyDocuments();
  }

  private GroupChange group(String name, Criterion criterion, String policy) {
    return at.store.write(
        in ->
            at.domain
                .groups()
                .add(
                    in,
                    "administrator ada",
                    new GroupEdit(
                        name, new Condition(Condition.Match.ALL, List.of(criterion)), policy)));
  }

  private static Map<?, ?> read(SignedPolicy policy) {
    return Json.read(policy.document().getBytes(UTF_8), Map.class);
  }

  @Test
  void a_new_server_has_a_policy_for_everybody() {
    var ada = at.consumer("ada@example.com");

    var policy = documents().of(ada.id()).orElseThrow();

    var document = read(policy);
    assertThat(document.get("organisation")).isEqualTo("Example Ltd");
    assertThat(document.get("organisationKey"))
        .isEqualTo(at.domain.organisation().fingerprint().hex());
    assertThat(document.get("group")).isEqualTo("Everybody");
    assertThat(document.get("policy")).isEqualTo("Default");
    assertThat(document.get("version")).isEqualTo(1);
    assertThat(document.get("issued")).isEqualTo("2026-11-22T08:00:00Z");
    assertThat(document.get("keys"))
        .isEqualTo(
            Map.of(
                "mode",
                "SKM",
                "profile",
                "CURVE25519_V4",
                "validSeconds",
                63_072_000,
                "renewBeforeSeconds",
                5_184_000,
                "additionalDecryptionKeys",
                List.of()));
    assertThat(document.get("client"))
        .isEqualTo(
            Map.of(
                "updateIntervalSeconds",
                86_400,
                "offlineGraceSeconds",
                2_592_000,
                "afterGrace",
                "block",
                "logLevel",
                "info"));
    assertThat(document.get("mail")).isEqualTo(Map.of());
    assertThat(policy.document()).contains("\"serial\":" + policy.serial() + ",");
  }

  @Test
  void a_document_is_signed_by_the_organisation_key() throws IOException {
    var policy = documents().of(at.consumer("ada@example.com").id()).orElseThrow();

    assertThat(verdicts(policy, at.domain.organisation().certificate().orElseThrow()))
        .singleElement()
        .isInstanceOf(Verdict.Good.class);
  }

  private List<Verdict> verdicts(SignedPolicy policy, Certificate key) throws IOException {
    return Verification.by(List.of(key), at.clock.instant(), AlgorithmPolicy.standard())
        .detached(
            policy.signature().getBytes(UTF_8),
            new ByteArrayInputStream(policy.document().getBytes(UTF_8)))
        .orThrow();
  }

  @Test
  void nothing_is_signed_anew_while_nothing_changes() {
    var first = documents().of(at.consumer("ada@example.com").id()).orElseThrow();
    try (var sibling = at.sibling(folder)) {
      var ada = sibling.consumer("ada@example.com");
      var other = sibling.domain.policyDocuments().of(ada.id()).orElseThrow();

      assertThat(other.document()).isEqualTo(first.document());
      assertThat(other.signature()).isEqualTo(first.signature());
      assertThat(other.tag()).isEqualTo(first.tag());
    }
  }

  @Test
  void a_change_of_a_policy_gives_all_documents_a_higher_serial() {
    var ada = at.consumer("ada@example.com").id();
    var before = documents().of(ada).orElseThrow();
    var strict = PolicyReading.text("{\"keys\":{\"mode\":\"CKM\"}}", at.clock.instant());

    at.store.write(
        in ->
            at.domain
                .policies()
                .edit(
                    in,
                    "administrator ada",
                    Policies.DEFAULT,
                    Optional.of(1L),
                    ((PolicyReading.Read.Good) strict).content(),
                    "keys stay at home"));

    var after = documents().of(ada).orElseThrow();
    assertThat(after.serial()).isGreaterThan(before.serial());
    assertThat(after.policy().version()).isEqualTo(2);
    assertThat(after.document()).contains("\"mode\":\"CKM\"");
    assertThat(after.tag()).isNotEqualTo(before.tag());
  }

  @Test
  void who_moves_to_another_group_meets_no_lower_serial() {
    var staff = Criterion.attribute("department", Criterion.Operator.EQUALS, "engineering");
    assertThat(group("Staff", staff, "Default")).isInstanceOf(GroupChange.Done.class);
    var ada = at.consumer("ada@example.com");
    var before = documents().of(ada.id()).orElseThrow();
    assertThat(before.group().name()).isEqualTo("Everybody");

    at.store.write(
        in ->
            at.domain
                .consumers()
                .admit(
                    in,
                    "test",
                    new org.sallyport.encryption.consumer.NewConsumer(
                        ada.address(),
                        "Ada",
                        "directory",
                        List.of(),
                        Map.of("department", List.of("Engineering")))));

    var after = documents().of(ada.id()).orElseThrow();
    assertThat(after.group().name()).isEqualTo("Staff");
    assertThat(after.serial()).isEqualTo(before.serial());
    assertThat(after.tag()).isNotEqualTo(before.tag());
  }

  @Test
  void a_new_organisation_key_signs_everything_anew() throws IOException {
    var ada = at.consumer("ada@example.com").id();
    var before = documents().of(ada).orElseThrow();

    var key = at.domain.organisation().replace("administrator ada");

    var after = documents().of(ada).orElseThrow();
    assertThat(after.serial()).isGreaterThan(before.serial());
    assertThat(read(after).get("organisationKey")).isEqualTo(key.fingerprint().hex());
    assertThat(verdicts(after, key)).singleElement().isInstanceOf(Verdict.Good.class);
  }

  @Test
  void documents_after_a_restore_are_above_those_before_it() {
    var ada = at.consumer("ada@example.com").id();
    long before = documents().of(ada).orElseThrow().serial();
    at.clock.advance(java.time.Duration.ofHours(1));

    at.store.write(
        in -> {
          PolicyDocuments.outdate(in);
          at.domain.generations().changed(in, Groups.GENERATION);
          return true;
        });

    assertThat(documents().of(ada).orElseThrow().serial()).isGreaterThanOrEqualTo(before + 3600);
  }

  @Test
  void a_sibling_follows_a_key_that_it_has_not_heard_of() {
    try (var sibling = at.sibling(folder)) {
      var ada = at.consumer("ada@example.com").id();
      sibling.domain.policyDocuments().of(ada);
      at.domain.organisation().replace("administrator ada");
      var ours = documents().of(ada).orElseThrow();

      sibling.domain.generations().read();

      assertThat(sibling.domain.policyDocuments().of(ada).orElseThrow().tag())
          .isEqualTo(ours.tag());
    }
  }

  @Test
  void nobody_has_no_policy() {
    assertThat(documents().of("u_nobody")).isEmpty();
  }
}
