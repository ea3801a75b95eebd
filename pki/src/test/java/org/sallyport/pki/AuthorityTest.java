package org.sallyport.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AuthorityTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final Authority root = Authority.root("Trial root", clock, Duration.ofDays(1000));
  private final Authority issuing = root.intermediate("Trial intermediate");

  @Test
  void a_chain_holds_the_certificate_and_its_intermediates_but_not_the_root() {
    var issued = issuing.issue(Request.server("keys.example.com"));
    assertThat(issued.chain()).hasSize(2).endsWith(issuing.certificate());
    assertThat(issuing.bundle()).containsExactly(root.certificate(), issuing.certificate());
  }

  @Test
  void a_chain_leads_to_the_root() throws Exception {
    validate(issuing.issue(Request.server("keys.example.com")));
    validate(issuing.issue(Request.client("director1")));
  }

  @Test
  void an_rsa_key_is_made_when_asked_for() throws Exception {
    var issued = issuing.issue(Request.server("a.example.com").with(KeyKind.RSA_2048));
    assertThat(issued.key().getAlgorithm()).isEqualTo("RSA");
    validate(issued);
  }

  @Test
  void names_become_alternative_names_of_their_kind() throws Exception {
    var issued = issuing.issue(Request.server("*.example.com", "10.0.0.1", "::1", "a@b.example"));
    assertThat(issued.certificate().getSubjectAlternativeNames())
        .containsExactlyInAnyOrder(
            List.of(2, "*.example.com"),
            List.of(7, "10.0.0.1"),
            List.of(7, "0:0:0:0:0:0:0:1"),
            List.of(1, "a@b.example"));
  }

  @Test
  void a_clock_in_the_past_makes_an_expired_certificate() {
    var past = Clock.offset(clock, Duration.ofDays(-100));
    var issued = issuing.at(past).issue(Request.server("a.example.com"));
    assertThatThrownBy(() -> issued.certificate().checkValidity(Date.from(NOW)))
        .isInstanceOf(CertificateExpiredException.class);
  }

  @Test
  void a_clock_in_the_future_makes_a_certificate_that_is_not_yet_valid() {
    var future = Clock.offset(clock, Duration.ofDays(1));
    var issued = issuing.at(future).issue(Request.server("a.example.com"));
    assertThatThrownBy(() -> issued.certificate().checkValidity(Date.from(NOW)))
        .isInstanceOf(CertificateNotYetValidException.class);
  }

  @Test
  void a_certificate_ends_no_later_than_its_issuer() {
    var issued = issuing.issue(Request.server("a.example.com").validFor(Duration.ofDays(5000)));
    assertThat(issued.certificate().getNotAfter()).isEqualTo(root.certificate().getNotAfter());
  }

  @Test
  void the_text_of_an_issued_certificate_keeps_its_key() {
    var issued = issuing.issue(Request.server("a.example.com"));
    assertThat(issued.toString()).contains("a.example.com").doesNotContain("PrivateKey");
  }

  private void validate(Issued issued) throws GeneralSecurityException {
    var parameters = new PKIXParameters(Set.of(new TrustAnchor(root.certificate(), null)));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(NOW));
    var path = CertificateFactory.getInstance("X.509").generateCertPath(issued.chain());
    CertPathValidator.getInstance("PKIX").validate(path, parameters);
  }
}
