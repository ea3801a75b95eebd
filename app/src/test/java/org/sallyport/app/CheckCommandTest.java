package org.sallyport.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
  private static final String FINE =
      """
      node: n1
      director:
        services:
          a.example: { listen: 8080, pool: p }
        pools:
          p:
            kind: stateful
            members: { m1: { address: 127.0.0.1:80 } }
      """;

  @TempDir private Path folder;

  @Test
  void a_right_file_is_fine() throws Exception {
    var answer = check(FINE);

    assertThat(answer.exit()).isEqualTo(Exit.FINE);
    assertThat(answer.out()).endsWith(": fine" + System.lineSeparator());
  }

  @Test
  void every_problem_comes_with_its_line_and_a_mark_below_it() throws Exception {
    var answer =
        check(FINE.replace("kind: stateful", "kind: statefull").replace("pool: p", "pol: p"));

    assertThat(answer.exit()).isEqualTo(Exit.USAGE);
    assertThat(answer.out())
        .contains("node.yaml:4:", "node.yaml:7:", "kind: statefull", "^")
        .contains("3 problems");
  }

  @Test
  void a_file_that_is_not_there_is_a_problem() {
    var answer = Invocation.of("check", folder.resolve("absent.yaml").toString());

    assertThat(answer.exit()).isEqualTo(Exit.USAGE);
    assertThat(answer.out()).contains("there is no such file");
  }

  private Invocation check(String text) throws IOException {
    return Invocation.of("check", Files.writeString(folder.resolve("node.yaml"), text).toString());
  }
}
