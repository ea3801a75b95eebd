package org.sallyport.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandLineTest {
  @Test
  void an_unknown_command_is_answered_with_the_nearest_one() {
    var answer = Invocation.of("versoin");

    assertThat(answer.exit()).isEqualTo(Exit.USAGE);
    assertThat(answer.err()).contains("versoin", "sallyport version", "Try 'sallyport --help'");
    assertThat(answer.out()).isEmpty();
  }

  @Test
  void an_unknown_option_is_answered_with_the_nearest_one() {
    var answer = Invocation.of("pki", "init", "--nam", "x");

    assertThat(answer.exit()).isEqualTo(Exit.USAGE);
    assertThat(answer.err()).contains("--name", "Try 'sallyport pki init --help'");
  }

  @Test
  void a_bare_call_says_which_word_is_missing() {
    var answer = Invocation.of();

    assertThat(answer.exit()).isEqualTo(Exit.USAGE);
    assertThat(answer.err()).contains("say which command");
  }

  @Test
  void help_of_a_nested_command_is_its_page() {
    assertThat(Invocation.of("help", "pki", "server").out())
        .isEqualTo(Invocation.of("pki", "server", "--help").out());
  }

  @Test
  void help_of_a_command_that_does_not_exist_is_refused() {
    assertThat(Invocation.of("help", "pki", "sever").exit()).isEqualTo(Exit.USAGE);
  }

  @Test
  void the_version_names_java_and_the_system() {
    var answer = Invocation.of("version");

    assertThat(answer.exit()).isEqualTo(Exit.FINE);
    assertThat(answer.out()).contains("sallyport ", "java ", "system ");
  }

  @Test
  void the_schema_is_json_that_knows_the_sections() {
    var answer = Invocation.of("schema");

    assertThat(answer.exit()).isEqualTo(Exit.FINE);
    assertThat(answer.out()).startsWith("{").contains("\"director\"", "\"services\"");
  }
}
