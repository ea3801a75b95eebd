package org.sallyport.app;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.sallyport.app.admin.AdminAddress;
import org.sallyport.app.admin.AdminAnswer;
import org.sallyport.app.admin.AdminClient;
import org.sallyport.app.node.NodeSettings;
import org.sallyport.config.ConfigFile;
import org.sallyport.config.Loaded;
import org.sallyport.config.ProblemReport;
import org.sallyport.config.SecretSource;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How commands find the node that they speak to, and what all of them make of its answers. */
public final class NodeLink {
  private static final URI USUAL = URI.create("http://127.0.0.1:9400");
  private static final Path USUAL_TOKEN = Path.of("data", "director", "admin-token");

  @Option(
      names = "--node",
      paramLabel = "FILE",
      defaultValue = "${env:SALLYPORT_NODE}",
      description = {
        "The node's file, which says where its admin listener and its token are.",
        "Default: SALLYPORT_NODE of the environment, else http://127.0.0.1:9400 with the token in"
            + " data/director/admin-token."
      })
  private Path file;

  /** One request. */
  @FunctionalInterface
  public interface Question {
    AdminAnswer ask(AdminClient client) throws InterruptedException;
  }

  /**
   * Asks the node and makes an exit code of its answer; what it refuses is printed.
   *
   * @param then what becomes of the JSON it gives
   */
  int ask(CommandLine command, Question question, Consumer<String> then)
      throws InterruptedException {
    return ask(address(command), command, question, then);
  }

  /** The same of a node that is known already. */
  public static int ask(
      AdminAddress address, CommandLine command, Question question, Consumer<String> then)
      throws InterruptedException {
    try (var client = AdminClient.of(address)) {
      return switch (question.ask(client)) {
        case AdminAnswer.Given(String json) -> {
          then.accept(json);
          yield Exit.FINE;
        }
        case AdminAnswer.Refused(var detail, var more) -> {
          command.getErr().println("sallyport: " + detail);
          more.forEach(command.getErr()::println);
          command.getErr().flush();
          yield Exit.FINDINGS;
        }
        case AdminAnswer.Unreachable(var cause) -> unreachable(command, cause);
      };
    } catch (IOException unreadable) {
      return unreachable(command, Reasons.of(unreadable));
    }
  }

  private static int unreachable(CommandLine command, String cause) {
    command.getErr().println("sallyport: " + cause);
    command.getErr().flush();
    return Exit.UNREACHABLE;
  }

  /** Where the node is that the options name. */
  public AdminAddress address(CommandLine command) {
    if (file == null || file.toString().isEmpty()) {
      return new AdminAddress(USUAL, new SecretSource.File(USUAL_TOKEN), Optional.empty());
    }
    return address(file, settings(file, command));
  }

  static AdminAddress address(Path file, NodeSettings settings) {
    return AdminAddress.of(settings.admin(), settings.stateFolder(file));
  }

  /** What a file says; where it is wrong, so is the command line. */
  public static NodeSettings settings(Path file, CommandLine command) {
    var loaded = ConfigFile.load(file, NodeSettings.class);
    return switch (loaded) {
      case Loaded.Valid<NodeSettings>(var settings, _) -> settings;
      case Loaded.Invalid<NodeSettings> _ ->
          throw new ParameterException(command, ProblemReport.of(loaded).strip());
    };
  }
}
