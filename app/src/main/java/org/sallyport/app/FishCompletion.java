package org.sallyport.app;

import java.io.PrintWriter;
import java.util.Arrays;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A completion script for fish, one {@code complete} line for each command and option. */
final class FishCompletion {
  private FishCompletion() {}

  static void print(CommandSpec root, PrintWriter out) {
    out.println("complete -c sallyport -f");
    subcommands(root, "__fish_use_subcommand", out);
    options(root, "__fish_use_subcommand", out);
    root.subcommands().forEach((name, command) -> commandOf(name, command.getCommandSpec(), out));
  }

  private static void commandOf(String name, CommandSpec command, PrintWriter out) {
    if (command.usageMessage().hidden()) {
      return;
    }
    var seen = "__fish_seen_subcommand_from " + name;
    subcommands(command, seen, out);
    options(command, seen, out);
    for (var positional : command.positionalParameters()) {
      if (positional.type() == java.nio.file.Path.class) {
        out.println("complete -c sallyport -n '" + seen + "' -F");
      } else if (positional.completionCandidates() != null) {
        out.println(
            "complete -c sallyport -n '"
                + seen
                + "' -a '"
                + String.join(" ", positional.completionCandidates())
                + "'");
      }
    }
    command.subcommands().forEach((inner, spec) -> commandOf(inner, spec.getCommandSpec(), out));
  }

  private static void subcommands(CommandSpec of, String when, PrintWriter out) {
    of.subcommands()
        .forEach(
            (name, command) -> {
              var usage = command.getCommandSpec().usageMessage();
              if (!usage.hidden()) {
                line(when, "-a " + name, usage.description(), out);
              }
            });
  }

  private static void options(CommandSpec of, String when, PrintWriter out) {
    for (var option : of.options()) {
      if (!option.hidden()) {
        line(
            when,
            names(option) + (option.arity().max() > 0 ? " -r" : ""),
            option.description(),
            out);
      }
    }
  }

  private static String names(OptionSpec option) {
    var words = new StringBuilder();
    for (var name : option.names()) {
      words.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
    }
    return words.substring(1);
  }

  private static void line(String when, String what, String[] description, PrintWriter out) {
    var first = Arrays.stream(description).findFirst().orElse("").replace("'", "\\'");
    out.println("complete -c sallyport -n '" + when + "' " + what + " -d '" + first + "'");
  }
}
