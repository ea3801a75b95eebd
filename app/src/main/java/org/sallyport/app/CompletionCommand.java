package org.sallyport.app;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a completion script for a shell. */
@Command(
    name = "completion",
    description = {
      "Print a script that completes commands and options in your shell.",
      "",
      "The scripts of bash and zsh are one: zsh reads it through its own bashcompinit."
    },
    exitCodeList = {"0:the script was printed", "2:a shell that is not known"},
    footer = {
      "  sallyport completion bash > /etc/bash_completion.d/sallyport",
      "  source <(sallyport completion zsh)",
      "  sallyport completion fish > ~/.config/fish/completions/sallyport.fish"
    })
final class CompletionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "One of ${COMPLETION-CANDIDATES}.")
  private Shell shell;

  /** The shells that are known, in the spelling of the command line. */
  enum Shell {
    /** GNU Bash. */
    bash,
    /** Z shell. */
    zsh,
    /** Friendly interactive shell. */
    fish
  }

  @Override
  public Integer call() {
    var root = spec.root().commandLine();
    var out = spec.commandLine().getOut();
    switch (shell) {
      case bash, zsh -> out.print(AutoComplete.bash(root.getCommandName(), root));
      case fish -> FishCompletion.print(root.getCommandSpec(), out);
    }
    out.flush();
    return Exit.FINE;
  }
}
