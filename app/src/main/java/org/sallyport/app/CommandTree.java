package org.sallyport.app;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.sallyport.app.client.ClientCommand;
import org.sallyport.app.encryption.EncryptionCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** Commands and those below them, all of them or some. */
final class CommandTree {
  /** Those that have many; all others name theirs in their own annotation. */
  private static final Map<Class<?>, List<Class<?>>> BELOW =
      Map.of(
          ClientCommand.class, ClientCommand.COMMANDS,
          EncryptionCommand.class, EncryptionCommand.COMMANDS);

  private final Predicate<Command> wanted;

  private CommandTree(Predicate<Command> wanted) {
    this.wanted = wanted;
  }

  /** A command with everything below it. */
  static CommandLine whole(Object root, List<Class<?>> below) {
    return new CommandTree(_ -> true).with(new CommandLine(root), below);
  }

  /** Of commands that no word names there is only what the page of the command above shows. */
  static CommandLine named(Set<String> words, Object root, List<Class<?>> below) {
    return new CommandTree(
            each ->
                words.contains(each.name())
                    || Arrays.stream(each.aliases()).anyMatch(words::contains))
        .with(new CommandLine(root), below);
  }

  private CommandLine with(CommandLine line, List<Class<?>> below) {
    for (var each : below) {
      var command = each.getAnnotation(Command.class);
      line.addSubcommand(
          wanted.test(command)
              ? with(new CommandLine(each), BELOW.getOrDefault(each, List.of()))
              : outline(command));
    }
    return line;
  }

  private static CommandLine outline(Command command) {
    var outline = CommandSpec.create().name(command.name()).aliases(command.aliases());
    outline.usageMessage().description(command.description()).hidden(command.hidden());
    return new CommandLine(outline);
  }
}
