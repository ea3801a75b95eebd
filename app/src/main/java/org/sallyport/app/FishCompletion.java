package org.sallyport.app;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A completion script for fish, one {@code complete} line for each command and option. */
final class FishCompletion {
  private final String complete;

  private FishCompletion(String program) {
    this.complete = "complete -c " + program;
  }

  static void print(CommandSpec root, PrintWriter out) {
    new FishCompletion(root.name()).all(root, out);
  }

  private void all(CommandSpec root, PrintWriter out) {
    out.println(complete + " -f");
    subcommands(root, "__fish_use_subcommand", out);
    options(root, "__fish_use_subcommand", out);
    root.subcommands()
        .forEach(
            (name, command) ->
                commandOf(
                    "__fish_seen_subcommand_from " + name + elsewhere(root, name),
                    command.getCommandSpec(),
                    out));
  }

  /** Such as {@code run}, which is a command and one below {@code client} too. */
  private static String elsewhere(CommandSpec root, String name) {
    var groups =
        root.subcommands().entrySet().stream()
            .filter(group -> group.getValue().getSubcommands().containsKey(name))
            .map(Map.Entry::getKey)
            .collect(Collectors.joining(" "));
    return groups.isEmpty() ? "" : "; and not __fish_seen_subcommand_from " + groups;
  }

  private void commandOf(String seen, CommandSpec command, PrintWriter out) {
    if (command.usageMessage().hidden()) {
      return;
    }
    subcommands(command, seen, out);
    options(command, seen, out);
    for (var positional : command.positionalParameters()) {
      if (positional.type() == java.nio.file.Path.class) {
        out.println(complete + " -n '" + seen + "' -F");
      } else if (positional.completionCandidates() != null) {
        out.println(
            complete
                + " -n '"
                + seen
                + "' -a '"
                + String.join(" ", positional.completionCandidates())
                + "'");
      }
    }
    command
        .subcommands()
        .forEach(
            (inner, below) ->
                commandOf(
                    seen + "; and __fish_seen_subcommand_from " + inner,
                    below.getCommandSpec(),
                    out));
  }

  private void subcommands(CommandSpec of, String when, PrintWriter out) {
    of.subcommands()
        .forEach(
            (name, command) -> {
              var usage = command.getCommandSpec().usageMessage();
              if (!usage.hidden()) {
                line(when, "-a " + name, usage.description(), out);
              }
            });
  }

  private void options(CommandSpec of, String when, PrintWriter out) {
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

  private void line(String when, String what, String[] description, PrintWriter out) {
    var first = Arrays.stream(description).findFirst().orElse("").replace("'", "\\'");
    out.println(complete + " -n '" + when + "' " + what + " -d '" + first + "'");
  }
}
