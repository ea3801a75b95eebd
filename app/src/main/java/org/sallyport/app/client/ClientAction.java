package org.sallyport.app.client;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sallyport.app.Exit;
import org.sallyport.app.Reasons;
import org.sallyport.client.Client;
import org.sallyport.client.link.LinkLimits;
import org.sallyport.client.state.StateFolder;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command with a state folder. */
abstract class ClientAction implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      defaultValue = "${env:SALLYPORT_CLIENT_STATE}",
      description = {
        "Where the client keeps its state.",
        "Default: SALLYPORT_CLIENT_STATE, else sallyport in XDG_CONFIG_HOME, else"
            + " ~/.config/sallyport."
      })
  private @Nullable Path state;

  /** Does it. */
  abstract int run() throws IOException, InterruptedException;

  @Override
  public final Integer call() throws InterruptedException {
    try {
      int exit = run();
      out().flush();
      err().flush();
      return exit;
    } catch (IOException broken) {
      return complain(Reasons.of(broken), Exit.USAGE);
    } catch (UncheckedIOException broken) {
      var cause = broken.getCause();
      return complain(
          cause == null ? String.valueOf(broken.getMessage()) : Reasons.of(cause), Exit.USAGE);
    }
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** Says what is wrong; returns the exit code. */
  int complain(String sentence, int exit) {
    out().flush();
    err().println("sallyport: " + sentence);
    err().flush();
    return exit;
  }

  ParameterException wrong(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }

  StateFolder folder() throws IOException {
    return StateFolder.open(
        state != null && !state.toString().isEmpty()
            ? state
            : StateFolder.usual(
                name -> Optional.ofNullable(System.getenv(name)),
                Path.of(System.getProperty("user.home"))));
  }

  /** The client, when this machine has enrolled. */
  Optional<Client> client() throws IOException {
    return Client.open(folder(), InstantSource.system(), LinkLimits.standard());
  }

  int notEnrolled() {
    return complain("this machine has not enrolled; run 'sallyport client enrol'", Exit.USAGE);
  }
}
