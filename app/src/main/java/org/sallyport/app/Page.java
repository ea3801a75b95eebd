package org.sallyport.app;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** How the page of every command looks, and the option that asks for it. */
final class Page {
  private Page() {}

  /** Gives {@code command} and all below it the same headings and a {@code --help}. */
  static void layOut(CommandSpec command) {
    command.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .description("Print this page and leave.")
            .build());
    command
        .usageMessage()
        .synopsisHeading("")
        .descriptionHeading("%n")
        .parameterListHeading("%nArguments%n")
        .optionListHeading("%nOptions%n")
        .commandListHeading("%nCommands%n")
        .exitCodeListHeading(
            command.usageMessage().exitCodeList().isEmpty() ? "" : "%nExit codes%n")
        .footerHeading(command.usageMessage().footer().length > 0 ? "%nExamples%n" : "");
    for (var below : command.subcommands().values()) {
      layOut(below.getCommandSpec());
    }
  }

  /** Gives the root command a {@code --version}. */
  static void version(CommandSpec root) {
    root.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description("Print the version and leave.")
            .build());
  }
}
