package org.sallyport.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** swaks in front, Postfix behind. */
final class SmtpIT {
  @TempDir private Path folder;

  private LocalDirector director(String members) throws Exception {
    return LocalDirector.start(
        folder,
        """
        services:
          mail: { listen: 127.0.0.1:0, protocol: smtp, pool: mail }
        pools:
          mail:
            kind: stateless
            health: [{ check: smtp, every: 3s, timeout: 3s, deep: true }]
            members: { %s }
        """
            .formatted(members));
  }

  private static Command.Result send(LocalDirector director, String body) throws Exception {
    return Command.run(
        "",
        Map.of(),
        "swaks",
        "--server",
        "127.0.0.1:" + director.port("mail"),
        "--from",
        "anna@example.org",
        "--to",
        "bert@example.com",
        "--body",
        body);
  }

  @Test
  void a_message_arrives_and_checks_leave_no_complaint_in_the_log_of_postfix() throws Exception {
    try (var postfix = Postfix.start(folder, "a");
        var director = director(postfix.member())) {
      send(director, "The bridge is down.").expectSuccess();
      assertThat(postfix.awaitMessage())
          .contains("\nTo: bert@example.com\n", "\nThe bridge is down.\n");
      await()
          .atMost(Duration.ofSeconds(40))
          .until(() -> postfix.log().contains("quit=1 commands=1\n"));
      // One connection without a word was the test's own, to see whether Postfix listens.
      assertThat(postfix.log()).containsOnlyOnce("lost connection").doesNotContain("improper");
    }
  }

  @Test
  void the_next_postfix_takes_the_message_when_the_first_is_gone() throws Exception {
    try (var a = Postfix.start(folder, "a");
        var b = Postfix.start(folder, "b");
        var director = director(a.member() + ", " + b.member())) {
      a.kill();
      director.awaitCause("a", "refused");
      send(director, "The bridge is up.").expectSuccess();
      assertThat(b.awaitMessage()).contains("The bridge is up.");
    }
  }
}
