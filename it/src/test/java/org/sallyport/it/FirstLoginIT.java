package org.sallyport.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.testkit.BeginsFirst;
import org.sallyport.testkit.Peers;

/** The page for newcomers to the gateway, done as it stands. */
// Dozens of programs are started in turn, beside other tests that do the same.
@BeginsFirst
@Timeout(300)
final class FirstLoginIT {
  @TempDir private Path folder;

  @Test
  void what_the_page_shows_ends_with_a_login() throws Exception {
    Peers.require("radclient");
    Peers.require("oathtool");

    var done = Walkthrough.run("first-login.md", folder, "9400", "9401", "8443", "1812");

    assertThat(done.exit()).as(done.all()).isZero();
    assertThat(done.out())
        .contains("authority.yaml: fine", "gateway.yaml: fine", "otpauth://totp/Sallyport:anna")
        .contains("Received Access-Accept", "Received Access-Reject")
        .containsPattern("anna code accept")
        .containsPattern("anna code reject replayed");
  }
}
