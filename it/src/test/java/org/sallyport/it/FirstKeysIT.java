package org.sallyport.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.testkit.BeginsFirst;

/** The page for newcomers to the encryption server, done as it stands. */
// Dozens of programs are started in turn, beside other tests that do the same.
@BeginsFirst
@Timeout(300)
final class FirstKeysIT {
  @TempDir private Path folder;

  @Test
  void what_the_page_shows_ends_with_a_letter_and_a_restored_store() throws Exception {
    var done = Walkthrough.run("first-keys.md", folder, "9400", "9401", "8443", "8444");

    assertThat(done.exit()).as(done.all()).isZero();
    assertThat(done.out())
        .contains("keys1.yaml: fine", "keys2.yaml: fine", "first ignition passphrase")
        .contains("enrolled as", "meet me at nine", "-----BEGIN PGP PUBLIC KEY BLOCK-----")
        .contains("server-lost", "rows are restored");
  }
}
