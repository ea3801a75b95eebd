package org.sallyport.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReachableTest {
  private static final String BASE = "https://localhost:8443";

  @ParameterizedTest
  @ValueSource(strings = {BASE, BASE + "/"})
  void a_url_is_taken_without_its_last_slash(String url) {
    assertThat(Reachable.base(url)).isEqualTo(BASE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost:8443", "http://localhost:8443", "https://", BASE + "/v1", "a b", ""})
  void what_is_none_is_told_as_it_was_typed(String url) {
    assertThatThrownBy(() -> Reachable.base(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected https://HOST:PORT, found " + url);
  }

  @Test
  void why_nobody_answered_is_a_sentence() {
    assertThat(Reachable.why(BASE, new ConnectException())).isEqualTo("nobody answers at " + BASE);
    assertThat(Reachable.why(BASE, new HttpTimeoutException("x"))).endsWith("in time");
    assertThat(
            Reachable.why(BASE, new IOException("Unrecognized SSL message, plaintext connection?")))
        .startsWith("no TLS is spoken at " + BASE);
    assertThat(
            Reachable.why(
                BASE, new SSLHandshakeException("Received fatal alert: handshake_failure")))
        .contains("does --key belong to --client?");
  }

  @Test
  void a_command_says_it_instead_of_breaking() {
    var run =
        Invocation.of(
            "user",
            "list",
            "--authority=localhost:8443",
            "--client=a",
            "--key=b",
            "--trust=pom.xml");

    assertThat(run.exit()).isEqualTo(Exit.USAGE);
  }
}
