package org.sallyport.net.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sallyport.pki.Issued;
import org.sallyport.testkit.TestPki;

class CertificateStoreTest {
  private final TestPki pki = TestPki.shared();
  private final Issued exact = pki.server("keys.example.com");
  private final Issued expired = pki.expiredServer("keys.example.com");
  private final Issued wildcard = pki.server("*.example.com");
  private final Issued other = pki.server("other.example.net");

  @Test
  void an_exact_name_beats_a_wildcard() {
    assertThat(choose("keys.example.com", wildcard, exact)).isEqualTo(exact);
    assertThat(choose("mail.example.com", wildcard, exact)).isEqualTo(wildcard);
  }

  @Test
  void a_wildcard_that_is_valid_beats_an_exact_match_that_expired() {
    assertThat(choose("keys.example.com", expired, wildcard)).isEqualTo(wildcard);
  }

  @Test
  void an_exact_match_that_is_valid_beats_one_that_expired() {
    assertThat(choose("keys.example.com", expired, exact, wildcard)).isEqualTo(exact);
  }

  @Test
  void an_exact_match_that_expired_beats_a_wildcard_that_expired_too() {
    var old = pki.expiredServer("*.example.com");
    assertThat(choose("keys.example.com", old, expired)).isEqualTo(expired);
  }

  @Test
  void a_certificate_that_is_not_valid_yet_counts_as_expired() {
    var future = pki.futureServer("keys.example.com");
    assertThat(choose("keys.example.com", future, wildcard)).isEqualTo(wildcard);
  }

  @Test
  void a_client_that_names_nothing_or_something_else_gets_the_first() {
    assertThat(choose(null, other, exact)).isEqualTo(other);
    assertThat(choose("nobody.example.org", other, exact)).isEqualTo(other);
    assertThat(choose("localhost", other, exact)).isEqualTo(other);
  }

  @Test
  void the_first_certificate_is_replaced_by_its_renewal_when_it_has_expired() {
    assertThat(choose(null, expired, exact, other)).isEqualTo(exact);
  }

  @Test
  void ecdsa_comes_before_rsa() {
    var rsa = pki.rsaServer("keys.example.com");
    assertThat(choose("keys.example.com", rsa, exact)).isEqualTo(exact);
    assertThat(choose("keys.example.com", rsa, expired)).isEqualTo(rsa);
  }

  @Test
  void time_moves_the_choice() {
    var store = store(exact, wildcard);
    long after = exact.certificate().getNotAfter().toInstant().toEpochMilli() + 1;
    long before = exact.certificate().getNotAfter().toInstant().toEpochMilli();
    assertThat(store.choose("keys.example.com", before).chain()).isEqualTo(exact.chain());
    var laterWildcard = store(exact, pki.authority().issue(longer("*.example.com")));
    assertThat(laterWildcard.choose("keys.example.com", after).names().dns())
        .containsExactly("*.example.com");
  }

  private static org.sallyport.pki.Request longer(String name) {
    return org.sallyport.pki.Request.server(name).validFor(java.time.Duration.ofDays(200));
  }

  private static Issued choose(@Nullable String name, Issued... issued) {
    var chosen = store(issued).choose(name, System.currentTimeMillis());
    return List.of(issued).stream()
        .filter(one -> one.chain().equals(chosen.chain()))
        .findFirst()
        .orElseThrow();
  }

  private static CertificateStore store(Issued... issued) {
    var entries = new ArrayList<CertificateEntry>();
    for (var one : issued) {
      entries.add(new CertificateEntry(Path.of("test.pem"), one.chain(), one.key()));
    }
    return CertificateStore.of(entries);
  }
}
