package org.sallyport.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {
  @TempDir private Path folder;

  @Test
  void the_rehearsal_plays_to_its_end() throws Exception {
    try (var rehearsal = new Rehearsal(folder)) {
      var file = rehearsal.prepare();
      rehearsal.play();

      assertThat(Invocation.of("check", file.toString()).exit()).isEqualTo(Exit.FINE);
      assertThat(new KeysRehearsal(folder).play()).isEqualTo("as rehearsed");
    }
  }
}
