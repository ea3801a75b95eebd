package org.sallyport.net.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.net.tls.CertificateFinding.Kind;
import org.sallyport.pki.Authority;
import org.sallyport.pki.Issued;
import org.sallyport.pki.Request;
import org.sallyport.testkit.TestPki;

class CertificateReasoningTest {
  private final Instant now = Instant.now();
  private final TestPki pki = TestPki.shared();
  private final Issued server = pki.server("a.example.com", "*.b.example.com");

  @Test
  void a_name_that_is_covered_leaves_nothing_to_say() {
    assertThat(CertificateReasoning.name(server.certificate(), "x.b.example.com")).isEmpty();
  }

  @Test
  void a_name_that_is_not_covered_is_told_with_the_names_that_are() {
    var finding = CertificateReasoning.name(server.certificate(), "keys.example.com").orElseThrow();
    assertThat(finding.kind()).isEqualTo(Kind.NAME_NOT_COVERED);
    assertThat(finding.sentence())
        .isEqualTo(
            "the certificate names a.example.com, *.b.example.com; expected keys.example.com");
  }

  @Test
  void a_near_miss_of_a_wildcard_is_explained() {
    assertThat(sentence("x.y.b.example.com")).endsWith("(a wildcard stands for one label only)");
    assertThat(sentence("b.example.com")).contains("without a label before it");
  }

  private String sentence(String expected) {
    return CertificateReasoning.name(server.certificate(), expected).orElseThrow().sentence();
  }

  @Test
  void a_common_name_alone_is_explained() {
    var old = pki.authority().issue(Request.server("a.example.com").withoutAlternativeNames());
    var finding = CertificateReasoning.name(old.certificate(), "a.example.com").orElseThrow();
    assertThat(finding.kind()).isEqualTo(Kind.NO_NAMES);
    assertThat(finding.sentence()).contains("RFC 9525");
  }

  @Test
  void a_chain_in_order_leaves_nothing_to_say() {
    assertThat(CertificateReasoning.chain(server.chain(), now)).isEmpty();
    assertThat(CertificateReasoning.chain(withRoot(), now)).isEmpty();
    assertThat(CertificateReasoning.chain(server.chain(), now, pki.bundle())).isEmpty();
  }

  @Test
  void a_chain_in_another_order_is_put_right() {
    var findings = CertificateReasoning.chain(withRoot().reversed(), now);
    assertThat(kinds(findings)).contains(Kind.WRONG_ORDER);
    assertThat(findings.getLast().sentence())
        .contains("'CN=a.example.com', then 'CN=Test intermediate', then 'CN=Test root'");
  }

  @Test
  void a_certificate_that_does_not_belong_is_named() {
    var stray = TestPki.fresh().server("stray.example.com").certificate();
    var chain = List.of(server.certificate(), pki.authority().certificate(), pki.root(), stray);
    var findings = CertificateReasoning.chain(chain, now);
    assertThat(kinds(findings)).containsExactly(Kind.UNRELATED);
    assertThat(findings.getFirst().sentence()).startsWith("'CN=stray.example.com'");
  }

  @Test
  void a_gap_in_the_chain_names_the_issuer_that_is_missing() {
    var findings = CertificateReasoning.chain(List.of(server.certificate(), pki.root()), now);
    assertThat(kinds(findings)).containsExactly(Kind.MISSING_INTERMEDIATE);
    assertThat(findings.getFirst().sentence()).contains("its issuer 'CN=Test intermediate'");
  }

  @Test
  void a_certificate_alone_may_miss_its_intermediate() {
    var findings = CertificateReasoning.chain(List.of(server.certificate()), now);
    assertThat(kinds(findings)).containsExactly(Kind.MISSING_INTERMEDIATE);
  }

  @Test
  void a_certificate_alone_is_enough_for_who_trusts_its_issuer() {
    var chain = List.of(server.certificate());
    assertThat(CertificateReasoning.chain(chain, now, List.of(pki.authority().certificate())))
        .isEmpty();
    var forRoot = CertificateReasoning.chain(chain, now, List.of(pki.root()));
    assertThat(kinds(forRoot)).containsExactly(Kind.UNTRUSTED);
    assertThat(forRoot.getFirst().sentence())
        .contains("'CN=Test intermediate', which was neither sent nor is in the bundle");
  }

  @Test
  void an_expired_certificate_and_one_from_the_future_are_told_apart() {
    assertThat(kinds(CertificateReasoning.chain(pki.expiredServer("a.example").chain(), now)))
        .containsExactly(Kind.EXPIRED);
    assertThat(kinds(CertificateReasoning.chain(pki.futureServer("a.example").chain(), now)))
        .containsExactly(Kind.NOT_YET_VALID);
  }

  @Test
  void a_certificate_that_signed_itself_is_told() {
    var self = Authority.selfSigned(Request.server("a.example.com"), Clock.systemUTC());
    assertThat(kinds(CertificateReasoning.chain(self.chain(), now)))
        .containsExactly(Kind.SELF_SIGNED);
    assertThat(kinds(CertificateReasoning.chain(self.chain(), now, pki.bundle())))
        .containsExactly(Kind.UNTRUSTED);
    assertThat(CertificateReasoning.chain(self.chain(), now, self.chain())).isEmpty();
  }

  private List<java.security.cert.X509Certificate> withRoot() {
    return List.of(server.certificate(), pki.authority().certificate(), pki.root());
  }

  private static List<Kind> kinds(List<CertificateFinding> findings) {
    return findings.stream().map(CertificateFinding::kind).toList();
  }
}
