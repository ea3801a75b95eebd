package org.sallyport.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class PagesTest {
  @Test
  void the_first_page_lists_every_command_and_every_exit_code() {
    var page = Invocation.of("--help").out();

    assertThat(page).contains("completion", "pki", "version", "70   a fault of ours");
    assertThat(page).doesNotContain("sallyport-train");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  void a_page_has_a_description_and_describes_every_parameter(CommandLine command) {
    var spec = command.getCommandSpec();

    assertThat(spec.usageMessage().description()).as("description").isNotEmpty();
    assertThat(spec.args()).allSatisfy(argument -> assertThat(argument.description()).isNotEmpty());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  void a_heading_has_something_below_it(CommandLine command) {
    assertThat(command.getUsageMessage(CommandLine.Help.Ansi.OFF))
        .doesNotContainPattern("\\n[A-Z][a-z ]+\\n(\\n|$)");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  void a_page_fits_a_terminal(CommandLine command) {
    assertThat(command.getUsageMessage(CommandLine.Help.Ansi.OFF).lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("leaves")
  void the_page_of_a_command_that_does_something_names_its_exit_codes(CommandLine command) {
    assertThat(command.getCommandSpec().usageMessage().exitCodeList()).isNotEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  void the_examples_of_a_page_are_commands_that_parse(CommandLine command) {
    for (var example : command.getCommandSpec().usageMessage().footer()) {
      if (example.startsWith("  sallyport ")) {
        var words = Words.of(example.strip());
        var line = words.subList(1, words.size()).toArray(String[]::new);
        assertThat(Sallyport.commandLineFor(line).parseArgs(line).errors()).as(example).isEmpty();
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  void a_page_is_the_same_where_only_its_command_was_made(CommandLine command) {
    var line = command.getCommandSpec().qualifiedName().split(" ");
    var arguments = Arrays.copyOfRange(line, 1, line.length + 1);
    arguments[line.length - 1] = "--help";
    assertThat(Invocation.of(arguments).out())
        .isEqualTo(command.getUsageMessage(CommandLine.Help.Ansi.OFF));
  }

  static List<CommandLine> commands() {
    var all = new ArrayList<CommandLine>();
    collect(Sallyport.commandLine(), all);
    return all;
  }

  static List<CommandLine> leaves() {
    return commands().stream().filter(command -> command.getSubcommands().isEmpty()).toList();
  }

  private static void collect(CommandLine command, List<CommandLine> into) {
    if (command.getCommandSpec().usageMessage().hidden()) {
      return;
    }
    into.add(command);
    command.getSubcommands().values().forEach(below -> collect(below, into));
  }
}
