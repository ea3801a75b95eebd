package org.sallyport.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.testkit.BeginsFirst;

/** {@code sallyport demo}, all four parts of it, as whoever clones the project runs it. */
@BeginsFirst
@Timeout(320)
final class DemoIT {
  @TempDir private Path folder;

  @Test
  void every_promise_of_the_demo_holds() throws Exception {
    var done = Command.run("", Map.of(), NodeProcess.command(folder, "demo", "--once"));

    assertThat(done.exit()).as(done.all()).isZero();
    assertThat(done.out()).contains("kill -9", "0 of", "the right number", "promises held");
  }
}
