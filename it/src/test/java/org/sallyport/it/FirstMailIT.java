package org.sallyport.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.testkit.BeginsFirst;
import org.sallyport.testkit.Peers;

/** The page for newcomers to the mail gateway, done as it stands. */
// Dozens of programs are started in turn, beside other tests that do the same.
@BeginsFirst
@Timeout(300)
final class FirstMailIT {
  @TempDir private Path folder;

  @Test
  void what_the_page_shows_ends_with_an_opened_letter_and_a_mailbox() throws Exception {
    Peers.require("gpg");
    Peers.require("swaks");
    Peers.require("smtp-sink");
    var done = Walkthrough.run("first-mail.md", folder, "10025", "10026", "9400", "8443", "9443");

    assertThat(done.exit()).as(done.all()).isZero();
    assertThat(done.out())
        .contains("mail.yaml: fine", "enrolled as", "trust: trusted")
        .contains("the subject begins with \"[encrypt]\"", "Subject: [...]", "meet me at nine")
        .contains("<lunch@example.com>", "<h1>Welcome to your mailbox</h1>");
    assertThat(done.err()).contains("Good signature from");
  }
}
