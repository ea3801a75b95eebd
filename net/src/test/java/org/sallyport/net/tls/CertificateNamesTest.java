package org.sallyport.net.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.pki.Request;
import org.sallyport.testkit.TestPki;

class CertificateNamesTest {
  private final CertificateNames names =
      new CertificateNames(
          List.of("keys.example.com", "*.example.org", "*.internal", "xn--bcher-kva.example.net"),
          List.of(InetAddress.ofLiteral("10.0.0.1"), InetAddress.ofLiteral("::1")));

  @Test
  void a_name_is_covered_whatever_its_case_and_trailing_dot() {
    assertThat(names.cover("Keys.Example.COM.")).isTrue();
    assertThat(names.cover("other.example.com")).isFalse();
  }

  @Test
  void a_wildcard_stands_for_exactly_one_whole_label() {
    assertThat(names.cover("a.example.org")).isTrue();
    assertThat(names.cover("a.b.example.org")).isFalse();
    assertThat(names.cover("example.org")).isFalse();
    assertThat(new CertificateNames(List.of("a*.example.org"), List.of()).cover("ab.example.org"))
        .isFalse();
  }

  @Test
  void a_wildcard_over_a_whole_top_level_domain_covers_nothing() {
    assertThat(names.cover("db.internal")).isFalse();
  }

  @Test
  void a_literal_address_is_compared_as_an_address() {
    assertThat(names.cover("10.0.0.1")).isTrue();
    assertThat(names.cover("0:0:0:0:0:0:0:1")).isTrue();
    assertThat(names.cover("10.0.0.2")).isFalse();
  }

  @Test
  void a_name_of_digits_and_dots_in_a_dns_name_is_not_an_address() {
    assertThat(new CertificateNames(List.of("10.0.0.1"), List.of()).cover("10.0.0.1")).isFalse();
  }

  @Test
  void a_name_in_unicode_is_compared_in_a_labels() {
    assertThat(names.cover("b\u00fccher.example.net")).isTrue();
  }

  @Test
  void the_common_name_is_no_name() {
    var issued =
        TestPki.shared()
            .authority()
            .issue(Request.server("keys.example.com").withoutAlternativeNames());
    assertThat(CertificateNames.of(issued.certificate()).isEmpty()).isTrue();
    assertThat(CertificateNames.of(issued.certificate()).cover("keys.example.com")).isFalse();
  }
}
