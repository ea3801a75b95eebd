package org.sallyport.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PkiCommandTest {
  @TempDir private Path temporary;
  private String folder = "";

  @BeforeEach
  void nameTheFolder() {
    folder = temporary.resolve("pki").toString();
  }

  @Test
  void a_server_certificate_is_issued_by_the_authority() {
    assertThat(Invocation.of("pki", "init", "--dir", folder).exit()).isEqualTo(Exit.FINE);

    var issued = Invocation.of("pki", "server", "--dir", folder, "portal.example.com", "127.0.0.1");

    assertThat(issued.exit()).isEqualTo(Exit.FINE);
    assertThat(issued.out()).contains("portal.example.com.pem", "portal.example.com.key", "until ");
    assertThat(temporary.resolve("pki/trust.pem")).isNotEmptyFile();
    assertThat(temporary.resolve("pki/portal.example.com.pem")).isNotEmptyFile();
  }

  @Test
  void a_client_certificate_is_issued_by_the_authority() {
    Invocation.of("pki", "init", "--dir", folder);

    assertThat(Invocation.of("pki", "client", "--dir", folder, "director1").exit())
        .isEqualTo(Exit.FINE);
    assertThat(temporary.resolve("pki/director1.key")).isNotEmptyFile();
  }

  @Test
  void without_an_authority_the_way_to_make_one_is_named() {
    var answer = Invocation.of("pki", "server", "--dir", folder, "a.example");

    assertThat(answer.exit()).isEqualTo(Exit.FINDINGS);
    assertThat(answer.err()).contains("sallyport pki init");
  }

  @Test
  void an_authority_is_not_replaced_unless_that_is_asked_for() {
    Invocation.of("pki", "init", "--dir", folder);

    assertThat(Invocation.of("pki", "init", "--dir", folder).exit()).isEqualTo(Exit.FINDINGS);
    assertThat(Invocation.of("pki", "init", "--dir", folder, "--replace").exit())
        .isEqualTo(Exit.FINE);
  }

  @Test
  void a_validity_out_of_range_is_refused() {
    var answer = Invocation.of("pki", "server", "--dir", folder, "a.example", "--days", "0");

    assertThat(answer.exit()).isNotEqualTo(Exit.FINE);
  }
}
