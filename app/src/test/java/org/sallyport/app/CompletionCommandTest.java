package org.sallyport.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionCommandTest {
  @TempDir private Path folder;

  @Test
  void bash_completes_commands() throws Exception {
    var script = Files.writeString(folder.resolve("s"), Invocation.of("completion", "bash").out());

    assertThat(
            bash(
                "source "
                    + script
                    + "; COMP_WORDS=(sallyport pk); COMP_CWORD=1; _complete_sallyport;"
                    + " echo ${COMPREPLY[@]}"))
        .isEqualTo("pki");
  }

  @Test
  void bash_completes_commands_below_commands_and_their_options() throws Exception {
    var script = Files.writeString(folder.resolve("s"), Invocation.of("completion", "bash").out());

    assertThat(
            bash(
                "source "
                    + script
                    + "; COMP_WORDS=(sallyport client keys fi); COMP_CWORD=3; _complete_sallyport;"
                    + " echo ${COMPREPLY[@]};"
                    + " COMP_WORDS=(sallyport client encrypt --arm); COMP_CWORD=3;"
                    + " _complete_sallyport; echo ${COMPREPLY[@]}"))
        .startsWith("find\n")
        .endsWith("\n--armor");
  }

  @Test
  void fish_tells_a_command_from_one_of_the_same_name_below_another() {
    assertThat(Invocation.of("completion", "fish").out())
        .contains(
            "__fish_seen_subcommand_from run; and not __fish_seen_subcommand_from client' -l"
                + " log-level",
            "pki; and __fish_seen_subcommand_from encrypt' -l armor");
  }

  @Test
  void fish_has_a_line_for_each_command_and_option() {
    assertThat(Invocation.of("completion", "fish").out())
        .contains("-a pki -d", "__fish_seen_subcommand_from server' -l days -r", "bash zsh fish")
        .doesNotContain("sallyport-train");
  }

  @Test
  void an_unknown_shell_is_refused_with_those_that_are_known() {
    var answer = Invocation.of("completion", "tcsh");

    assertThat(answer.exit()).isEqualTo(Exit.USAGE);
    assertThat(answer.err()).contains("bash").contains("zsh").contains("fish");
  }

  private static String bash(String script) throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no bash here");
    var shell = new ProcessBuilder("/bin/bash", "-c", script).redirectErrorStream(true).start();
    try (var out = shell.getInputStream()) {
      return new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }
}
